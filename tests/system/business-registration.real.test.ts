import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector, Delivery } from '@lienthong/adapter-kit';
import { acknowledgement, testTools } from '@lienthong/adapter-kit/testing';
import { businessRegistrationAdapter } from '@lienthong/adapter-business-registration';
import { type EnterpriseDetails, findDocumentType } from '@lienthong/documents';
import type { Failure, RawMessage } from '@lienthong/message';
import { type BusinessRegister, type ChangeRow, startBusinessRegister } from '@lienthong/sandbox';

/** The adapter and the stand-in were written from one page and share no code: here they meet. */

const client = { id: 'h26.sandbox', secret: 'mat-khau' };
const secrets = { 'ndxp.secret': client.secret };
const codes = ['9900000016', '9900000023', '9900000048'];
let dir: string;
let register: BusinessRegister;
let running: { stop: AbortController; ended: Promise<void> | undefined }[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'register-'));
  register = await startBusinessRegister({ port: 0, dir, client, slowMs: 200, tokenSeconds: 3_600 });
  running = [];
});
afterEach(async () => {
  for (const { stop, ended } of running) {
    stop.abort();
    await ended;
  }
  await register.stop();
  await rm(dir, { recursive: true });
});

const row = (id: number, code = codes[0] ?? '', name = `CÔNG TY ${id}`): ChangeRow => ({
  CHANGE_ID: id,
  CHANGE_TYPE: id < 4 ? 'NEW' : 'CHANGE',
  CHANGE_TIME: '20261123083000',
  MainInformation: {
    NAME: name,
    ENTERPRISE_GDT_CODE: code,
    ENTERPRISE_TYPE_NAME: 'Công ty TNHH',
    ENTERPRISE_STATUS_NAME: 'Đang hoạt động',
  },
  HOAdress: { AddressFullText: 'Số 1 phố Mẫu' },
  Representatives: id % 2 === 0 ? { FULL_NAME: 'LÊ VĂN GIẢ' } : [{ FULL_NAME: 'LÊ VĂN GIẢ' }, { FULL_NAME: 'TRẦN THỊ MẪU' }],
});
const publish = async (from: number, to: number): Promise<void> => {
  for (let id = from; id <= to; id++) await register.publish(row(id, codes[id % codes.length]));
};

interface Running {
  readonly connector: Connector;
  readonly raws: RawMessage[];
  end(): Promise<void>;
}
/** As in a zone: the source runs, and what it hands in is kept. */
const run = (): Running => {
  const config = businessRegistrationAdapter.config.parse({
    baseUrl: register.url,
    auth: { kind: 'oauth2-client-credentials', tokenUrl: `${register.url}/token`, clientId: client.id, clientSecretFile: 'ndxp.secret' },
    party: '000.99.20.H26',
    cache: { fresh: '1ms', stale: '1h' },
    changes: { every: '30ms', limit: 7, placeFile: join(dir, 'place') },
    timeout: '1s',
  });
  const tools = testTools({ allow: [new URL(register.url).host], secrets, timeoutMs: 1_000 });
  const connector = businessRegistrationAdapter.create(config, tools);
  const [stop, raws] = [new AbortController(), [] as RawMessage[]];
  const ended = connector.source?.run((raw) => {
    raws.push({ ...raw, connector: 'business-registration' });
    return Promise.resolve(acknowledgement);
  }, stop.signal);
  running.push({ stop, ended });
  const end = async (): Promise<void> => {
    stop.abort();
    await ended;
  };
  return { connector, raws, end };
};
/** As steps 2 and 4 see it. */
const readings = ({ raws }: Running) =>
  raws.map((raw) => {
    const { envelope, data } = businessRegistrationAdapter.read(raw);
    const document = findDocumentType(envelope);
    document?.check(envelope, data);
    return { envelope, data, known: document !== undefined };
  });
