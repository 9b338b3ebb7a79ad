import { encodeIncoming } from '@lienthong/message';
import { type Handed, take } from '@lienthong/pipeline';
import { v7 as newId } from 'uuid';
import { standingLanes } from '../read/lanes';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { routed } from '../testing/lots.test-kit';
import { type WayRules, unavailable, wayOver } from '../testing/way.test-kit';
import { redriveHead, releaseHead } from './in-lane-acts';
import { redriveLane, releaseLane } from './lane-acts';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
});
afterAll(() => at.stop());

const act = () => ({ id: newId(), who: 'op', reason: 'agreed with the sender' });
const rows = async <T extends object>(text: string, ...values: unknown[]): Promise<T[]> => (await at.admin.query<T>(text, values)).rows;
const page = { lanes: 10, perLane: 10, bytes: 1 << 20 };

let offsets = 0n;
const handedIn = (subject: string, raw: { readonly payload?: Buffer; readonly connector?: string } = {}): Handed => ({
  zone: 'portal',
  position: { topic: 'in.portal', partition: 0, offset: (offsets += 1n) },
  acceptedAt: new Date(),
  value: encodeIncoming({ connector: 'portal', subject, contentType: 'text/plain', attributes: {}, payload: Buffer.from(subject), ...raw }),
});

const carry = (messages: readonly Handed[], rules?: WayRules): Promise<void> =>
  take({ messages, advances: [] }, wayOver(at.ledger, rules), at.ledger.quarantine);
/** As the core resumes what is due. */
const resume = async (rules?: WayRules): Promise<void> => carry(await at.ledger.dueParked(page), rules);
const destinations = routed({ subject: 'elsewhere' }).destinations;

describe('releaseHead', () => {
  it('ends a message whose sender is proved as refused, with a leaf and its identity, and the next one goes on', async () => {
    await carry([handedIn('R'), handedIn('R', { payload: Buffer.from('next') })]);
    await expect(releaseHead(at.clerk, 'portal|R', act())).resolves.toBe(1);
    expect(await standingLanes(at.pool, 'portal|R')).toMatchObject([{ code: 'route.missing', waitsFor: 'release', waiting: 2 }]);
    await resume({ destinations });
    const [ended, ...others] = await rows<{ id: string }>('SELECT id, outcome, code, detail, sender FROM message');
    expect([ended, ...others]).toMatchObject([
      { outcome: 'refused', code: 'operator.released', detail: { waited: 'route.missing' }, sender: 'portal' },
    ]);
    expect(await rows('SELECT kind FROM leaf WHERE message = $1', ended?.id)).toEqual([{ kind: 'refused' }]);
    expect(await rows("SELECT message FROM seen WHERE message_id = 'M-R'")).toEqual([{ message: ended?.id }]);
    expect(await rows('SELECT bytes FROM payload WHERE class = $1 AND message = $2', 'refused', ended?.id)).toEqual([
      { bytes: Buffer.from('R') },
    ]);
    expect(await rows('SELECT who, what, target FROM act')).toEqual([{ who: 'op', what: 'in-lane.release', target: ended?.id }]);
    expect(await rows('SELECT FROM parked')).toEqual([]);
    await expect(releaseHead(at.clerk, 'portal|nobody', act())).resolves.toBe(0);
  });

  it('ends a message whose sender nobody can prove among the unverified', async () => {
    await carry([handedIn('U')], { judge: unavailable });
    await releaseHead(at.clerk, 'portal|U', act());
    await resume({ judge: unavailable });
    expect(await rows('SELECT code, detail FROM unverified')).toEqual([
      { code: 'operator.released', detail: { waited: 'revocation.unavailable' } },
    ]);
    expect(await rows('SELECT FROM parked')).toEqual([]);
  });

  it('is not lost on a core that took the message up just before', async () => {
    await carry([handedIn('L')]);
    await redriveHead(at.clerk, 'portal|L', act());
    const before = await at.ledger.dueParked(page);
    await releaseHead(at.clerk, 'portal|L', act());
    await expect(carry(before)).rejects.toThrow('an operator released one');
    await resume({ destinations });
    expect(await rows("SELECT code FROM message WHERE subject = 'L'")).toEqual([{ code: 'operator.released' }]);
  });

  it('gets rid of a message that no outcome can hold, too', async () => {
    const never = { time: new Date('+012026-01-01'), destinations };
    await carry([handedIn('P')], never);
    expect(await rows('SELECT code FROM parked')).toEqual([{ code: 'message.unstorable' }]);
    await releaseHead(at.clerk, 'portal|P', act());
    await resume(never);
    expect(await rows('SELECT FROM parked')).toEqual([]);
    expect(await rows("SELECT detail FROM unverified WHERE detail ->> 'waited' = 'message.unstorable'")).toHaveLength(1);
  });
});

describe('an in-lane and an out-lane of one name', () => {
  it('are acted on apart, and no act names the lane, which holds the subject', async () => {
    await at.ledger.record([routed({ subject: 'D1', to: ['portal'] })], 1, []);
    await carry([handedIn('D1')]);
    const park = `UPDATE delivery SET state = 'parked', waits_for = 'operator', code = 'delivery.refused' WHERE lane = 'portal|D1'`;
    await rows(park);
    const standing = async () => (await standingLanes(at.pool, 'portal|D1')).map(({ side, waitsFor }) => `${side} ${waitsFor}`).sort();
    expect(await standing()).toEqual(['in operator', 'out operator']);

    expect(await redriveLane(at.clerk, 'portal|D1', act())).toBe(1);
    expect(await at.ledger.dueParked(page)).toEqual([]);
    expect(await standing()).toEqual(['in operator']);
    await rows(park);
    expect(await redriveHead(at.clerk, 'portal|D1', act())).toBe(1);
    expect(await standing()).toEqual(['in operator', 'out operator']);
    expect(await releaseLane(at.clerk, 'portal|D1', act())).toBe(1);
    expect(await standing()).toEqual(['in operator']);
    expect(await releaseHead(at.clerk, 'portal|D1', act())).toBe(1);
    expect(await standing()).toEqual(['in release']);
    expect(await rows("SELECT FROM act WHERE target LIKE '%D1%'")).toEqual([]);
    expect(await rows('SELECT what FROM act WHERE target IN (SELECT id::text FROM delivery) ORDER BY what')).toEqual([
      { what: 'out-lane.redrive' },
      { what: 'out-lane.release' },
    ]);
  });
});
