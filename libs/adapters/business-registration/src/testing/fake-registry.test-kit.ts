import {
  type Behaviour,
  type Counterpart,
  cutOff,
  type Exchange,
  type Offering,
  sendJson,
  startServer,
} from '@lienthong/adapter-kit/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessRegistrationConfig, type BusinessRegistrationConfig } from '../config';
import { fixture, party } from './fixtures.test-kit';

export interface FakeRegistry extends Counterpart<BusinessRegistrationConfig>, Offering {
  /** Codes that were asked for, and with which numbers changes were. */
  readonly asked: readonly string[];
  readonly askedBehind: readonly (string | null)[];
  readonly tokens: () => number;
  /** What is answered next about an enterprise: whole JSON or text. */
  say(answer: unknown): void;
  put(...changes: readonly unknown[]): void;
  /** Every token that was given counts no more. */
  expire(): void;
  /** The next questions are answered with this status and body. */
  breakWith(status: number, body?: string): void;
  mend(): void;
}

/** NDXP in little: OAuth 2, details, changes behind a number, shared categories. */
export async function startRegistry(): Promise<FakeRegistry> {
  const dir = mkdtempSync(join(tmpdir(), 'registry-'));
  const asked: string[] = [];
  const askedBehind: (string | null)[] = [];
  let [answer, behaviour, effects, tokens]: [unknown, Behaviour, number, number] = [JSON.parse(fixture('found.json')), 'takes', 0, 0];
  let feed: unknown[] = [];
  let valid = new Set<string>();
  let broken: { status: number; body: string } | undefined;

  const token = ({ request, body, response }: Exchange): void => {
    const credentials = `Basic ${Buffer.from('khoa:mat-khau').toString('base64')}`;
    if (request.headers.authorization !== credentials || body.toString() !== 'grant_type=client_credentials')
      return sendJson(response, 401, { error: 'invalid_client' });
    const value = `token-${++tokens}`;
    valid.add(`Bearer ${value}`);
    sendJson(response, 200, { access_token: value, token_type: 'Bearer', expires_in: 3600 });
  };

  const details = ({ response }: Exchange, code: string): void => {
    if (code === '0000000000') return sendJson(response, 200, { Data: {} });
    asked.push(code);
    if (behaviour === 'fails') return sendJson(response, 500, {});
    if (behaviour === 'refuses') return sendJson(response, 400, { message: 'Nguyễn Văn Ví Dụ' });
    if (behaviour === 'cuts') return cutOff(response);
    if (behaviour === 'silent') return;
    effects++;
    sendJson(response, 200, answer);
  };

  const changes = ({ response }: Exchange, search: URLSearchParams): void => {
    const behind = search.get('sau');
    askedBehind.push(behind);
    const rows = feed.filter(
      (row) => behind === null || !((row as { CHANGE_ID?: number }).CHANGE_ID ?? Infinity) || idOf(row) > Number(behind),
    );
    sendJson(response, 200, { Data: rows.slice(0, Number(search.get('soLuong'))) });
  };

  const server = await startServer((exchange) => {
    const { request, response } = exchange;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    if (pathname === '/token') return token(exchange);
    if (!valid.has(request.headers.authorization ?? '')) return sendJson(response, 401, { fault: { code: 900901 } });
    if (broken) return void response.writeHead(broken.status, { 'content-type': 'text/html' }).end(broken.body);
    if (pathname === '/apiCSDLDKDN/1.0/chiTietDoanhNghiep') return details(exchange, searchParams.get('msdn') ?? '');
    if (pathname === '/apiCSDLDKDN/1.0/danhSachThayDoi') return changes(exchange, searchParams);
    if (pathname === '/dmdc/1.0/AllCategory') return sendJson(response, 200, { Data: { LOAI_HINH: [{ MA: '1', TEN: 'Công ty TNHH' }] } });
    sendJson(response, 404, {});
  });

  return {
    config: configFor(server.url, dir),
    allow: [server.host],
    secrets,
    behave: (next) => (behaviour = next),
    effects: () => effects,
    told: () => (askedBehind.filter((behind) => behind !== null).length > 0 ? 1 : 0),
    offer: () => {
      feed.push(change(1));
      return Promise.resolve();
    },
    asked,
    askedBehind,
    tokens: () => tokens,
    say: (next) => (answer = next),
    put: (...rows) => (feed = [...feed, ...rows]),
    expire: () => (valid = new Set()),
    breakWith: (status, body = '') => (broken = { status, body }),
    mend: () => (broken = undefined),
    close: async () => {
      await server.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const idOf = (row: unknown): number => (row as { CHANGE_ID?: number }).CHANGE_ID ?? Infinity;

export const secrets = { 'ndxp.secret': 'mat-khau' };

export const configFor = (baseUrl: string, dir: string): BusinessRegistrationConfig =>
  businessRegistrationConfig.parse({
    baseUrl,
    auth: { kind: 'oauth2-client-credentials', tokenUrl: `${baseUrl}/token`, clientId: 'khoa', clientSecretFile: 'ndxp.secret' },
    party,
    cache: { fresh: '1m', stale: '1h' },
    changes: { every: '20ms', placeFile: join(dir, 'zones', 'place') },
    timeout: '1500ms',
  });

export const change = (id: number, more: object = {}): object => ({
  ...(JSON.parse(fixture('change.json')) as object),
  CHANGE_ID: id,
  ...more,
});
