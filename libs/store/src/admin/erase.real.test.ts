import { type MessageLine, listMessages } from '../read/messages';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { ended, routed } from '../testing/lots.test-kit';
import { eraseMessage } from './erase';
import { redriveHead } from './in-lane-acts';
import { redriveLane } from './lane-acts';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
});
afterAll(() => at.stop());

const query = async <T extends object>(text: string, ...values: unknown[]): Promise<T[]> => (await at.admin.query<T>(text, values)).rows;
const act = () => ({ id: crypto.randomUUID(), who: 'clerk', reason: 'court order' });
const erase = (message: string) => eraseMessage(at.clerk, message, crypto.randomUUID(), act());
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Every row of every table as text. */
async function everything(): Promise<string> {
  const tables = await query<{ name: string }>(
    "SELECT c.oid::regclass::text AS name FROM pg_class c WHERE relnamespace = 'hub'::regnamespace AND relkind = 'r'",
  );
  const dumps = await Promise.all(tables.map(({ name }) => query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`)));
  return dumps
    .flat()
    .map(({ line }) => line)
    .join('\n');
}

describe('eraseMessage', () => {
  it('leaves nothing of a message but its identity, and keeps it from being sent again', async () => {
    const sample = { id: 'E-1', subject: 'SUBJECT-E', content: 'Nguyễn Thị Thử' };
    const first = routed(sample);
    const { message, digest } = first.received;
    await at.ledger.record([first, routed(sample), routed({ ...sample, content: 'other', subject: 'OTHER' })], 1, []);
    await query(`UPDATE delivery SET state = 'parked' WHERE message = $1`, message);
    await redriveLane(at.clerk, 'one-stop|SUBJECT-E', act());
    await expect(erase(message)).resolves.toEqual({ result: 'in-delivery' });
    await query(
      `UPDATE delivery SET state = 'delivered', settled_at = now(), proof = 'SUBJECT-E', proof_digest = body_digest WHERE message = $1`,
      message,
    );
    await query('UPDATE out_lane SET waiting = 0');

    await expect(erase(message)).resolves.toEqual({ result: 'erased', lastMoved: expect.any(Date) as Date });
    const left = await everything();
    for (const trace of ['SUBJECT-E', 'Nguyễn', hex(Buffer.from('Nguyễn')), hex(digest), hex(first.contentDigest)])
      expect(left).not.toContain(trace);
    expect(await query('SELECT what FROM act ORDER BY what')).toEqual([{ what: 'message.erase' }, { what: 'out-lane.redrive' }]);
    expect(await query("SELECT message FROM seen WHERE message_id = 'E-1'")).toEqual([{ message }]);
    await expect(erase(message)).resolves.toEqual({ result: 'already' });

    for (const content of [sample.content, 'other'])
      await expect(at.ledger.record([routed({ ...sample, content })], 1, [])).resolves.toMatchObject({
        refused: 0,
        duplicates: 1,
        recorded: 0,
      });
    const later = await everything();
    for (const trace of ['SUBJECT-E', hex(Buffer.from('Nguyễn')), hex(digest)]) expect(later).not.toContain(trace);
  });

  it('reaches messages that nobody could verify, and those that wait to be decided', async () => {
    const refused = ended('refused', 'permanent', 'signature.invalid', { content: 'secret-1' });
    const parked = ended('parked', 'ambiguous', 'route.missing', { subject: 'SUBJECT-P', content: 'secret-2' });
    await at.ledger.record([refused, parked], 1, []);
    await redriveHead(at.clerk, 'portal|SUBJECT-P', act());
    await at.ledger.record([routed({ subject: 'SUBJECT-P', id: 'BEHIND', content: 'not erased' })], 1, []);
    for (const { received } of [refused, parked]) {
      await expect(erase(received.message)).resolves.toMatchObject({ result: 'erased' });
      await expect(erase(received.message)).resolves.toEqual({ result: 'already' });
    }
    const behind = "DELETE FROM parked WHERE lane = 'portal|SUBJECT-P' AND due_at <= now() RETURNING code";
    expect(await query(behind)).toEqual([{ code: 'lane.waiting' }]);
    const left = await everything();
    for (const trace of ['SUBJECT-P', hex(Buffer.from('secret-')), hex(refused.received.digest), hex(parked.received.digest)])
      expect(left).not.toContain(trace);
    await expect(erase(crypto.randomUUID())).resolves.toEqual({ result: 'unknown' });
  });
});

describe('listMessages', () => {
  const all = async (filter: Parameters<typeof listMessages>[1], page?: number): Promise<MessageLine[]> => {
    const lines: MessageLine[] = [];
    for await (const line of listMessages(at.clerk, filter, page)) lines.push(line);
    return lines;
  };

  it('gives every message once, in order, whatever the page, and finds one by its digest', async () => {
    const lot = [
      routed({ id: 'L', subject: 'L', content: 'l' }),
      routed({ id: 'L', subject: 'L', content: 'l' }),
      ended('refused', 'permanent', 'signature.invalid', { content: 'u' }),
      ended('parked', 'ambiguous', 'route.missing', { subject: 'W' }),
    ];
    await at.ledger.record(lot, 1, []);
    const whole = await all({});
    expect(await all({}, 1)).toEqual(whole);
    expect(whole.map(({ message }) => message)).toEqual(whole.map(({ message }) => message).toSorted());
    const [first, , unverified] = lot.map(({ received }) => hex(received.digest));
    expect((await all({ digest: first })).map(({ outcome }) => outcome)).toEqual(['recorded', 'duplicate']);
    expect((await all({ digest: unverified })).map(({ outcome }) => outcome)).toEqual(['unverified']);
    expect((await all({ subject: 'W' })).map(({ outcome }) => outcome)).toEqual(['parked']);
    expect((await all({ subject: 'L' })).map(({ deliveries }) => deliveries.length)).toEqual([1, 0]);
    expect(await all({ since: new Date(Date.now() + 60_000) })).toEqual([]);
  });

  it('leaves no transaction open when its reader goes away early', async () => {
    for await (const line of listMessages(at.clerk, {}, 1)) {
      expect(line.message).toBeDefined();
      break;
    }
    expect(at.clerk.idleCount).toBe(at.clerk.totalCount);
    expect(await query("SELECT FROM pg_stat_activity WHERE application_name = 'test' AND state LIKE 'idle in transaction%'")).toEqual([]);
  });
});
