import {
  type Behaviour,
  type Counterpart,
  cutOff,
  type Exchange,
  type Offering,
  sendJson,
  startServer,
} from '@lienthong/adapter-kit/testing';
import { oneStopConfig, type OneStopConfig } from '../config';
import { fixture } from './fixtures.test-kit';

export interface FakeOneStop extends Counterpart<OneStopConfig>, Offering {
  /** Puts any item into the feed. */
  put(...items: readonly unknown[]): void;
  /** Numbers that were acknowledged, in their order. */
  readonly acknowledged: readonly number[];
  /** Dossiers as they came, and the headers of each delivery. */
  readonly dossiers: ReadonlyMap<string, Buffer>;
  readonly deliveries: readonly Exchange['request'][];
  readonly polls: () => number;
}

/** A one-stop system in little: dossiers by PUT, changes by long poll. */
export async function startOneStop(): Promise<FakeOneStop> {
  const dossiers = new Map<string, Buffer>();
  const deliveries: Exchange['request'][] = [];
  const acknowledged: number[] = [];
  const waiting = new Set<() => void>();
  let feed: unknown[] = [];
  let behaviour: Behaviour = 'takes';
  let polls = 0;

  const take = ({ request, body, response }: Exchange, code: string): void => {
    deliveries.push(request);
    if (behaviour === 'fails') return sendJson(response, 500, {});
    if (behaviour === 'refuses') return sendJson(response, 422, { code: 'ho-so.thieu', message: 'Nguyễn Văn Ví Dụ' });
    const before = dossiers.get(code);
    if (before && !before.equals(body)) return sendJson(response, 409, {});
    dossiers.set(code, body);
    if (behaviour === 'cuts') return cutOff(response);
    if (behaviour !== 'silent') sendJson(response, before ? 200 : 201, { receiptNumber: 'BN-0001' });
  };

  const changes = ({ response }: Exchange, limit: number, wait: number): void => {
    polls++;
    const answer = () => {
      waiting.delete(answer);
      clearTimeout(timer);
      sendJson(response, 200, { items: feed.slice(0, limit) });
    };
    const timer = setTimeout(answer, feed.length > 0 ? 0 : wait * 1_000);
    waiting.add(answer);
  };

  const acknowledge = ({ body, response }: Exchange): void => {
    const { upTo } = JSON.parse(body.toString('utf8')) as { upTo: number };
    acknowledged.push(upTo);
    feed = feed.filter((item) => (item as { seq?: number }).seq === undefined || (item as { seq: number }).seq > upTo);
    response.writeHead(204).end();
  };

  const server = await startServer((exchange) => {
    const { request, response } = exchange;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    if (request.headers['x-api-key'] !== 'khoa') return sendJson(response, 401, {});
    if (pathname === '/v1/changes') return changes(exchange, Number(searchParams.get('limit')), Number(searchParams.get('wait')));
    if (pathname === '/v1/changes/ack') return acknowledge(exchange);
    return take(exchange, decodeURIComponent(pathname.slice('/v1/dossiers/'.length)));
  });

  const put = (...items: readonly unknown[]) => {
    feed.push(...items);
    for (const answer of waiting) answer();
  };
  return {
    config: configFor(server.url),
    allow: [server.host],
    secrets,
    behave: (next) => (behaviour = next),
    effects: () => dossiers.size,
    told: () => acknowledged.length,
    offer: () => {
      put(item(1));
      return Promise.resolve();
    },
    put,
    acknowledged,
    dossiers,
    deliveries,
    polls: () => polls,
    close: () => {
      for (const answer of waiting) answer();
      return server.close();
    },
  };
}

export const secrets = { 'one-stop.key': 'khoa' };

export const configFor = (baseUrl: string): OneStopConfig =>
  oneStopConfig.parse({
    baseUrl,
    auth: { kind: 'static-headers', secretHeaders: { 'X-Api-Key': 'one-stop.key' } },
    poll: { wait: '5s', maxBody: '4KiB' },
    timeout: '1500ms',
  });

export const item = (seq: number, change: object = {}) => ({
  seq,
  subject: '000.99.02.H26-261123-0001',
  contentType: 'application/cloudevents+json; charset=utf-8',
  jws: 'eyJ9..c2ln',
  body: Buffer.from(fixture('in-progress.json')).toString('base64'),
  ...change,
});
