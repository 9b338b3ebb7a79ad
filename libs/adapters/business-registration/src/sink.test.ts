import type { Connector, Delivery } from '@lienthong/adapter-kit';
import { acknowledgement, testTools } from '@lienthong/adapter-kit/testing';
import { enterpriseV1 } from '@lienthong/documents';
import type { Failure, RawMessage } from '@lienthong/message';
import { businessRegistrationAdapter } from '.';
import { type FakeRegistry, startRegistry } from './testing/fake-registry.test-kit';
import { fixture, renderableOf } from './testing/fixtures.test-kit';

const lookup = renderableOf(fixture('lookup.json'));
const found = JSON.parse(fixture('found.json')) as { Data: Record<string, object> };
let registry: FakeRegistry;
let connector: Connector;
let clock: number;
let answers: RawMessage[];
let stop: AbortController;
let running: Promise<void> | undefined;
let tools: ReturnType<typeof testTools>;

beforeEach(async () => {
  registry = await startRegistry();
  [clock, answers, stop] = [Date.parse('2026-11-23T02:00:00Z'), [], new AbortController()];
  tools = testTools({ ...registry, now: () => new Date(clock) });
  connector = businessRegistrationAdapter.create({ ...registry.config, changes: undefined }, tools);
  running = connector.source?.run((raw) => {
    answers.push({ ...raw, connector: 'business-registration' });
    return Promise.resolve(acknowledgement);
  }, stop.signal);
});
afterEach(async () => {
  stop.abort();
  await running;
  await tools.http.close();
  await registry.close();
});

const ask = (change: Partial<Delivery> = {}) => {
  const rendered = businessRegistrationAdapter.render(lookup, registry.config);
  if (!rendered || !connector.sink) throw new Error('there is no rendering');
  const ids = { deliveryId: 'd-1', messageId: 'm-1', subject: '9900000016', attempt: 1 };
  return connector.sink.deliver({ ...rendered, ...ids, ...change }, new AbortController().signal);
};
const failureOf = (deed: Promise<unknown>): Promise<Failure> =>
  deed.then(
    () => Promise.reject(new Error('did not fail')),
    (failure: unknown) => failure as Failure,
  );
/** The newest answer as the core reads it, held to its document type. */
const answer = () => {
  const raw = answers.at(-1);
  if (!raw) throw new Error('there is no answer');
  const { envelope, data } = businessRegistrationAdapter.read(raw);
  enterpriseV1.check(envelope, data);
  return { envelope, data: data as { told: object; enterprise?: object }, digest: enterpriseV1.contentDigest(envelope, data) };
};

