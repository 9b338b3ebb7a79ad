import { Failure } from '@lienthong/message';
import { cutOff, type Exchange, freePort, sendJson, startServer, type TestServer } from '../testing/server';
import { createHttpClient, type HttpClientOptions } from './client';
import type { HttpClient, HttpRequest } from './model';

let server: TestServer;
let answer: (exchange: Exchange) => void;
let seen: string[];
const clients: HttpClient[] = [];

beforeEach(async () => {
  seen = [];
  answer = ({ response }) => sendJson(response, 200, { good: true });
  server = await startServer((exchange) => {
    seen.push(`${exchange.request.method} ${exchange.request.url} ${exchange.body.toString()}`);
    answer(exchange);
  });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await server.close();
});

const client = (change: Partial<HttpClientOptions> = {}): HttpClient => {
  const made = createHttpClient({ allow: [server.host], timeoutMs: 300, maxResponseBytes: 1_000, connections: 2, ...change });
  clients.push(made);
  return made;
};
const outcome = async (request: Partial<HttpRequest> = {}, change: Partial<HttpClientOptions> = {}): Promise<unknown> => {
  try {
    const { status } = await client(change).request({ method: 'POST', url: `${server.url}/x?y=1`, body: 'z', ...request });
    return status;
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return [failure.kind, failure.code, failure.detail['reason']];
  }
};

describe('the HTTP client', () => {
  it('gives status, headers and bytes', async () => {
    answer = ({ response }) => response.writeHead(201, { 'X-Receipt': 'BN-1' }).end(Buffer.from([0, 255]));
    const response = await client().request({ method: 'PUT', url: `${server.url}/a`, body: new Uint8Array([65]) });
    expect(response).toMatchObject({ status: 201, headers: { 'x-receipt': 'BN-1' }, body: Buffer.from([0, 255]) });
    expect(seen).toEqual(['PUT /a A']);
  });

  it('follows no redirect and throws for no status', async () => {
    answer = ({ response }) => response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await outcome()).toBe(302);
    answer = ({ response }) => sendJson(response, 503, {});
    expect(await outcome()).toBe(503);
    expect(seen).toHaveLength(2);
  });

  it('knows for certain that nothing was sent when nobody listens', async () => {
    const host = `127.0.0.1:${await freePort()}`;
    expect(await outcome({ url: `http://${host}/` }, { allow: [host] })).toEqual([
      'transient',
      'delivery.unavailable',
      'not connected (ECONNREFUSED)',
    ]);
  });

  it('knows nothing when the answer breaks off, is late or too large', async () => {
    answer = ({ response }) => cutOff(response);
    expect(await outcome()).toEqual(['ambiguous', 'delivery.unknown', 'connection lost']);
    answer = ({ request }) => request.socket.destroy();
    expect(await outcome()).toEqual(['ambiguous', 'delivery.unknown', 'connection lost']);
    answer = () => undefined;
    expect(await outcome()).toEqual(['ambiguous', 'delivery.unknown', 'timed out']);
    answer = ({ response }) => sendJson(response, 200, 'x'.repeat(2_000));
    expect(await outcome()).toEqual(['ambiguous', 'delivery.unknown', 'answer too large']);
    expect(seen).toHaveLength(4);
  });

  it('ends a drip-fed answer within the time limit', async () => {
    answer = ({ response }) => {
      response.writeHead(200, { 'content-length': '100' });
      const drip = setInterval(() => response.write('x'), 50);
      response.once('close', () => clearInterval(drip));
    };
    expect(await outcome()).toEqual(['ambiguous', 'delivery.unknown', 'timed out']);
  });

  it('stops when told to, before and after sending', async () => {
    expect(await outcome({ signal: AbortSignal.abort() })).toEqual(['transient', 'delivery.unavailable', 'stopped before it was sent']);
    expect(seen).toHaveLength(0);
    const stop = new AbortController();
    answer = () => stop.abort();
    expect(await outcome({ signal: stop.signal })).toEqual(['ambiguous', 'delivery.unknown', 'stopped']);
  });

  it('has not sent what waits in the queue for a connection', async () => {
    answer = () => undefined;
    const busy = client({ connections: 1, timeoutMs: 200 });
    const request = (timeoutMs: number) =>
      busy.request({ method: 'POST', url: server.url, timeoutMs }).catch((failure: unknown) => (failure as Failure).kind);
    expect(await Promise.all([request(300), request(100)])).toEqual(['ambiguous', 'transient']);
    expect(seen).toHaveLength(1);
  });

  it('calls listed addresses only', async () => {
    const refused = ['transient', 'delivery.unavailable', 'not in the outbound allow-list'];
    expect(await outcome({}, { allow: [] })).toEqual(refused);
    expect(await outcome({ url: 'http://169.254.169.254/latest' })).toEqual(refused);
    expect(await outcome({ url: server.url.replace('http', 'https') }, { allow: ['127.0.0.1:443'] })).toEqual(refused);
    expect(seen).toEqual([]);
  });
});
