import { Failure } from '@lienthong/message';
import { createHmac } from 'node:crypto';
import { type Exchange, sendJson, startServer, type TestServer } from '../../testing/server';
import { testTools } from '../../testing/tools';
import { withAuth } from '../auth';
import { authSchema, createAuth } from './create';

let server: TestServer;
let seen: { url: string; headers: Record<string, string | string[] | undefined>; body: string }[];
let answer: (exchange: Exchange) => void;
beforeEach(async () => {
  seen = [];
  answer = ({ response }) => sendJson(response, 200, {});
  server = await startServer((exchange) => {
    seen.push({ url: exchange.request.url ?? '', headers: exchange.request.headers, body: exchange.body.toString() });
    answer(exchange);
  });
});
afterEach(() => server.close());

const secrets: Record<string, string> = { secret: 'khoa-bi-mat', password: 'mật khẩu' };
const client = (config: object, now = () => new Date('2026-11-23T06:11:05.124Z')) => {
  const tools = testTools({ allow: [server.host], secrets, now });
  return withAuth(tools.http, createAuth(authSchema.parse(config), tools));
};
const call = (of: ReturnType<typeof client>, headers: Record<string, string> = {}) =>
  of.request({ method: 'POST', url: `${server.url}/call`, headers: { 'content-type': 'application/json', ...headers }, body: '{"a":1}' });
const calls = () => seen.filter(({ url }) => url === '/call');

/** Gives a new token at each log-in and accepts only the newest. */
function tokenServer(field: string, lifetime: object = {}): { logins: () => number; revoke: () => void } {
  let logins = 0;
  let good = '';
  answer = ({ request, body, response }) => {
    if (request.url === '/login') return sendJson(response, 200, { [field]: (good = `t${++logins}`), ...lifetime });
    const carried = `${request.headers.authorization ?? ''}${body.toString()}`;
    sendJson(response, carried.includes(good) ? 200 : 401, {});
  };
  return { logins: () => logins, revoke: () => (good = 'none') };
}

