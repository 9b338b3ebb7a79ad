import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, type Call, json, serve } from '../http/server';
import { Sessions } from '../portal/sessions';
import { handle2020 } from './api-2020';
import { handle2026 } from './api-2026';
import { NationalBook } from './book';
import type { NationalPortal, NationalPortalMode, NationalPortalOptions } from './model';

/** Both generations of the National Public Service Portal: `/adapter/*` of 2020, `/m2026/*` of 2026. */
export async function startNationalPortal(options: NationalPortalOptions): Promise<NationalPortal> {
  const { port, dir, host = '127.0.0.1', now = () => new Date(), slowMs = 3_000 } = options;
  const book = await NationalBook.open(join(dir, 'national-portal.jsonl'));
  const sessions = new Sessions(now);
  const calls: Record<string, number> = {};
  let day: { readonly mode: NationalPortalMode; readonly service?: string } = { mode: 'ok' };
  let accepting = true;
  const gate = { start: () => sessions.start(), alive: (session: unknown) => accepting && sessions.alive(session) };

  const handle = async (call: Call): Promise<Answer> => {
    const desk = { ...options, book, now, ...gate };
    const { service, work } = await (call.path.startsWith('/m2026/') ? handle2026(call, desk) : handle2020(call, desk));
    calls[service] = (calls[service] ?? 0) + 1;
    const bad = day.service === undefined || day.service === service;
    return behave(bad ? day.mode : 'ok', work, call, slowMs);
  };
  const release = (): Promise<void> => book.close();
  const server = await serve({ port, host, limit: 16 * 1_048_576, behaviour: () => 'ok', handle, release });
  return {
    url: server.url,
    effects: () => book.effects(),
    dossiers: () => book.dossiers(),
    calls: () => ({ ...calls }),
    setMode: (mode, service) => void (day = { mode, ...(service !== undefined && { service }) }),
    dropSessions: () => sessions.endAll(),
    acceptSessions: (accept) => void (accepting = accept),
    stop: () => server.stop(),
  };
}

async function behave(mode: NationalPortalMode, work: () => Promise<Answer>, call: Call, slowMs: number): Promise<Answer> {
  switch (mode) {
    case 'slow':
      await delay(slowMs);
      return work();
    case 'silent':
      await new Promise<void>((resolve) => call.gone.addEventListener('abort', () => resolve(), { once: true }));
      return { status: 204 };
    case 'error500':
      return json(500, { message: 'this stand-in was told to fail' });
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>502 Bad Gateway</body></html>' };
    case 'error-code':
      return json(200, { error_code: '99', code: '99', message: 'NgayHenTra của Nguyễn Văn Ví Dụ không hợp lệ' });
    case 'empty':
      await work();
      return { status: 200, body: '' };
    case 'cut':
      return half(await work());
    case 'ok':
      return work();
  }
}

/** Promises more than it sends, then closes. */
const half = ({ status, headers, body = '' }: Answer): Answer => ({
  status,
  headers: { ...headers, 'content-length': String(Buffer.byteLength(body) + 100), connection: 'close' },
  body,
});
