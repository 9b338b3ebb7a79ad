import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Server, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePem, verifyJws } from '@lienthong/trust';
import { Client, type ClientOptions } from './client';
import type { ClientError } from './error';
import { makeEvent } from './event';
import { pemSigner, signEvent } from './sign';

const dir = mkdtempSync(join(tmpdir(), 'client-'));
const read = (name: string): string => readFileSync(join(dir, name), 'utf8');
/** A certificate and key of that name; issued by the root, unless it is a root of its own. */
const issue = (name: string, curve: string, ...more: string[]): void => {
  const key = ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`, '-nodes', '-keyout', `${name}.key`];
  execFileSync('openssl', ['req', '-x509', '-days', '2', '-subj', `/CN=${name}`, ...key, '-out', `${name}.pem`, ...more], {
    ...{ cwd: dir, stdio: 'ignore' },
  });
};
const byRoot = ['-CA', 'root.pem', '-CAkey', 'root.key', '-addext', 'basicConstraints=critical,CA:FALSE'];
const asSigner = [...byRoot, '-addext', 'keyUsage=digitalSignature', '-addext', 'subjectAltName=IP:127.0.0.1'];

type Script = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void;
interface Seen {
  readonly body: string;
  readonly jws: string;
  readonly at: number;
}

/** What the next calls meet, one after the other; the last one stays. */
let script: Script[] = [];
let seen: Seen[] = [];
let server: Server;
const clients: Client[] = [];

beforeAll(async () => {
  for (const name of ['root', 'other']) issue(name, 'P-256');
  issue('own', 'P-256', ...asSigner);
  issue('wide', 'P-384', ...asSigner);
  server = createServer(
    { cert: read('own.pem'), key: read('own.key'), requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        seen.push({ body: body.toString(), jws: String(request.headers['jws-signature']), at: performance.now() });
        const next = script.length > 1 ? script.shift() : script[0];
        next?.(request, body, response);
      });
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  for (const client of clients) client.close();
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true });
});
beforeEach(() => (seen = []));

function connect(more: Partial<ClientOptions> = {}): Client {
  const gateway = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new Client({
    ...{ gateway, ca: read('root.pem'), certificate: read('own.pem'), key: read('own.key'), language: 'en', random: () => 0 },
    ...more,
  });
  clients.push(client);
  return client;
}

const signer = () => pemSigner({ certificate: read('own.pem'), key: read('own.key') });
const message = () =>
  signEvent(makeEvent({ source: '000.99.01.H26', type: 'a.b', subject: 'S-1', dataschema: 'a.b/1', data: { tên: 'Ví Dụ' } }), signer());

const cut: Script = (request) => void request.socket.destroy();
const answer =
  (status: number, value: unknown, headers: Record<string, string> = {}): Script =>
  (_request, _body, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
const problem = (status: number, value: object, headers: Record<string, string> = {}): Script =>
  answer(status, value, { 'content-type': 'application/problem+json; charset=utf-8', ...headers });
const accepted = { id: '1', digest: 'a'.repeat(64), position: { topic: 'in.gateway', partition: 0, offset: '5' }, durability: 'fsync' };
const failure = (work: Promise<unknown>): Promise<ClientError> =>
  work.then(
    () => Promise.reject(new Error('nothing was thrown')),
    (error: unknown) => error as ClientError,
  );

it('signs what anybody can verify, over the bytes that are sent', async () => {
  const { body, jws, id } = await message();
  const { signer: by, protectedHeader } = verifyJws(jws, body);
  expect(by.fingerprint).toBe(parsePem(read('own.pem'))[0]?.fingerprint);
  expect(protectedHeader).toMatchObject({ alg: 'ES256', b64: false });
  expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ id, specversion: '1.0', subject: 'S-1', data: { tên: 'Ví Dụ' } });
});

it('sends the same bytes again until they are acknowledged, and waits as long as it is told', async () => {
  const told: string[] = [];
  script = [cut, problem(503, { code: 'gateway.unrecorded', title: 't', detail: 'd' }, { 'retry-after': '1' }), answer(202, accepted)];
  expect(await connect({ onRetry: ({ code }) => told.push(code) }).send(await message())).toEqual(accepted);
  expect(told).toEqual(['client.unreachable', 'gateway.unrecorded']);
  const [first, second, third] = seen;
  expect(seen.map(({ body, jws }) => ({ body, jws }))).toEqual(Array(3).fill({ body: first?.body, jws: first?.jws }));
  expect((third?.at ?? 0) - (second?.at ?? 0)).toBeGreaterThan(1_000);
});

it('throws what is refused for good at once, in the words of the gateway', async () => {
  const facts = { stored: 'a', received: 'b' };
  script = [problem(409, { code: 'message.conflict', title: 'Two contents', detail: 'Use another id', facts })];
  const error = await failure(connect().send(await message()));
  expect(error).toMatchObject({ name: 'ClientError', code: 'message.conflict', status: 409, title: 'Two contents', facts });
  expect(seen).toHaveLength(1);
});

it.each<[string, Script, object]>([
  [
    'HTML of a proxy',
    (_, __, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<p>'),
    { code: 'client.answer', status: 404 },
  ],
  [
    'a success that is no JSON',
    (_, __, response) => response.writeHead(200).end('<p>'),
    { code: 'client.answer', facts: { status: '200' } },
  ],
])('does not take %s for an answer of the gateway', async (_, what, told) => {
  script = [what];
  expect(await failure(connect().look('1'))).toMatchObject(told);
});

it('gives up when its patience is over, with the last failure, and at once when it is told to', async () => {
  script = [problem(429, { code: 'gateway.rate-limited', title: 't', detail: 'd' }, { 'retry-after': '60' })];
  const client = connect();
  expect(await failure(client.look('1', { patienceMs: 5_000 }))).toMatchObject({ code: 'gateway.rate-limited', status: 429 });
  const reason = new Error('closing time');
  const stop = new AbortController();
  const waiting = client.send(await message(), { signal: stop.signal });
  setTimeout(() => stop.abort(reason), 100);
  await expect(waiting).rejects.toBe(reason);
});

it('shows a gateway nothing whose certificate it does not know, and tells of keys that do not fit before it sends anything', async () => {
  expect(await failure(connect({ ca: read('other.pem') }).look('1'))).toMatchObject({ code: 'client.gateway-untrusted' });
  expect(seen).toEqual([]);
  const refused = { name: 'ClientError', code: 'client.credentials' };
  expect(() => connect({ key: read('other.key') })).toThrow(expect.objectContaining(refused) as Error);
  expect(() => pemSigner({ certificate: 'none', key: read('own.key') })).toThrow(expect.objectContaining(refused) as Error);
  const event = makeEvent({ source: 'a', type: 'a', subject: 'a', dataschema: 'a/1', data: {} });
  for (const [certificate, key] of [
    ['own.pem', 'other.key'],
    ['wide.pem', 'wide.key'], // messages are not signed on that curve
  ] as const)
    expect(await failure(signEvent(event, pemSigner({ certificate: read(certificate), key: read(key) })))).toMatchObject(refused);
});

it('gives deliveries one after the other, goes on behind the last one after a failure, and believes no signature that does not stand', async () => {
  const { body, jws } = await message();
  const item = (place: number, text: Uint8Array | string) => ({
    ...{ id: `d${place}`, place, message: 'm', subject: 'S-1', storedAt: new Date().toISOString(), contentType: 'application/json' },
    ...{ jws, cms: null, body: Buffer.from(text).toString('base64') },
  });
  const paths: string[] = [];
  const noting =
    (next: Script): Script =>
    (request, bytes, response) => {
      paths.push(`${request.method} ${request.url}`);
      next(request, bytes, response);
    };
  const acked = { id: 'd1', answer: 'acknowledged', answeredAt: '2026-11-24T00:00:00Z' };
  script = [
    answer(200, { items: [item(1, body)] }),
    answer(200, acked),
    cut,
    answer(200, { items: [item(2, '{"forged":true}')] }),
    answer(200, { ...acked, answer: 'rejected', code: 'sai-chu-ky' }),
  ].map(noting);
  const found: string[] = [];
  for await (const delivery of connect({ senders: read('root.pem') }).receive()) {
    found.push(delivery.signature.kind);
    if (delivery.signature.kind === 'valid') {
      expect(delivery.event()).toMatchObject({ subject: 'S-1' });
      expect(await delivery.ack()).toEqual(acked);
      continue;
    }
    expect(delivery.signature).toEqual({ kind: 'invalid', check: 'signature.value' });
    expect(() => delivery.event()).toThrow(expect.objectContaining({ code: 'client.signature' }) as Error);
    expect(await delivery.reject('sai-chu-ky')).toMatchObject({ answer: 'rejected' });
    break;
  }
  expect(found).toEqual(['valid', 'invalid']);
  const wait = 'limit=100&wait=30';
  const inbox = (after: number): string => `GET /v1/inbox?after=${after}&${wait}`;
  expect(paths).toEqual([inbox(0), 'POST /v1/inbox/d1/ack', inbox(1), inbox(1), 'POST /v1/inbox/d2/reject']);
});
