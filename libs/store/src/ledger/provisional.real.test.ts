import { parseLeaf } from '@lienthong/evidence';
import { type Reverified, reverify } from '@lienthong/pipeline';
import { v7 as newId } from 'uuid';
import { eraseMessage } from '../admin/erase';
import { listMessages } from '../read/messages';
import { readStatus } from '../read/status';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { routed, verdictWith } from '../testing/lots.test-kit';
import { type WayRules, rulesOf, wayOver } from '../testing/way.test-kit';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
});
afterAll(() => at.stop());

const silent = (): ReturnType<typeof verdictWith> => verdictWith({ code: 'revocation.status', result: 'unknown' });
const revoked = (): ReturnType<typeof verdictWith> => verdictWith({ code: 'revocation.status', result: 'failed' });
const rows = async <T extends object>(text: string, ...values: unknown[]): Promise<T[]> => (await at.admin.query<T>(text, values)).rows;

/** Taken while nobody could tell; gives its UUID. */
async function taken(subject: string): Promise<string> {
  const { received, destinations } = routed({ subject });
  await wayOver(at.ledger, { judge: silent, whileUnknown: 'accept', destinations }).carry({ messages: [received], advances: [] });
  const [line] = await rows<{ id: string }>('SELECT id FROM message WHERE subject = $1', subject);
  if (!line) throw new Error('it was not taken');
  return line.id;
}

/** As the core does, once its time has come. */
async function again(judge: WayRules['judge']): Promise<Reverified[]> {
  await rows('UPDATE provisional SET due_at = now()');
  return at.ledger.settleProvisional(await reverify(await at.ledger.dueProvisional(10), rulesOf({ judge })));
}

async function stateOf(message: string): Promise<unknown> {
  for await (const { provisional, deliveries } of listMessages(at.clerk, { message }))
    return { provisional, deliveries: deliveries.length };
  return undefined;
}

const leavesOf = async (message: string) =>
  (await rows<{ text: Buffer }>('SELECT text FROM leaf WHERE message = $1 ORDER BY id', message)).map(({ text }) => parseLeaf(text));

describe('a message that was taken while nobody could tell whether its certificate is revoked', () => {
  it('is delivered, judged again until somebody can, and confirmed once', async () => {
    const message = await taken('good');
    expect(await stateOf(message)).toEqual({ provisional: { code: null }, deliveries: 1 });
    expect(await at.ledger.dueProvisional(10)).toEqual([]);
    expect(await again(silent)).toEqual([]);
    expect(await at.ledger.dueProvisional(10)).toEqual([]);
    await rows('UPDATE provisional SET due_at = now()');
    const known = await reverify(await at.ledger.dueProvisional(10), rulesOf({}));
    expect(await Promise.all([at.ledger.settleProvisional(known), at.ledger.settleProvisional(known)])).toContainEqual([]);
    expect(await stateOf(message)).toEqual({ provisional: { code: '' }, deliveries: 1 });
    expect(await leavesOf(message)).toMatchObject([{ kind: 'recorded' }, { kind: 'reverified', code: '' }]);
    expect(await rows('SELECT incoming FROM provisional WHERE message = $1', message)).toEqual([{ incoming: null }]);
  });

  it('is told as wrong, with its verdict and a leaf, when it turns out to have been revoked', async () => {
    const message = await taken('bad');
    expect(await again(revoked)).toMatchObject([{ message, code: 'certificate.revoked' }]);
    expect(await stateOf(message)).toMatchObject({ provisional: { code: 'certificate.revoked' } });
    expect((await readStatus(at.watch)).provisional).toEqual({ open: 0, disproved: 1 });
    const [, later] = await leavesOf(message);
    expect(later).toMatchObject({ kind: 'reverified', code: 'certificate.revoked', connector: 'portal' });
    expect(later?.attached).toHaveLength(32);
    expect(await again(silent)).toEqual([]);
  });

  it('keeps nobody else from it when it cannot be judged any more', async () => {
    const [first, second] = [await taken('unreadable'), await taken('readable')];
    let asked = 0;
    const news = await again(() => {
      if (asked++ === 0) throw new Error('a worker died');
      return verdictWith();
    });
    expect(news).toHaveLength(1);
    expect([first, second]).toContain(news[0]?.message);
    await again(verdictWith);
  });

  it('is not judged again once it was erased', async () => {
    const other = await taken('gone');
    await rows("UPDATE delivery SET state = 'delivered', settled_at = now() WHERE message = $1", other);
    await eraseMessage(at.clerk, other, newId(), { id: newId(), who: 'clerk', reason: 'asked for' });
    expect(await rows('SELECT FROM provisional WHERE message = $1', other)).toEqual([]);
  });

  it('keeps what was found of it later, when it is erased', async () => {
    const message = await taken('found');
    await again(revoked);
    await rows("UPDATE delivery SET state = 'delivered', settled_at = now() WHERE message = $1", message);
    await eraseMessage(at.clerk, message, newId(), { id: newId(), who: 'clerk', reason: 'asked for' });
    expect(await rows('SELECT code, incoming FROM provisional WHERE message = $1', message)).toEqual([
      { code: 'certificate.revoked', incoming: null },
    ]);
  });
});