const changesOf = (of: Running): string[] => readings(of).flatMap(({ envelope: { id } }) => (id.startsWith('change-') ? [id] : []));
const until = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 1_000 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
};
const ask = ({ connector }: Running, code: string, messageId = 'm-1') => {
  const question = { code, request: { id: 'q-1', source: '000.99.02.H26' } };
  const out: Delivery = {
    ...{ deliveryId: 'd-1', messageId, subject: code, attempt: 1, contentType: 'application/json', attributes: {} },
    body: Buffer.from(JSON.stringify(question)),
  };
  return connector.sink?.deliver(out, new AbortController().signal) ?? Promise.reject(new Error('no sink'));
};
const newest = (of: Running): EnterpriseDetails => readings(of).at(-1)?.data as EnterpriseDetails;

describe('the register and its connector', () => {
  it('agree on a look-up, and on the check', async () => {
    await publish(1, 4);
    const hub = run();
    await until(() => changesOf(hub).length === 4);
    await ask(hub, '9900000023');
    expect(newest(hub)).toMatchObject({
      request: { id: 'q-1', source: '000.99.02.H26' },
      told: { ageSeconds: 0, by: 'registry' },
      enterprise: { code: '9900000023', name: 'CÔNG TY 4', representatives: [{ name: 'LÊ VĂN GIẢ' }], warnings: [] },
    });
    await ask(hub, '9900000064');
    expect(newest(hub).enterprise).toBeUndefined();
    expect((await hub.connector.check()).filter(({ ok }) => !ok)).toEqual([]);
    expect(readings(hub).every(({ known }) => known)).toBe(true);
  });

  it.each([
    'slow',
    'silent',
    'lost-answer',
    'cut',
    'error500',
    'error503',
    'html',
    'empty',
    'redirect',
    'ok-with-error',
    'session-expired',
    'half-file',
  ])(
    'lose and double no change and reorder none of an enterprise while the register is %s, and a look-up is told from before',
    async (mood) => {
      await publish(1, 3);
      const hub = run();
      await until(() => changesOf(hub).length === 3);
      await ask(hub, codes[0] ?? '');
      expect(register.mood.set({ mood })).toBe(true);
      await publish(4, 30);
      const told = await ask(hub, codes[0] ?? '', 'm-2').then(
        () => newest(hub).told.by,
        (failure: unknown) => (failure as Failure).kind,
      );
      expect(['registry', 'cache-registry-away']).toContain(told);
      register.mood.set({ mood: 'ok' });
      await until(() => new Set(changesOf(hub)).size === 30);
      const ids = changesOf(hub);
      expect(ids).toHaveLength(30);
      for (const code of codes) {
        const numbers = readings(hub).flatMap(({ envelope: { id, subject } }) =>
          subject === code && id.startsWith('change-') ? [Number(id.slice(7))] : [],
        );
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }
    },
    30_000,
  );

  it.each(['repeat', 'reorder', 'backlog'])(
    'take each change once and in its order while the register does %s, and when all comes at once',
    async (mood) => {
      register.mood.set({ mood });
      await publish(1, 12);
      const hub = run();
      if (mood === 'backlog') {
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(changesOf(hub)).toEqual([]);
        register.mood.set({ mood: 'ok' });
      }
      await until(() => changesOf(hub).length >= 12);
      expect(
        changesOf(hub)
          .map((id) => Number(id.slice(7)))
          .toSorted((a, b) => a - b),
      ).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    },
  );

  it('say whose certificate it is that nobody can trust', async () => {
    const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
    const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=ndxp'];
    execFileSync('openssl', [...how, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'pipe' });
    await register.stop();
    const certificates = [{ cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }];
    register = await startBusinessRegister({ port: 0, dir, client, certificates });
    const steps = await run().connector.check();
    expect(steps.filter(({ ok }) => ok).map(({ step }) => step)).toEqual(['place', 'name', 'connection']);
    expect(steps.find(({ ok }) => !ok)).toMatchObject({
      step: 'tls',
      words: { en: expect.stringMatching(/side of NDXP.*SELF_SIGNED.*theirs must be replaced/) as string },
    });
  });

  it('go on where they were when either of them starts anew', async () => {
    await publish(1, 5);
    const first = run();
    await until(() => changesOf(first).length === 5);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await first.end();
    await register.stop();
    register = await startBusinessRegister({ port: 0, dir, client });
    await publish(6, 7);
    const second = run();
    await until(() => changesOf(second).length >= 2);
    expect(changesOf(second)).toEqual(['change-6', 'change-7']);
  });
});