describe('authentication towards outside systems', () => {
  it('basic: user and password in UTF-8', async () => {
    await call(client({ kind: 'basic', username: 'u', passwordFile: 'password' }));
    expect(calls()[0]?.headers['authorization']).toBe(`Basic ${Buffer.from('u:mật khẩu').toString('base64')}`);
  });

  it('static-headers: plain and secret ones; the file counts anew after a refusal', async () => {
    const of = client({ kind: 'static-headers', headers: { 'X-SystemId': 's' }, secretHeaders: { 'X-Key': 'rotating' } });
    secrets['rotating'] = 'old';
    answer = ({ request, response }) => sendJson(response, request.headers['x-key'] === 'new' ? 200 : 401, {});
    expect((await call(of)).status).toBe(401);
    secrets['rotating'] = 'new';
    expect((await call(of)).status).toBe(200);
    expect(calls().map(({ headers }) => headers['x-key'])).toEqual(['old', 'old', 'old', 'new']);
    expect(calls()[0]?.headers['x-systemid']).toBe('s');
  });

  it('oauth2-client-credentials: one token for many calls, a new one after 401 and when it has worn out', async () => {
    const { logins, revoke } = tokenServer('access_token', { token_type: 'Bearer', expires_in: 100 });
    let now = new Date(0);
    const of = client(
      { kind: 'oauth2-client-credentials', tokenUrl: `${server.url}/login`, clientId: 'c', clientSecretFile: 'secret', scope: 'a b' },
      () => now,
    );
    await Promise.all([call(of), call(of), call(of)]);
    expect(logins()).toBe(1);
    expect(seen[0]).toMatchObject({
      body: 'grant_type=client_credentials&scope=a+b',
      headers: { authorization: `Basic ${Buffer.from('c:khoa-bi-mat').toString('base64')}` },
    });
    revoke();
    expect((await Promise.all([call(of), call(of)])).map(({ status }) => status)).toEqual([200, 200]);
    expect(logins()).toBe(2);
    now = new Date(90_000);
    await call(of);
    expect(logins()).toBe(3);
  });

  it.each([
    ['the body', { in: 'body', field: 'session' }, { body: '{"session":"t1","a":1}' }],
    [
      'a header',
      { in: 'header', name: 'authorization', prefix: 'Session ' },
      { headers: expect.objectContaining({ authorization: 'Session t1' }) as unknown },
    ],
  ])('session-login: the session in %s', async (_, place, carried) => {
    const { logins, revoke } = tokenServer('session', { error_code: '0' });
    const of = client({ kind: 'session-login', url: `${server.url}/login`, username: 'u', passwordFile: 'password', place });
    expect((await call(of)).status).toBe(200);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ username: 'u', password: 'mật khẩu' });
    expect(calls()[0]).toMatchObject(carried);
    revoke();
    expect((await call(of)).status).toBe(200);
    expect(logins()).toBe(2);
  });

  it('hmac-headers: names, JSON and its HMAC, as the document axis checks them', async () => {
    const of = client({
      kind: 'hmac-headers',
      prefix: 'XroadVnpt-',
      fixed: { systemid: 'sys.h26.90' },
      timestampHeader: 'timestamp',
      signed: ['serviceType', 'systemid', 'docId', 'timestamp', 'Content-Type'],
      secretFile: 'secret',
    });
    await call(of, { 'XroadVnpt-serviceType': 'eDoc' });
    const headers = calls()[0]?.headers ?? {};
    const json =
      '{"XroadVnpt-serviceType":"eDoc","XroadVnpt-systemid":"sys.h26.90","XroadVnpt-timestamp":"23112026T131105+0124","XroadVnpt-Content-Type":"application/json"}';
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'xroadvnpt-content-type': 'application/json',
      'xroadvnpt-systemid': 'sys.h26.90',
      'xroadvnpt-timestamp': '23112026T131105+0124',
      'xroadvnpt-sign-header-key': 'serviceType;systemid;timestamp;Content-Type',
      'xroadvnpt-sign-header': json,
      'xroadvnpt-hash-header': createHmac('sha256', 'khoa-bi-mat').update(json).digest('hex'),
    });
  });

  it('hmac-headers: refuses letters that the other side would read differently', async () => {
    const of = client({ kind: 'hmac-headers', prefix: 'X-', signed: ['docId'], secretFile: 'secret' });
    const failure: unknown = await call(of, { 'X-docId': 'mã số' }).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ kind: 'permanent', code: 'delivery.refused', detail: { reason: 'not ASCII', header: 'docId' } });
    expect(calls()).toEqual([]);
  });

  it.each<readonly [string, () => void, string]>([
    ...[undefined, null, '', ' ', false, [], [0], '0x0', 'ok'].map((code) => {
      const prepare = () => (answer = ({ response }) => sendJson(response, 200, { session: 's', error_code: code }));
      return [`a log-in with error_code ${JSON.stringify(code)}`, prepare, 'log-in refused'] as [string, () => void, string];
    }),
    ['a refused log-in', () => (answer = ({ response }) => sendJson(response, 200, { error_code: 1 })), 'log-in refused'],
    ['a log-in without session', () => (answer = ({ response }) => sendJson(response, 200, { error_code: 0 })), 'log-in gave no session'],
    [
      'an empty session',
      () => (answer = ({ response }) => sendJson(response, 200, { error_code: 0, session: '' })),
      'log-in gave no session',
    ],
    ['a log-in that breaks off', () => (answer = ({ request }) => request.socket.destroy()), 'connection lost'],
    ['a log-in that is not JSON', () => (answer = ({ response }) => response.end('<html>')), 'not JSON'],
  ])('says "again" after %s, whatever became of it', async (_, prepare, reason) => {
    prepare();
    const of = client({ kind: 'session-login', url: `${server.url}/login`, username: 'u', passwordFile: 'password' });
    const failure: unknown = await call(of).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ kind: 'transient', code: 'delivery.unavailable', detail: { step: 'log-in', reason } });
    expect(String(failure)).not.toContain('mật khẩu');
  });

  it('says which secret file cannot be read', async () => {
    const failure: unknown = await call(client({ kind: 'basic', username: 'u', passwordFile: 'absent' })).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ kind: 'transient', detail: { reason: 'secret file cannot be read', file: 'absent' } });
  });
});
