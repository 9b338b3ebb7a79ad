import { randomBytes } from 'node:crypto';
import { Failure, encodeIncoming } from '@lienthong/message';
import { Ended, type Handed, type Routed, receive, take } from '@lienthong/pipeline';
import { releaseHead } from '../admin/in-lane-acts';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { advance, ended, routed } from '../testing/lots.test-kit';
import { wayOver } from '../testing/way.test-kit';
import { dueParkedText, liftCause, wakeHeadsText } from './parked';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
});
afterAll(() => at.stop());

const page = { lanes: 10, perLane: 10, bytes: 1 << 20 };
const rows = async <T extends object>(text: string, ...values: unknown[]): Promise<T[]> => (await at.admin.query<T>(text, values)).rows;

/** A parked message handed to the way again, decided as `decide` says. */
const again = (handed: Handed, decide: (one: Routed) => Routed | Ended = (one) => one): Routed | Ended => {
  const one = routed({});
  const received = receive(handed, () => 'unused');
  return decide({ ...one, received: { ...one.received, ...received } });
};

describe('a parked lane', () => {
  it('stands behind its head, goes on in its order, and lets other lanes go', async () => {
    await at.ledger.record([ended('parked', 'transient', 'revocation.unavailable', { subject: 'C' })], 1, []);
    await expect(at.ledger.record([routed({ subject: 'C' }), routed({ subject: 'D' })], 1, [])).resolves.toMatchObject({
      recorded: 1,
      parked: 1,
    });
    expect(await at.ledger.dueParked(page)).toEqual([]);

    await rows("UPDATE parked SET due_at = now() WHERE lane = 'portal|C' AND waits_for <> 'lane'");
    const due = await at.ledger.dueParked({ ...page, perLane: 1 });
    expect(due).toHaveLength(1);
    const lot = due.map((handed) => again(handed));
    await expect(at.ledger.record(lot, 1, [])).resolves.toMatchObject({ recorded: 1 });
    await expect(at.ledger.record(lot, 1, [])).rejects.toThrow('another process resumed');
    expect(await at.ledger.dueParked(page)).toHaveLength(1);
    await rows('DELETE FROM parked');
  });

  it('is not overtaken by its own messages when the batch in which it resumes is halved', async () => {
    const head = ended('parked', 'ambiguous', 'hub.defect', { subject: 'H' });
    await at.ledger.record([head], 1, []);
    await at.ledger.record([routed({ subject: 'H' }), routed({ subject: 'H' })], 1, []);
    await rows("UPDATE parked SET due_at = now() WHERE code = 'hub.defect'");
    const messages = await at.ledger.dueParked(page);
    expect(messages).toHaveLength(3);
    const carry = ({ messages: some }: { messages: readonly Handed[] }) => {
      const poisoned = (one: Routed): Routed =>
        one.received.message === head.received.message
          ? { ...one, known: { ...one.known, envelope: { ...one.known.envelope, time: new Date('+012026-01-01') } } }
          : one;
      return at.ledger.record(
        some.map((handed) => again(handed, poisoned)),
        1,
        [],
      );
    };
    await take({ messages, advances: [] }, { carry }, at.ledger.quarantine);
    expect(await rows('SELECT code, detail, waits_for, due_at::text AS due FROM parked ORDER BY seq')).toEqual([
      { code: 'message.unstorable', detail: { cause: 'EvidenceError evidence.unstorable' }, waits_for: 'operator', due: 'infinity' },
      { code: 'lane.waiting', detail: {}, waits_for: 'lane', due: 'infinity' },
      { code: 'lane.waiting', detail: {}, waits_for: 'lane', due: 'infinity' },
    ]);
    const { topic, partition, offset } = head.received.position;
    expect(at.alarms).toContain(`message.unstorable ${topic}/${partition}@${offset}`);
    await rows('DELETE FROM parked');
  });

  it('is handed on within the bytes of a batch, its first message whatever its size', async () => {
    await at.ledger.record([ended('parked', 'ambiguous', 'hub.defect', { subject: 'B' })], 1, []);
    await at.ledger.record([routed({ subject: 'B' })], 1, []);
    await rows("UPDATE parked SET due_at = now() WHERE code = 'hub.defect'");
    expect(await at.ledger.dueParked({ ...page, bytes: 1 })).toHaveLength(1);
    expect(await at.ledger.dueParked(page)).toHaveLength(2);
    await rows('DELETE FROM parked');
  });

  it('is lifted with all others whose issuer speaks again, and no more', async () => {
    const silent = (subject: string, issuer: string) => {
      const { received } = ended('parked', 'transient', 'revocation.unavailable', { subject });
      return new Ended('parked', new Failure('transient', 'revocation.unavailable', { issuer }), { received });
    };
    await at.ledger.record([silent('L1', 'aa'), silent('L2', 'aa'), silent('L3', 'bb')], 1, []);
    await at.ledger.record([routed({ subject: 'L1' })], 1, []);
    await expect(liftCause(at.pool, ['revocation:aa'])).resolves.toBe(2);
    const due = await at.ledger.dueParked({ ...page, perLane: 1 });
    expect(due).toHaveLength(2);
    await rows('DELETE FROM parked');
  });
});