describe('a question to the register', () => {
  it('is answered to whoever asked, with the very bytes that the register said', async () => {
    const proof = await ask();
    expect(proof.words).toBe('found; registry, said 0 s before');
    expect(answers[0]?.payload).toEqual(Buffer.from(JSON.stringify(found)));
    expect(answer()).toMatchObject({
      envelope: { id: 're-m-1', type: 'enterprise.details', subject: '9900000016', receivers: ['000.99.02.H26'] },
      data: {
        request: { id: 'mc-tra-cuu-000001', source: '000.99.02.H26' },
        told: { at: '2026-11-23T02:00:00.000Z', ageSeconds: 0, by: 'registry' },
        enterprise: { name: 'CÔNG TY TNHH MỘT VÍ DỤ' },
      },
    });
  });

  it('shows how old an answer is, and asks again when it is no longer fresh', async () => {
    await ask();
    clock += 59_000;
    expect((await ask({ messageId: 'm-2' })).words).toBe('found; cache, said 59 s before');
    expect(answer()).toMatchObject({
      envelope: { id: 're-m-2' },
      data: { told: { at: '2026-11-23T02:00:00.000Z', ageSeconds: 59, by: 'cache' } },
    });
    expect(registry.asked).toHaveLength(1);
    clock += 2_000;
    await ask({ messageId: 'm-3' });
    expect(answer().data.told).toMatchObject({ ageSeconds: 0, by: 'registry' });
    expect(registry.asked).toHaveLength(2);
  });

  it('has one answer however often it is delivered', async () => {
    await ask();
    const [first, age] = [answer(), 61_000];
    clock += age;
    await ask({ attempt: 2 });
    expect(answer().envelope.id).toBe(first.envelope.id);
    expect(answer().digest).toEqual(first.digest);
    expect(answer().data.told).not.toEqual(first.data.told);
  });

  it.each<[string, () => void]>([
    ['fails', () => registry.behave('fails')],
    ['cuts its answer', () => registry.behave('cuts')],
    ['says nothing', () => registry.behave('silent')],
    ['shows a page of HTML', () => registry.breakWith(200, '<!DOCTYPE html><h1>Bảo trì</h1>')],
    ['answers with nothing', () => registry.breakWith(200)],
    ['reports an error with 200', () => registry.say({ ErrorCode: '96', ErrorDesc: 'Nguyễn Văn Ví Dụ', Data: {} })],
    ['reports a fault with 200', () => registry.say({ fault: { code: 900804 } })],
    [
      'answers about another enterprise',
      () => registry.say({ Data: { ...found.Data, MainInformation: { NAME: 'X', ENTERPRISE_GDT_CODE: '9900000023' } } }),
    ],
    ['answers what cannot be read', () => registry.say({ Data: { MainInformation: { NAME: 7 } } })],
  ])('is answered from before while the register %s, and not at all when that is too old', async (_, worsen) => {
    await ask();
    clock += 120_000;
    worsen();
    await ask({ messageId: 'm-2' });
    expect(answer().data.told).toEqual({ at: '2026-11-23T02:00:00.000Z', ageSeconds: 120, by: 'cache-registry-away' });
    clock += 3_600_000;
    const failure = await failureOf(ask({ messageId: 'm-3' }));
    expect(['transient', 'ambiguous']).toContain(failure.kind);
    expect(String(failure)).not.toContain('Nguyễn');
    expect(answers).toHaveLength(2);
  });

  it('of an enterprise that does not exist is answered so, and never from before', async () => {
    registry.say({ Data: {} });
    expect((await ask()).words).toBe('not found; registry, said 0 s before');
    expect(answer().data.enterprise).toBeUndefined();
    registry.say(found);
    await ask({ messageId: 'm-2' });
    expect(answer().data.enterprise).toBeDefined();
  });

  it('logs in once, and again when its token counts no more', async () => {
    await ask();
    clock += 61_000;
    await ask();
    expect(registry.tokens()).toBe(1);
    registry.expire();
    clock += 61_000;
    await ask();
    expect(registry.tokens()).toBe(2);
  });

  it('waits while its answer cannot be handed in', async () => {
    stop.abort();
    await running;
    expect(await failureOf(ask())).toMatchObject({ kind: 'transient', code: 'delivery.unavailable' });
    expect(registry.asked).toEqual([]);
  });
});

describe('the check', () => {
  const told = async () => (await connector.check()).map(({ step, ok, words }) => [step, ok, words.en] as const);

  it('asks harmless questions only', async () => {
    expect((await told()).map(([step, ok]) => [step, ok])).toEqual(
      ['name', 'connection', 'token', 'details', 'categories'].map((step) => [step, true]),
    );
    expect(registry.asked).toEqual([]);
    expect(answers).toEqual([]);
  });

  it.each<[string, number, RegExp]>([
    ['details', 403, /our side.*403.*subscribed/],
    ['details', 404, /our side.*404.*check paths/],
    ['details', 429, /side of NDXP.*quota/],
    ['details', 500, /business register's side.*500.*tell the register's contact/],
    ['details', 200, /business register's side.*not JSON/],
  ])('says at %s, HTTP %d, whose side it is and what to do', async (at, status, words) => {
    registry.breakWith(status, '<h1>');
    const steps = await told();
    expect(steps.find(([step]) => step === at)?.[2]).toMatch(words);
    expect(steps.filter(([, ok]) => ok).map(([step]) => step)).toEqual(['name', 'connection', 'token']);
  });

  it('tells a wrong key from a file that cannot be read', async () => {
    for (const [secrets, words] of [
      [{ 'ndxp.secret': 'sai' }, /our side.*clientId and the secret file/],
      [{}, /our side.*ndxp.secret.*rights of the file/],
    ] as const) {
      const other = businessRegistrationAdapter.create(registry.config, testTools({ allow: registry.allow, secrets: { ...secrets } }));
      const broken = (await other.check()).find(({ ok }) => !ok);
      expect([broken?.step, broken?.words.en]).toEqual(['token', expect.stringMatching(words)]);
    }
  });
});
