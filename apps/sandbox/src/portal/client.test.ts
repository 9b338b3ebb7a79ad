import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { portalClient } from './client';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly port: number | undefined;
}

const seen: Seen[] = [];
let next = { status: 202, headers: {} as Record<string, string>, body: '{"digest":"ab"}' };
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method, url: path, headers, socket } = request;
      seen.push({ method, url: path, headers, body: Buffer.concat(parts).toString('utf8'), port: socket.remotePort });
      response.writeHead(next.status, next.headers).end(next.body);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe('portalClient', () => {
  const body = Buffer.from('{"tên":"Ví Dụ"}');

  it('sends what the door expects over one kept connection', async () => {
    const client = portalClient(url, 1);
    expect(await client.push({ subject: '000.99.02.H26-261123-0001', body, jws: 'a..b', token: 'T' })).toEqual({
      status: 202,
      body: { digest: 'ab' },
    });
    await client.push({ subject: '', body, token: 'T' });
    await client.close();
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/v1/messages',
      body: body.toString('utf8'),
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        authorization: 'Bearer T',
        'lt-subject': '000.99.02.H26-261123-0001',
        'jws-signature': 'a..b',
      },
    });
    expect(seen[1]?.headers).not.toHaveProperty('jws-signature');
    expect(seen[1]?.headers).not.toHaveProperty('lt-subject');
    expect(seen[1]?.port).toBe(seen[0]?.port);
  });

  it('tells when to come back, and gives text that is no JSON as it is', async () => {
    const client = portalClient(url);
    next = { status: 503, headers: { 'retry-after': '2' }, body: 'đóng cửa' };
    expect(await client.push({ subject: 's', body, token: 'T' })).toEqual({ status: 503, body: 'đóng cửa', retryAfter: 2 });
    await client.close();
  });

  it('rejects when nobody is there', async () => {
    const client = portalClient('http://127.0.0.1:1');
    await expect(client.push({ subject: 's', body, token: 'T' })).rejects.toThrow('ECONNREFUSED');
    await client.close();
  });
});
