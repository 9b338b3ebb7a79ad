import {
  type Behaviour,
  type Counterpart,
  cutOff,
  type Exchange,
  freePort,
  type Offering,
  sendJson,
  startServer,
} from '@lienthong/adapter-kit/testing';
import { createHmac } from 'node:crypto';
import { webhookConfig, type WebhookConfig } from '../config';
import { fixture } from './fixtures.test-kit';

export const secret = `whsec_${Buffer.from('khoa-webhook-thu-nghiem-24b').toString('base64')}`;
export const older = `whsec_${Buffer.from('khoa-webhook-truoc-do-24-byte').toString('base64')}`;
export const secrets = { 'webhook.secret': secret, 'webhook.older': older, 'door.token': 'ma-truy-cap' };

export const configFor = (url: string, port: number): WebhookConfig =>
  webhookConfig.parse({
    sink: { url, secretFile: 'webhook.secret', timeout: '1500ms', maxAnswer: '1KiB' },
    source: { listen: `127.0.0.1:${port}`, tokenFile: 'door.token', bodyTimeout: '1s' },
  });

export interface FakeDepartment extends Counterpart<WebhookConfig>, Offering {
  readonly deliveries: readonly Exchange[];
  /** Signs with this secret from now on. */
  expect(secret: string): void;
}

/** A department in little: verifies the signature by itself, does each `webhook-id` once, pushes to its door. */
export async function startDepartment(): Promise<FakeDepartment> {
  const done = new Set<string>();
  const deliveries: Exchange[] = [];
  let behaviour: Behaviour = 'takes';
  let expected = secret;
  let told = 0;

  const server = await startServer((exchange) => {
    const { request, response, body } = exchange;
    if (request.method !== 'POST') return void response.writeHead(405).end();
    deliveries.push(exchange);
    const id = String(request.headers['webhook-id']);
    if (!isSigned(exchange, expected)) return sendJson(response, 401, {});
    if (behaviour === 'fails') return sendJson(response, 500, {});
    if (behaviour === 'refuses') return sendJson(response, 422, { message: 'Nguyễn Văn Ví Dụ' });
    done.add(`${id} ${body.length}`);
    if (behaviour === 'cuts') return cutOff(response);
    if (behaviour !== 'silent') response.writeHead(204).end();
  });
  const port = await freePort();
  return {
    config: configFor(`${server.url}/nhan`, port),
    allow: [server.host],
    secrets,
    deliveries,
    expect: (next) => (expected = next),
    behave: (next) => (behaviour = next),
    effects: () => done.size,
    told: () => told,
    offer: () => {
      void push(port).then(
        ({ status }) => (told += status === 202 ? 1 : 0),
        () => undefined,
      );
      return Promise.resolve();
    },
    close: () => server.close(),
  };
}

function isSigned({ request, body }: Exchange, key: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given } = request.headers;
  const base64 = Buffer.from(key.slice('whsec_'.length), 'base64');
  const wanted = createHmac('sha256', base64)
    .update(`${String(id)}.${String(at)}.${body.toString('utf8')}`)
    .digest('base64');
  return String(given).split(' ').includes(`v1,${wanted}`);
}

/** Pushes as a department does; waits for the door to open. */
export async function push(port: number, name = 'test', change: Readonly<Record<string, string>> = {}): Promise<Response> {
  const headers = {
    authorization: 'Bearer ma-truy-cap',
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'lt-subject': '000.99.02.H26-261123-0001',
    'jws-signature': 'eyJ9..c2ln',
    ...change,
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(`http://127.0.0.1:${port}/v1/messages/${name}`, { method: 'POST', headers, body: fixture('in-progress.json') });
    } catch (cause) {
      if (attempt === 50) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
