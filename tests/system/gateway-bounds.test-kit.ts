import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TLSSocket, connect } from 'node:tls';
import type { GatewayTown } from './gateway.test-kit';
import { GrpcCaller, piecesOf, signWithoutReading } from './gateway-grpc.test-kit';
import { type Caller, form, headerOf, jsonOf } from './gateway-http.test-kit';

interface Place {
  readonly town: GatewayTown;
  readonly caller: Caller;
}

const tight = [
  ...['messagesPerParty=100', 'concurrentPerParty=2', 'perAddress=12', 'request=4s', 'upload=20MiB', 'uploads=20MiB'],
  ...['connections=100', 'connectionsPerAddress=3', 'grpcConnections=4'],
].map((limit) => `gateway.limits.${limit}`);

/** Tests: what one caller can take of the door. `place` is asked when they run; the gateway is started anew. */
export function bounds(place: () => Place): void {
  const sockets: TLSSocket[] = [];
  const patience = 20_000;

  beforeAll(async () => {
    const { town } = place();
    if (town.runs('gateway')) await town.stop('gateway');
    await town.start('gateway', ...tight);
  }, 60_000);
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await sleep(200); // the other end hears of it
  });

  /** A handshake from an address of this machine; `undefined`: the door was closed before it. */
  function opened(port: number, from: string, who?: string): Promise<TLSSocket | undefined> {
    const { town } = place();
    const own = who === undefined ? {} : { cert: readFileSync(town.pki(`${who}.pem`)), key: readFileSync(town.pki(`${who}.key.pem`)) };
    const ca = readFileSync(town.pki('root.pem'));
    const plain = connectPlain({ host: '127.0.0.1', port, localAddress: from });
    const socket = connect({ socket: plain, host: '127.0.0.1', ca, ALPNProtocols: port === town.grpc ? ['h2'] : [], ...own });
    sockets.push(socket);
    return new Promise((done) => {
      socket.once('secureConnect', () => done(socket));
      socket.once('error', () => done(undefined));
      socket.once('close', () => done(undefined));
    });
  }

  async function fates(port: number, ...addresses: string[]): Promise<boolean[]> {
    const told: boolean[] = [];
    for (const address of addresses) told.push((await opened(port, address)) !== undefined);
    return told;
  }

  it('has so many connections of one address, and leaves room for others', async () => {
    const { town } = place();
    const [one, other] = ['127.0.0.1', '127.0.0.2'];
    expect(await fates(town.https, one, one, one, one, other)).toEqual([true, true, true, false, true]);
    sockets[0]?.destroy();
    await sleep(200);
    expect(await fates(town.https, one, one)).toEqual([true, false]);
  });

  it('has so many gRPC connections, of one address and of all', async () => {
    const { town } = place();
    const [one, other] = ['127.0.0.1', '127.0.0.2'];
    expect(await fates(town.grpc, one, one, one, one, other, other)).toEqual([true, true, true, false, true, false]);
    expect(town.lines.join('')).toContain('connections beyond gateway.limits were closed');
  });

  it('counts those who only ask how it is', async () => {
    const { caller } = place();
    const asked = async (from: string) => caller.curl('/v1/ready', undefined, '--interface', from);
    const statuses: number[] = [];
    for (let i = 0; i < 13; i++) statuses.push((await asked('127.0.0.3')).status);
    expect(statuses).toEqual([...Array.from({ length: 12 }, () => 200), 429]);
    expect(Number(headerOf((await asked('127.0.0.3')).headers, 'retry-after'))).toBeGreaterThan(0);
    expect((await asked('127.0.0.4')).status).toBe(200);
  });

  it('takes no more uploads at once than there is room for, and says why in its log', async () => {
    const { town, caller } = place();
    const head = 'POST /v1/verify HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 15000000\r\n\r\n';
    const holding = await opened(town.https, '127.0.0.5');
    holding?.write(`${head}--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n${'a'.repeat(12_000_000)}`);
    await sleep(1_000);
    const upload = () => caller.curl('/v1/verify', undefined, '--interface', '127.0.0.6', ...form({ file: '@huge.bin' }));
    const refused = await upload();
    expect({ status: refused.status, code: jsonOf(refused)['code'], later: headerOf(refused.headers, 'retry-after') }).toEqual({
      ...{ status: 503, code: 'gateway.no-room', later: '5' },
    });
    expect(town.lines.find((line) => line.includes('gateway.no-room'))).toContain('503');
    holding?.destroy();
    await sleep(1_000);
    expect(jsonOf(await upload())).toMatchObject({ code: 'verify.unsupported' });
  });

  const batchOf = (count: number): string => {
    writeFileSync(join(place().town.dir, 'batch.json'), JSON.stringify(Array.from({ length: count }, () => ({}))));
    return '@batch.json';
  };
  const handIn = (who: string, count: number) =>
    place().caller.curl('/v1/messages', who, '-H', 'content-type: application/cloudevents-batch+json', '--data-binary', batchOf(count));

  it('counts the messages of a party apart, each of a batch, before they are looked at', async () => {
    const { caller } = place();
    const first = await handIn('portal', 60);
    expect({ status: first.status, left: headerOf(first.headers, 'ratelimit') }).toEqual({
      ...{ status: 207, left: expect.stringMatching(/^"requests";r=\d+;t=\d+, "messages";r=40;t=\d+$/) as string },
    });
    expect(headerOf(first.headers, 'ratelimit-policy')).toContain('"messages";q=100;w=60, "concurrent";q=2;qu="concurrent-requests"');
    const over = await handIn('portal', 41);
    expect({ status: over.status, ...jsonOf(over) }).toMatchObject({ status: 429, code: 'gateway.rate-limited', where: 'messages' });
    expect(Number(headerOf(over.headers, 'retry-after'))).toBeGreaterThan(0);
    expect((await handIn('portal', 40)).status).toBe(207);
    expect((await caller.curl('/v1/inbox', 'portal')).status).toBe(200);
    expect((await handIn('fire-safety', 100)).status).toBe(207);
  });

  it('has so many requests of a party under way, and answers others meanwhile as ever', async () => {
    const { town, caller } = place();
    for (const from of ['127.0.0.8', '127.0.0.9'])
      (await opened(town.https, from, 'fire-safety'))?.write('GET /v1/inbox?wait=20 HTTP/1.1\r\nHost: a\r\n\r\n');
    await sleep(1_000);
    const asked = (who: string) => caller.curl('/v1/inbox', who);
    expect(jsonOf(await asked('fire-safety'))).toMatchObject({ status: 429, where: 'concurrent' });
    const began = performance.now();
    expect((await asked('one-stop')).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2_000);
    for (const socket of sockets.splice(0)) socket.destroy();
    await sleep(1_000);
    expect((await asked('fire-safety')).status).toBe(200);
  });

  it(
    'does not wait for ever for who does not read its answer by HTTPS',
    async () => {
      const { town } = place();
      const vast = Buffer.alloc(18 * 1024 ** 2, 'Hồ sơ ');
      const parts = [
        ...['key', 'format'].map(
          (name) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${name === 'key' ? 'seal' : 'cades'}\r\n`,
        ),
        '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n',
      ].join('');
      const body = Buffer.concat([Buffer.from(parts), vast, Buffer.from('\r\n--x--\r\n')]);
      const socket = await opened(town.https, '127.0.0.7', 'one-stop');
      if (!socket) throw new Error('there is no connection');
      socket.pause();
      socket.write('POST /v1/sign HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n');
      socket.write(`Content-Length: ${body.length}\r\n\r\n`);
      socket.write(body);
      await sleep(9_000);
      let read = 0;
      socket.on('data', (chunk: Buffer) => (read += chunk.length));
      socket.resume();
      await Promise.race([once(socket, 'close'), sleep(5_000)]);
      expect(read).toBeGreaterThan(0);
      expect(read).toBeLessThan(vast.length);
    },
    patience,
  );

  it(
    'does not wait for ever for who does not read its answer by gRPC',
    async () => {
      const { town } = place();
      const pieces = piecesOf('file', Buffer.alloc(18 * 1024 ** 2, 7));
      const closedAfter = await signWithoutReading(town, 'one-stop', [{ options: { key: 'seal', format: 'cades' } }, ...pieces], 12_000);
      expect(closedAfter).toBeGreaterThan(3_000);
      const next = new GrpcCaller(town, 'one-stop');
      expect(await next.unary('Sign', { file: Buffer.from('x'), options: { key: 'seal', format: 'cades' } })).toHaveProperty('act');
      next.close();
    },
    patience,
  );

  it('takes no message when the disk is nearly full, and says so', async () => {
    const { town, caller } = place();
    await town.stop('gateway');
    await town.start('gateway', 'gateway.limits.disk=1');
    const refused = await handIn('portal', 1);
    expect({ status: refused.status, code: jsonOf(refused)['code'], later: headerOf(refused.headers, 'retry-after') }).toEqual({
      ...{ status: 503, code: 'gateway.disk-full', later: '5' },
    });
    expect(jsonOf(await caller.curl('/v1/ready', undefined))).toMatchObject({ ready: false, disk: false, intake: true });
    expect((await caller.curl('/v1/inbox', 'portal')).status).toBe(200);
  }, 60_000);
}