describe('quarantine', () => {
  it.each([
    ['a subject of NUL and lone surrogates', { subject: 'a\0\ud800' }],
    ['a subject that no index takes', { subject: 'Hồ sơ '.repeat(20_000) }],
    ['a connector of that kind', { connector: `\0\ud800${'x'.repeat(9_000)}`, subject: 'S' }],
    ['a content type with NUL', { contentType: 'a\0' }],
  ])('keeps a message with %s, bytes and position, and it can be released', async (_, raw) => {
    const value = encodeIncoming({
      connector: 'portal',
      subject: '',
      contentType: '',
      attributes: {},
      payload: Buffer.from('x\0'),
      ...raw,
    });
    const topic = `in.${_.length}`;
    const handed = { zone: 'portal\0', position: { topic, partition: 0, offset: 4n }, acceptedAt: new Date(), value };
    const cause = Object.assign(new Error('quotes the message'), { code: '22021' });
    const reason = new Failure('ambiguous', 'message.unstorable', { where: `\0\ud800${'y'.repeat(9_000)}` }, { cause });
    await at.ledger.quarantine(handed, reason, [advance(0n, 5n, topic)]);
    const [kept] = await rows<{ lane: string; incoming: Buffer; detail: { cause: string; where: string } }>('SELECT * FROM parked');
    expect(kept?.detail.cause).toBe('Error 22021');
    expect(kept?.incoming.equals(value)).toBe(true);
    expect(kept?.detail.where).toHaveLength(300);
    expect(kept?.lane).toMatch(/^[\x21-\x7e]{1,300}$/);
    expect(await rows('SELECT next FROM position WHERE topic = $1', topic)).toEqual([{ next: '5' }]);

    const act = { id: crypto.randomUUID(), who: 'op', reason: 'rogue' };
    await expect(releaseHead(at.clerk, kept?.lane ?? '', act)).resolves.toBe(1);
    await take({ messages: await at.ledger.dueParked(page), advances: [] }, wayOver(at.ledger), at.ledger.quarantine);
    expect(await rows('SELECT FROM parked')).toEqual([]);
  });
});

it.each([
  ['NUL', 'a\0'],
  ['9,000 characters', randomBytes(4_500).toString('hex')],
])('a connector of %s is foreign, and holds up nothing but its own lane', async (_, connector) => {
  const messages = [connector, 'portal'].map((name, i): Handed => ({
    ...{ zone: 'portal', position: { topic: `in.${_}`, partition: 0, offset: BigInt(i) }, acceptedAt: new Date() },
    value: encodeIncoming({ connector: name, subject: _, contentType: '', attributes: {}, payload: Buffer.from('x') }),
  }));
  const quarantined = () => Promise.reject(new Error('quarantined'));
  await take({ messages, advances: [] }, wayOver(at.ledger, { destinations: routed({}).destinations }), quarantined);
  expect(await rows('SELECT code FROM parked')).toEqual([{ code: 'channel.foreign' }]);
  await rows('DELETE FROM parked');
});

describe('a lane of 100,000 parked messages', () => {
  beforeAll(async () => {
    await rows(`
      INSERT INTO parked SELECT gen_random_uuid(), nextval('parked_seq'), 'portal|long', 'portal', 'portal', 'lane', 'lane.waiting', '{}', 1,
        'infinity', 'in.portal', 0, n, now(), '\\x00' FROM generate_series(1, 100000) n`);
    await rows("UPDATE parked SET due_at = now(), waits_for = 'retry' WHERE seq = (SELECT min(seq) FROM parked)");
    await rows('ANALYZE parked');
  });

  it.each([
    ['to wake its head', wakeHeadsText, [['portal|long']]],
    ['to hand on what is due', dueParkedText, [50, 10, 1 << 20]],
  ])('is not read through %s', async (_, text, values) => {
    const [plan] = await rows<{ 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
      ...values,
    );
    const { Plan } = plan?.['QUERY PLAN'][0] ?? {};
    expect((Plan?.['Shared Hit Blocks'] ?? Infinity) + (Plan?.['Shared Read Blocks'] ?? Infinity)).toBeLessThan(100);
  });
});
