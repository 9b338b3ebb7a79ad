import { parseActText, parseLeaf, verifyCommitment } from '@lienthong/evidence';
import { Failure, lane } from '@lienthong/message';
import { type Handed, ParkedMoved, Unstorable } from '@lienthong/pipeline';
import { v7 as newId } from 'uuid';
import { eraseMessage } from '../admin/erase';
import { redriveHead, releaseHead } from '../admin/in-lane-acts';
import { readActEvidence } from '../read/acts';
import { standingLanes } from '../read/lanes';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import type { PlacedAct } from './acts';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
}, 60_000);
afterAll(() => at.stop());

const digest = (of: number): Uint8Array => new Uint8Array(32).fill(of);
const actOf = (more: Partial<PlacedAct> = {}): PlacedAct => ({
  ...{ id: newId(), party: '000.99.02.H26', key: 'seal', format: 'cades', level: 'B-B', rulesVersion: 1 },
  ...{ caller: digest(1), certificate: digest(2), content: digest(3), signature: digest(4) },
  ...{ signedAt: new Date('2026-11-23T01:02:03.000Z'), acceptedAt: new Date('2026-11-23T01:02:03.456Z') },
  ...more,
});
const leaves = async (id: string): Promise<Buffer[]> =>
  (await at.admin.query<{ text: Buffer }>('SELECT text FROM leaf WHERE message = $1', [id])).rows.map(({ text }) => text);

it('makes one leaf of an act, however often it is told, and by however many at once', async () => {
  const [once, twice] = [actOf(), actOf()];
  expect(await at.ledger.recordActs([once, twice, once])).toBe(2);
  expect(await Promise.all([at.ledger.recordActs([twice, once]), at.ledger.recordActs([once, twice])])).toEqual([0, 0]);
  expect(await leaves(once.id)).toHaveLength(1);
  expect(await leaves(twice.id)).toHaveLength(1);
});

it('keeps the first of two acts with one id', async () => {
  const first = actOf();
  await at.ledger.recordActs([first]);
  expect(await at.ledger.recordActs([{ ...first, party: 'other' }])).toBe(0);
  expect((await at.admin.query('SELECT party FROM signing_act WHERE id = $1', [first.id])).rows).toEqual([{ party: first.party }]);
});

it('names nobody in the leaf, and opens it for who has the salt', async () => {
  const act = actOf();
  await at.ledger.recordActs([act]);
  const [text = Buffer.alloc(0)] = await leaves(act.id);
  for (const personal of [act.party, act.key, '02'.repeat(32), '03'.repeat(32)]) expect(text.toString()).not.toContain(personal);
  expect(parseLeaf(text)).toMatchObject({ kind: 'signed', message: act.id, connector: 'gateway', acceptedAt: act.acceptedAt });
  await at.admin.query('UPDATE leaf SET index = 7 WHERE message = $1', [act.id]);
  expect(await readActEvidence(at.clerk, 7, act.id)).toBeUndefined();
  const evidence = await readActEvidence(at.clerk, 8, act.id);
  if (!evidence) throw new Error('there is no evidence of the act');
  expect(verifyCommitment(parseLeaf(text).metadata, evidence.salt, evidence.metadata)).toBe(true);
  expect(parseActText(evidence.metadata)).toMatchObject({ act: act.id, party: act.party, time: act.signedAt });
});

it('keeps what cannot be recorded until somebody has it tried again, and gives it up for nobody', async () => {
  const act = actOf();
  const record: Handed = {
    ...{ zone: 'gateway', position: { topic: 'results.gateway', partition: 0, offset: 7n } },
    ...{ acceptedAt: act.acceptedAt, value: Buffer.from('bytes as they came') },
  };
  const kept = { ...record, message: newId(), connector: 'gateway', lane: lane('results.gateway', act.id) };
  const why = new Failure('ambiguous', 'gateway.act-unreadable');
  await at.ledger.parkAct(kept, why);
  await at.ledger.parkAct(kept, why); // told again after a crash
  const page = { lanes: 10, perLane: 10, bytes: 1 << 20 };
  expect(await at.ledger.dueParked(page)).toEqual([]);
  expect(await standingLanes(at.clerk, kept.lane)).toMatchObject([{ side: 'in', code: 'gateway.act-unreadable', waiting: 1, attempt: 1 }]);
  const by = { id: newId(), who: 'test', reason: 'test' };
  expect(await releaseHead(at.clerk, kept.lane, by)).toBe(0);
  expect(await eraseMessage(at.clerk, kept.message, newId(), by)).toEqual({ result: 'unknown' });
  expect(await redriveHead(at.clerk, kept.lane, by)).toBe(1);
  const [due] = await at.ledger.dueParked(page);
  if (!due) throw new Error('nothing is due');
  expect({ ...due, value: Buffer.from(due.value).toString() }).toMatchObject({ ...record, value: 'bytes as they came' });
  const again = { ...kept, ...due };
  await expect(at.ledger.recordActs([{ ...act, rulesVersion: 2 ** 31 }], [again])).rejects.toThrow(Unstorable);
  await at.ledger.parkAct(again, why);
  expect(await standingLanes(at.clerk, kept.lane)).toMatchObject([{ attempt: 2, waiting: 1 }]);
  expect(await at.ledger.recordActs([act], [again])).toBe(1);
  expect(await standingLanes(at.clerk, kept.lane)).toEqual([]);
  await expect(at.ledger.recordActs([act], [again])).rejects.toThrow(ParkedMoved);
});
