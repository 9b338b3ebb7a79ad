import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { oneStopAdapter } from '@lienthong/adapter-one-stop';
import { portalAdapter } from '@lienthong/adapter-portal';
import { loadConfig, type HubConfig } from '@lienthong/config';
import { parse } from 'yaml';

const root = resolve(__dirname, '../..');

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly healthcheck?: unknown;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
}

const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const hubServices = services.filter(([, { image }]) => image.startsWith('lienthong/hub'));
const overridesOf = ({ command = [] }: Service): string[] => command.filter((_, at) => command[at - 1] === '--set');

/** The configuration as the service's mounts lay it out, checked like `hub config check`. */
function configurationOf(service: Service): HubConfig {
  const dir = mkdtempSync(join(tmpdir(), 'compose-'));
  try {
    for (const volume of service.volumes ?? []) {
      const [from = '', to = ''] = volume.split(':');
      if (!to.startsWith('/app/config/')) continue;
      cpSync(join(root, from), join(dir, to.slice('/app/config/'.length)), { recursive: true });
    }
    const adapters = { portal: portalAdapter.config, 'one-stop': oneStopAdapter.config };
    const { config, problems } = loadConfig({ dir, dataDir: '/data', overrides: overridesOf(service), adapters });
    if (!config) throw new Error(problems.map(({ file, line, en }) => `${file}:${String(line)} ${en}`).join('\n'));
    return config;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('docker-compose.yml', () => {
  it('names only secrets, volumes, networks and services that it declares', () => {
    const declared = (of: object, name: string): [string, boolean] => [name, name in of];
    const named = services.flatMap(([, service]) => [
      ...(service.secrets ?? []).map((name) => declared(compose.secrets, name)),
      ...(service.networks ?? []).map((name) => declared(compose.networks, name)),
      ...Object.keys(service.depends_on ?? {}).map((name) => declared(compose.services, name)),
      ...(service.volumes ?? [])
        .filter((volume) => !volume.startsWith('.'))
        .map((volume) => declared(compose.volumes, volume.split(':')[0] ?? '')),
    ]);
    expect(named.filter(([, known]) => !known)).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });

  it('waits only for services that can become healthy', () => {
    const waiting = services.flatMap(([, service]) => Object.entries(service.depends_on ?? {}));
    const healthy = waiting.filter(([, { condition }]) => condition === 'service_healthy').map(([name]) => name);
    expect(healthy.filter((name) => compose.services[name]?.healthcheck === undefined)).toEqual([]);
  });

  it.each(hubServices)('gives %s a valid configuration, whose every secret file it holds', (name, service) => {
    const { kafka, log, connectors, gateway } = configurationOf(service);
    const held = (service.secrets ?? []).map((secret) => `/run/secrets/${secret}`);
    const zone = service.command?.find((word) => word.startsWith('connector:'))?.slice('connector:'.length);
    const own = JSON.stringify(connectors.filter((connector) => connector.zone === zone));
    const wanted = [...own.matchAll(/\/run\/secrets\/\w+/g)].map(([path]) => path);
    expect(kafka.auth).toHaveProperty('passwordFile');
    if (kafka.auth && 'passwordFile' in kafka.auth) wanted.push(kafka.auth.passwordFile);
    if (name === 'gateway') wanted.push(...[...JSON.stringify(gateway).matchAll(/\/run\/secrets\/\w+/g)].map(([path]) => path));
    if (name === 'core' && log.sealKey.kind === 'pkcs12') wanted.push(log.sealKey.pkcs12File, log.sealKey.passwordFile);
    if (name === 'provision') wanted.push('/run/secrets/postgres_admin');
    expect([...wanted].sort()).toEqual([...held].sort());
  });

  it('keeps keys and database away from connectors', () => {
    const connectors = hubServices.filter(([name]) => name.startsWith('connector-'));
    expect(connectors.length).toBe(2);
    for (const [, { volumes = [], secrets = [] }] of connectors) {
      expect(volumes.filter((volume) => !volume.endsWith(':ro'))).toEqual([]);
      expect(secrets.filter((secret) => /hub_p12|postgres|admin|core/.test(secret))).toEqual([]);
    }
  });

  it("keeps the hub's keys and the administrator's password away from the gateway, which faces everybody", () => {
    const { volumes = [], secrets = [] } = compose.services['gateway'] ?? {};
    expect(volumes.filter((volume) => !volume.endsWith(':ro'))).toEqual(['gateway:/data/gateway']);
    expect(secrets.filter((secret) => /hub_p12|admin|core/.test(secret))).toEqual([]);
  });

  it('keeps every secret in the folder that git ignores', () => {
    const folders = new Set(Object.values(compose.secrets).map(({ file }) => dirname(file)));
    expect([...folders]).toEqual(['./deploy/compose/secrets']);
  });
});
