import { type Behaviour, type Counterpart, cutOff, sendJson, startServer } from '@lienthong/adapter-kit/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NationalPortalConfig } from '../config';
import { config2026, secrets } from './fixtures.test-kit';

/** The interface of 2026 in little. */
export async function startFake2026(): Promise<Counterpart<NationalPortalConfig>> {
  const dir = mkdtempSync(join(tmpdir(), 'national-'));
  const created = new Set<string>();
  const statuses = new Set<string>();
  let behaviour: Behaviour = 'takes';
  const good = (data: unknown): object => ({ code: '200', message: '', data });
  const server = await startServer(({ request, response, body }) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/token') return sendJson(response, 200, { access_token: 't', expires_in: 600, token_type: 'Bearer' });
    if (request.headers.authorization !== 'Bearer t') return sendJson(response, 401, {});
    if (path === '/hoso/ma') return sendJson(response, 200, good({ MaHoSo: 'G09.20-20261123-0000001' }));
    if (behaviour === 'fails') return sendJson(response, 502, {});
    if (behaviour === 'refuses') return sendJson(response, 400, { code: '400', message: 'Nguyễn Văn Ví Dụ' });
    if (path === '/hoso') {
      created.add((JSON.parse(body.toString('utf8')) as { MaHoSo: string }).MaHoSo);
      return sendJson(response, 200, good({ idHoSo: 7 }));
    }
    if (path === '/hoso/trangthai') statuses.add(body.toString('utf8'));
    if (behaviour === 'cuts') return cutOff(response);
    if (behaviour !== 'silent') sendJson(response, 200, good({}));
  });
  return {
    config: config2026(server.url, join(dir, 'memory.jsonl')),
    allow: [server.host],
    secrets,
    behave: (next) => void (behaviour = next),
    effects: () => statuses.size,
    close: () => server.close().then(() => rmSync(dir, { recursive: true })),
  };
}
