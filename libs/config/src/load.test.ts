import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from './load';
import { certificates } from './testing/certificates.test-kit';
import { adapters, folderOf, good, loadWith } from './testing/folder.test-kit';
import { party } from './testing/party.test-kit';

describe('what a person may get wrong', () => {
  it('a file that is not there', () => {
    const folder = folderOf(good);
    rmSync(join(folder.dir, 'routes.yaml'));
    const { problems } = loadConfig({ ...folder, overrides: [], adapters });
    expect(problems).toMatchObject([{ code: 'config.unreadable', file: 'routes.yaml' }]);
  });

  it('reports the mistakes of all files at once', () => {
    const { problems } = loadWith({ 'hub.yaml': `${good['hub.yaml'] ?? ''}revocation: x\n`, 'routes.yaml': 'x: 1' });
    expect(problems.map(({ file }) => file)).toEqual(['hub.yaml', 'routes.yaml']);
  });

  it('a type that the program does not know', () => {
    const { problems } = loadConfig({ ...folderOf(good), overrides: [], adapters, types: ['dossier.submit'] });
    expect(problems.map(({ file, line, code }) => `${file}:${line.toString()} ${code}`)).toEqual([
      'agreements.yaml:3 config.unknown-type',
      'routes.yaml:2 config.unknown-type',
    ]);
  });
});

describe('a good configuration', () => {
  const folder = folderOf(good);
  const { config } = loadConfig({ ...folder, overrides: [], adapters });

  it('has units, defaults and absolute paths', () => {
    expect(config).toMatchObject({
      kafka: { embedded: { port: 1, controllerPort: 2 }, replication: 1 },
      log: { keyFile: join(folder.dataDir, 'log.key'), sealKey: { passwordFile: join(folder.dir, 'secrets/hub.password') }, sealEvery: 50 },
      limits: { message: 65_536, clockSkew: 300_000, seenDays: 400 },
      delivery: { lease: 30_000, window: 256, attempts: 20, backoff: { first: 1_000, max: 300_000 } },
      connectors: [{ name: 'counter', config: { keyFile: join(folder.dataDir, 'counter.key') } }, { name: 'portal' }],
      routeTests: [{ message: { receivers: [] } }],
    });
  });

  it('knows the certificates by the fingerprints that openssl prints', () => {
    const digest = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();
    expect(config?.parties.flatMap((party) => party.certificates)).toEqual([
      { sha256: digest(certificates.portal.fingerprint), until: '2026-05-31T17:00:00.000Z', approvedBy: 'test' },
      { sha256: digest(certificates.counter.fingerprint), approvedBy: 'test' },
    ]);
    expect(config?.trust.roots).toMatchObject([
      { name: 'root', sha256: digest(certificates.root.fingerprint), pem: certificates.root.pem },
    ]);
  });

  it('is frozen all the way down', () => {
    const thawed: string[] = [];
    const visit = (value: unknown, at: string): void => {
      if (value === null || typeof value !== 'object') return;
      if (!Object.isFrozen(value)) thawed.push(at);
      for (const [key, item] of Object.entries(value)) visit(item, `${at}.${key}`);
    };
    visit(config, 'config');
    expect(config).toBeDefined();
    expect(thawed).toEqual([]);
  });
});

it('one certificate may pass from party to party when the spans only touch', () => {
  const next = party('C.3', 'file: ${data}/portal.pem\n      from: 2026-05-31T17:00:00Z');
  expect(loadWith({ 'parties/all.yaml': `${good['parties/all.yaml'] ?? ''}${next}` }).problems).toEqual([]);
});

it('in dev a root needs no fingerprint', () => {
  const files = { 'trust/roots.yaml': '- { name: root, file: "${data}/root.pem" }' };
  expect(loadWith(files, ['installation.mode=dev']).problems).toEqual([]);
});
