import { Failure, refuse } from '@lienthong/message';
import { Ended, each, inOrder } from './lot';
import { receive } from './steps/receive';
import { handed } from './testing/handed.test-kit';

let ids = 0;
const message = (subject: string) => ({ received: receive(handed(0, { subject }), () => `id-${(ids += 1)}`) });

describe('each', () => {
  it.each([
    ['a refusal ends the message as refused', refuse('signature.missing'), 'refused', 'signature.missing'],
    ['a transient failure parks it', new Failure('transient', 'revocation.unavailable'), 'parked', 'revocation.unavailable'],
    ['our own bug parks it, and never rejects it', new TypeError('bug'), 'parked', 'hub.defect'],
  ])('%s', (_, error, how, code) => {
    const [ended, passed] = each([message('bad'), message('good')], (m) => {
      if (m.received.raw?.subject === 'bad') throw error;
      return m;
    });
    expect(ended).toMatchObject({ how, reason: { code } });
    expect(passed).not.toBeInstanceOf(Ended);
  });
});

describe('inOrder', () => {
  it('parks what stands behind a parked message of the same lane, and nothing else', () => {
    const parked = new Ended('parked', new Failure('transient', 'revocation.unavailable'), message('a').received);
    const refused = new Ended('refused', refuse('signature.missing'), message('a').received);
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
