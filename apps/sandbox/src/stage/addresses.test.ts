import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { addressesOf } from './addresses';
import { wantedPorts } from './infrastructure';
import { readSettings } from './settings';

/** The configuration that this repository ships. */
const shipped = resolve(__dirname, '..', '..', '..', '..', 'config');

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'stage-'));
  await cp(shipped, dir, { recursive: true });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const read = async (...overrides: string[]) => addressesOf(await readSettings(dir, overrides), '/data');

describe('addresses', () => {
  it('are those of the shipped configuration', async () => {
    expect(await read()).toMatchObject({
      kafka: { port: 17092, controllerPort: 17093 },
      postgres: { port: 17432 },
      authority: { port: 17080, url: 'http://127.0.0.1:17080' },
      portal: { port: 17081, username: 'h26.sandbox', madonvi: '000.99.00.H26', passwordFile: '/data/secrets/dvcqg.password' },
      oneStop: { port: 17082, keyFile: '/data/secrets/one-stop.key' },
      door: { host: '127.0.0.1', port: 17100, url: 'http://127.0.0.1:17100', tokenFile: '/data/secrets/portal-door.token' },
      axis: { port: 17084, systemid: 'sys.h26.99', secretFile: '/data/secrets/document-axis.secret', agencies: ['000.99.12.H26', 'H26.3'] },
      cityAxis: { port: 17087, systemid: 'sys.h26.99', secretFile: '/data/secrets/city-documents.secret', agencies: ['G99', 'H99'] },
      gateway: [{ url: 'https://127.0.0.1:17200' }, { url: 'grpc://127.0.0.1:17201' }],
      national: { port: 17083, username: 'h26.sandbox', madonvi: '000.99.00.H26', door: { port: 17101 } },
      register: { port: 17085, clientId: 'h26.sandbox', secretFile: '/data/secrets/business-registration.secret' },
      departments: {
        receiver: { port: 17086 },
        door: { port: 17102 },
        inboxes: [{ name: 'power' }, { name: 'water' }],
      },
      zones: ['portal', 'one-stop', 'document-axis', 'national-portal', 'business-registration', 'departments', 'inbox'],
    });
    expect((await read('gateway=')).gateway).toEqual([]);
  });

  it('follow overrides in hub.yaml and in a connector', async () => {
    const moved = await read('kafka.embedded.port=27092', 'connectors.portal.config.source.listen=127.0.0.1:27100');
    expect(wantedPorts(moved, '/nowhere').map(({ port }) => port)).toEqual([
      27092, 17093, 17432, 17080, 17081, 17082, 17084, 17087, 17083, 17101, 17085, 17086, 17102, 27100, 17200, 17201,
    ]);
  });

  it('say how each port is moved; the authority only with new certificates', async () => {
    const moves = wantedPorts(await read(), '/nowhere').map(({ moveTo }) => moveTo(1));
    const [receivers = '', doors = ''] = moves.splice(11, 2);
    expect(receivers).toContain('--set connectors.land.config.sink.url=http://127.0.0.1:1/land --set connectors.planning');
    expect(doors).toMatch(/--set connectors\.land\.config\.source\.listen=127\.0\.0\.1:1 .*--set connectors\.water\./);
    expect(moves).toEqual([
      '--set kafka.embedded.port=1',
      '--set kafka.embedded.controllerPort=1',
      '--set postgres.embedded.port=1',
      "--data /data/1 --set timestamps.url=http://127.0.0.1:1/tsa --set 'revocation.allow=[127.0.0.1:1]'",
      '--set connectors.portal.config.sink.baseUrl=http://127.0.0.1:1',
      '--set connectors.one-stop.config.baseUrl=http://127.0.0.1:1',
      '--set connectors.document-axis.config.baseUrl=http://127.0.0.1:1/vxp',
      '--set connectors.city-documents.config.baseUrl=http://127.0.0.1:1/vxp',
      '--set connectors.national-portal.config.portal.baseUrl=http://127.0.0.1:1',
      '--set connectors.national-portal.config.door.listen=127.0.0.1:1',
      '--set connectors.business-registration.config.baseUrl=http://127.0.0.1:1 --set connectors.business-registration.config.auth.tokenUrl=http://127.0.0.1:1/token',
      '--set connectors.portal.config.source.listen=127.0.0.1:1',
      '--set gateway.https=127.0.0.1:1',
      '--set gateway.grpc=127.0.0.1:1',
    ]);
  });

  it('leave out Kafka and PostgreSQL when the configuration names external ones', async () => {
    const external = await read('kafka.embedded=', 'kafka.brokers=[kafka.example.vn:9092]', 'postgres.embedded=');
    expect(external.kafka).toBeUndefined();
    expect(external.postgres).toBeUndefined();
  });

  it.each([
    ['a portal elsewhere', 'connectors.portal.config.sink.baseUrl=https://dvcqg.example.vn', 'connectors.portal.config.sink.baseUrl'],
    ['an address without port', 'timestamps.url=http://127.0.0.1/tsa', 'timestamps.url'],
    ['a missing key file', 'connectors.one-stop.config.auth.secretHeaders=', 'connectors.one-stop.config.auth.secretHeaders.X-Api-Key'],
    ['an unknown connector', 'connectors.nobody.config.x=1', '--set connectors.nobody.config.x=1'],
    ['an override without value', 'kafka.embedded.port', '--set kafka.embedded.port'],
    ['a port that is no number', 'kafka.embedded.port=many', 'kafka.embedded.port'],
  ])('refuse %s and name it', async (_, override, where) => {
    await expect(read(override)).rejects.toMatchObject({ code: 'stage.config', where: expect.stringContaining(where) as unknown });
  });

  it('refuse a missing folder', async () => {
    await expect(readSettings(join(dir, 'none'), [])).rejects.toMatchObject({ code: 'stage.config' });
  });
});
