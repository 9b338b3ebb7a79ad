import { acknowledgement, testTools } from '@lienthong/adapter-kit/testing';
import type { RawMessage } from '@lienthong/message';
import { once } from 'node:events';
import { connect } from 'node:net';
import { portalAdapter } from '.';
import { headers, push, secrets, startPortal } from './testing/fake-portal.test-kit';
import { fixture } from './testing/fixtures.test-kit';

type Submitted = Omit<RawMessage, 'connector'>;
const body = fixture('submitted.json');
let submitted: Submitted[];
let port: number;
let stop: AbortController;
let running: Promise<void> | undefined;
let storing: () => Promise<typeof acknowledgement>;

beforeEach(async () => {
  const portal = await startPortal();
  await portal.close();
  submitted = [];
  stop = new AbortController();
  storing = () => Promise.resolve(acknowledgement);
  port = portal.config.source?.listen.port ?? 0;
  running = portalAdapter.create(portal.config, testTools({ secrets })).source?.run((raw) => {
    submitted.push(raw);
    return storing();
  }, stop.signal);
});
afterEach(async () => {
  stop.abort();
  await running;
});

describe('the door of the portal', () => {
  it('takes a message as it is and answers where it is stored', async () => {
    const response = await push(port, body);
    expect([response.status, await response.json()]).toEqual([202, acknowledgement]);
    const payload = Buffer.from(body);
    const attributes = { 'jws-signature': headers['jws-signature'] };
    expect(submitted).toEqual([{ subject: headers['lt-subject'], contentType: headers['content-type'], attributes, payload }]);
  });

  it('parses nothing: garbage is taken and refused later', async () => {
    const garbage = Buffer.from([0, 255, 123]);
    expect((await push(port, garbage)).status).toBe(202);
    expect(submitted[0]?.payload).toEqual(garbage);
  });

  it.each([
    ['a wrong token', 401, 'door.unauthorised', { authorization: 'Bearer ma-truy-cap-' }, body],
    ['no token', 401, 'door.unauthorised', { authorization: '' }, body],
    ['a wrong token with too large a body', 401, 'door.unauthorised', { authorization: 'Bearer x' }, Buffer.alloc(2_000_000)],
    ['a subject with a space', 400, 'door.subject-malformed', { 'lt-subject': 'a b' }, body],
    ['a long subject', 400, 'door.subject-malformed', { 'lt-subject': 'x'.repeat(121) }, body],
    ['a body of 64 KiB and one byte', 413, 'message.too-large', {}, Buffer.alloc(65_537)],
    ['2 MB', 413, 'message.too-large', {}, Buffer.alloc(2_000_000)],
  ])('refuses %s with %d and a problem in both languages', async (_, status, code, change, bytes) => {
    const response = await push(port, bytes, change);
    const problem = (await response.json()) as { readonly title: string };
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problem).toMatchObject({ type: `urn:lienthong:error:${code}`, status, code });
    expect(problem.title).toMatch(/.+ \/ .+/);
    expect(submitted).toEqual([]);
  });

  it('refuses too much without a declared length, and other paths', async () => {
    await push(port, body);
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 20; i++) controller.enqueue(new Uint8Array(10_000));
        controller.close();
      },
    });
    const init = { method: 'POST', headers, body: stream, duplex: 'half' } as const;
    expect((await fetch(`http://127.0.0.1:${port}/v1/messages`, init)).status).toBe(413);
    expect((await fetch(`http://127.0.0.1:${port}/v1/other`, { method: 'POST', headers })).status).toBe(404);
    expect(submitted).toHaveLength(1);
  });

  it('says 503 with Retry-After when nothing can be stored', async () => {
    storing = () => Promise.reject(new Error('the transport is away'));
    const response = await push(port, body);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({ code: 'door.unavailable' });
  });

  it('ends a body that does not come', async () => {
    await push(port, body);
    const socket = connect(port, '127.0.0.1');
    const answer: Buffer[] = [];
    socket.on('data', (chunk) => answer.push(chunk));
    socket.write(`POST /v1/messages HTTP/1.1\r\nHost: x\r\nAuthorization: ${headers.authorization}\r\nContent-Length: 100\r\n\r\n{`);
    await once(socket, 'close');
    expect(Buffer.concat(answer).toString()).not.toContain('202');
    expect(submitted).toHaveLength(1);
  });

  it('says why it cannot open', async () => {
    await push(port, body);
    const { config } = await startPortal().then(async (portal) => (await portal.close(), portal));
    const listen = { host: '127.0.0.1', port };
    const second = portalAdapter.create({ ...config, source: config.source && { ...config.source, listen } }, testTools({ secrets }));
    const run = second.source?.run(() => Promise.resolve(acknowledgement), stop.signal);
    await expect(run).rejects.toMatchObject({ kind: 'transient', code: 'door.closed', detail: { place: `127.0.0.1:${port}` } });
    const tokenless = portalAdapter.create(config, testTools()).source?.run(() => Promise.resolve(acknowledgement), stop.signal);
    await expect(tokenless).rejects.toMatchObject({ code: 'door.closed', detail: { place: 'token file' } });
  });
});
