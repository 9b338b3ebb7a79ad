import { Failure, refuse } from '@lienthong/message';
import { Ended, each, endReleased, inOrder } from './lot';
import type { Known } from './known';
import { receive } from './steps/receive';
import { handed } from './testing/handed.test-kit';

let ids = 0;
const message = (subject: string) => ({ received: receive(handed(0, { subject }), () => `id-${(ids += 1)}`) });

describe('rule: failure is a value', () => {
  it.each([
    ['a refusal ends the message as refused', refuse('signature.missing'), 'refused', 'signature.missing'],
    ['a transient failure parks it', new Failure('transient', 'revocation.unavailable'), 'parked', 'revocation.unavailable'],
    ['our own bug parks it, and never rejects it', new TypeError('bug'), 'parked', 'hub.defect'],
  ])('%s', async (_, error, how, code) => {
    const [ended, passed] = await each([message('bad'), message('good')], (m) => {
      if (m.received.raw?.subject === 'bad') throw error;
      return m;
    });
    expect(ended).toMatchObject({ how, reason: { code } });
    expect(passed).not.toBeInstanceOf(Ended);
  });
});

describe('endReleased', () => {
  const known = { sender: 'portal' } as unknown as Known;
  const digest = new Uint8Array(32);
  const released = (subject: string) => ({
    known,
    contentDigest: digest,
    received: receive(
      { ...handed(0, { subject }), parked: { message: 'm', seq: 1n, attempt: 2, released: 'route.missing' } },
      () => 'unused',
    ),
  });

  it('ends what was released as refused with what is proved of it, and lets its lane go on', () => {
    const parked = new Ended('parked', new Failure('ambiguous', 'route.missing'), released('a'));
    const unproved = new Ended('parked', new Failure('transient', 'revocation.unavailable'), { received: released('b').received });
    const lot = inOrder(endReleased([parked, { ...message('a'), known }, unproved, released('c')]));
    const ended = { how: 'refused', reason: { code: 'operator.released', detail: { waited: 'route.missing' } } };
    expect(lot).toMatchObject([{ ...ended, known, contentDigest: digest }, {}, ended, { ...ended, known, contentDigest: digest }]);
    expect(lot[1]).not.toBeInstanceOf(Ended);
    expect(lot[2]?.known).toBeUndefined();
  });

  it('leaves the reason of what the rules refuse, and everything that nobody released', () => {
    const refused = new Ended('refused', refuse('signature.missing'), released('a'));
    const waiting = new Ended('parked', new Failure('ambiguous', 'route.missing'), message('b'));
    expect(endReleased([refused, waiting])).toEqual([refused, waiting]);
  });
});

describe('inOrder', () => {
  it('parks what stands behind a parked message of the same lane, and nothing else', () => {
    const parked = new Ended('parked', new Failure('transient', 'revocation.unavailable'), message('a'));
    const refused = new Ended('refused', refuse('signature.missing'), message('a'));
    const lot = inOrder([message('a'), parked, message('b'), message('a'), refused]);
    expect(lot.map((m) => (m instanceof Ended ? `${m.how} ${m.reason.code}` : 'on its way'))).toEqual([
      'on its way',
      'parked revocation.unavailable',
      'on its way',
      'parked lane.waiting',
      'parked lane.waiting',
    ]);
  });
});
