import { acknowledgement, testTools } from '@lienthong/adapter-kit/testing';
import type { RawMessage } from '@lienthong/message';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { businessRegistrationAdapter } from '.';
import { change, type FakeRegistry, startRegistry } from './testing/fake-registry.test-kit';

type Submitted = Omit<RawMessage, 'connector'>;
let registry: FakeRegistry;
let submitted: Submitted[];
let ends: (() => Promise<unknown>)[];

beforeEach(async () => {
  registry = await startRegistry();
  [submitted, ends] = [[], []];
});
afterEach(async () => {
  for (const end of ends) await end();
  await registry.close();
});

const place = (): string => registry.config.changes?.placeFile ?? '';
const run = (storing: (raw: Submitted) => Promise<unknown> = () => Promise.resolve(), config = registry.config) => {
  const stop = new AbortController();
  const tools = testTools(registry);
  const running = businessRegistrationAdapter.create(config, tools).source?.run(async (raw) => {
    submitted.push(raw);
    await storing(raw);
    return acknowledgement;
  }, stop.signal);
  const end = async () => {
    stop.abort();
    await running;
    await tools.http.close();
  };
  ends.push(end);
  return { end, lines: tools.lines };
};
const until = async (condition: () => boolean) => {
  for (let i = 0; i < 500 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
};
const idOf = (raw: Submitted): string => {
  try {
    return businessRegistrationAdapter.read({ ...raw, connector: 'business-registration' }).envelope.id;
  } catch (failure) {
    return (failure as { code: string }).code;
  }
};
const unique = (): string[] => [...new Set(submitted.map(idOf))];
const main = (code: string) => ({ MainInformation: { NAME: 'X', ENTERPRISE_GDT_CODE: code } });

describe('taking changes of the register', () => {
  it('hands them on and goes on behind them, also after a restart', async () => {
    registry.put(change(1), change(2));
    const first = run();
    await until(() => registry.askedBehind.includes('2'));
    expect(registry.askedBehind[0]).toBeNull();
    expect(readFileSync(place(), 'utf8')).toBe('2\n');
    await first.end();
    registry.put(change(3));
    run();
    await until(() => submitted.length === 3);
    expect(submitted.map(idOf)).toEqual(['change-1', 'change-2', 'change-3']);
    expect(submitted[0]).toMatchObject({ subject: '9900000023', attributes: { 'registry-party': registry.config.party } });
    expect(JSON.parse(Buffer.from(submitted[0]?.payload ?? []).toString())).toEqual(change(1));
  });

  it('hands on again what was not durable when it died, and nothing that was', async () => {
    registry.put(change(1), change(2, main('9900000048')));
    const first = run((raw) => (idOf(raw) === 'change-1' ? Promise.resolve() : Promise.reject(new Error('away'))));
    await until(() => submitted.length >= 2);
    await first.end();
    expect(() => readFileSync(place())).toThrow('ENOENT');
    submitted = [];
    run();
    await until(() => registry.askedBehind.includes('2'));
    expect(submitted.map(idOf).toSorted()).toEqual(['change-1', 'change-2']);
  });

  it('puts what comes in another order, or twice, into its order and takes it once', async () => {
    registry.put(change(3), change(1), change(3), change(2));
    run();
    await until(() => registry.askedBehind.includes('3'));
    expect(submitted.map(idOf)).toEqual(['change-1', 'change-2', 'change-3']);
  });

  it('lets nothing of the same enterprise overtake when storing fails', async () => {
    registry.put(change(1), change(2), change(3, main('9900000048')));
    let away = true;
    run((raw) => (away && raw.subject === '9900000023' ? Promise.reject(new Error('away')) : Promise.resolve()));
    await until(() => submitted.length >= 2);
    expect(submitted.slice(0, 2).map(idOf)).toEqual(['change-1', 'change-3']);
    away = false;
    await until(() => registry.askedBehind.includes('3'));
    expect(submitted.map(idOf).lastIndexOf('change-2')).toBeGreaterThan(submitted.map(idOf).lastIndexOf('change-1'));
  });

  it('takes everything that piled up, page by page', async () => {
    registry.put(...Array.from({ length: 450 }, (_, i) => change(i + 1)));
    run();
    await until(() => registry.askedBehind.includes('450'));
    expect(unique()).toHaveLength(450);
    expect(submitted).toHaveLength(450);
  });

  it('hands on a row that cannot be read, so that it is refused and does not block the others', async () => {
    registry.put(change(1, { CHANGE_TYPE: 7 }), change(2, { MainInformation: 'x' }), { no: 'number' }, change(3));
    run();
    await until(() => registry.askedBehind.includes('3'));
    expect(submitted.map(idOf).toSorted()).toEqual(['change-3', 'enterprise.shape', 'message.malformed', 'message.malformed']);
  });

  it('keeps of too large a change its size and digest', async () => {
    registry.put(change(1, { HOAdress: { AddressFullText: 'x'.repeat(70_000) } }));
    run();
    await until(() => registry.askedBehind.includes('1'));
    expect(submitted[0]?.payload).toHaveLength(0);
    expect(submitted[0]?.omitted?.bytes).toBeGreaterThan(70_000);
  });

  it.each<[string, number, string]>([
    ['breaks', 500, '{}'],
    ['shows a page', 200, '<h1>Bảo trì</h1>'],
    ['answers with nothing', 200, ''],
    ['answers with half an answer', 200, '{"Data":[{"CHANGE_ID":1'],
    ['reports an error with 200', 200, '{"error_code":"5","Data":[]}'],
    ['has no numbers', 200, '{"Data":[{}]}'],
  ])('goes on when the register %s in between', async (_, status, body) => {
    registry.breakWith(status, body);
    const { lines } = run();
    await until(() => lines.length >= 1);
    expect(() => readFileSync(place())).toThrow('ENOENT');
    registry.mend();
    registry.put(change(1));
    await until(() => submitted.length === 1);
  });

  it('begins with the configured day', async () => {
    const { config } = registry;
    const asked: string[] = [];
    const tools = testTools(registry);
    const spied = {
      ...tools,
      http: {
        ...tools.http,
        request: (request: Parameters<typeof tools.http.request>[0]) => (asked.push(request.url), tools.http.request(request)),
      },
    };
    const stop = new AbortController();
    const connector = businessRegistrationAdapter.create(
      { ...config, changes: config.changes && { ...config.changes, since: '2026-11-01' } },
      spied,
    );
    const running = connector.source?.run(() => Promise.resolve(acknowledgement), stop.signal);
    await until(() => asked.some((url) => url.endsWith('/danhSachThayDoi?tuNgay=20261101&soLuong=100')));
    stop.abort();
    await running;
  });

  it('takes nothing when its place cannot be read, rather than everything again', async () => {
    mkdirSync(dirname(place()), { recursive: true });
    writeFileSync(place(), 'half');
    registry.put(change(1));
    const { lines } = run();
    await until(() => lines.some((line) => line.includes('enterprise.place-unreadable')));
    expect(submitted).toEqual([]);
    expect(registry.askedBehind).toEqual([]);
  });

  it('forgets what it was told of an enterprise that has changed', async () => {
    const stop = new AbortController();
    const connector = businessRegistrationAdapter.create(registry.config, testTools(registry));
    const running = connector.source?.run(() => Promise.resolve(acknowledgement), stop.signal);
    const question = { code: '9900000016', request: { id: 'q', source: 'H26.9' } };
    const ask = (messageId: string) =>
      connector.sink?.deliver(
        {
          contentType: '',
          attributes: {},
          body: Buffer.from(JSON.stringify(question)),
          deliveryId: messageId,
          messageId,
          subject: '',
          attempt: 1,
        },
        stop.signal,
      );
    await ask('m-1');
    await ask('m-2');
    expect(registry.asked).toHaveLength(1);
    registry.put(change(1, main('9900000016')));
    await until(() => registry.askedBehind.includes('1'));
    await ask('m-3');
    expect(registry.asked).toHaveLength(2);
    stop.abort();
    await running;
  });
});
