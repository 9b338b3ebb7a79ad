import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, isRecord, parseJson } from '@lienthong/message';
import { type Answer, type Call, json, serve } from '../http/server';
import { sameSecret } from '../http/secret';
import { Mood } from '../mood/mood';
import { plainMoods, plainWeatherOf, weatherMoods } from '../mood/weather';
import { Book } from './book';
import type { Portal, PortalOptions } from './model';
import { type Item, Refused, text } from './request';
import { integration, type Reply, type Service, share } from './services';
import { Sessions } from './sessions';

/**
 * What it can be told besides the weather. `ok-with-error`: an `error_code` for everything. `session-expired`: every session is over when it is
 * shown. Of what it pushes itself: `repeat`: each message twice. `reorder`: the newest of a moment first. `rotate-certificate`: signed with the
 * next certificate. `backlog`: away, and all that was to be pushed at once afterwards.
 */
const moods = [...weatherMoods, ...plainMoods, 'ok-with-error', 'session-expired', 'repeat', 'reorder', 'rotate-certificate'];

interface Desk {
  readonly username: string;
  readonly password: string;
  readonly madonvi: string;
  readonly book: Book;
  readonly sessions: Sessions;
  readonly mood: Mood;
}

/** Server side of the national portal's exchange (DVCQG): `/adapter/auth`, `/adapter/integration`, `/adapter/share`. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { username, madonvi, port, host = '127.0.0.1', now = () => new Date(), mood = new Mood(moods) } = options;
  const password = (await readFile(options.passwordFile, 'utf8')).trim();
  const book = await Book.open(join(options.dir, 'portal.jsonl'));
  const sessions = new Sessions(now);
  const desk: Desk = { username, password, madonvi, book, sessions, mood };
  const handle = (call: Call): Promise<Answer> => answer(call, desk);
  const server = await serve({
    port,
    host,
    limit: 1_048_576,
    behaviour: (path) => plainWeatherOf(mood, path),
    handle,
    slowMs: options.slowMs ?? 3_000,
    release: () => book.close(),
  });
  return {
    url: server.url,
    effects: () => book.effects(),
    dossiers: () => book.codes(),
    mood,
    stop: () => server.stop(),
  };
}

/** All errors of this protocol are HTTP 200 with an `error_code` that is not 0. */
async function answer(call: Call, desk: Desk): Promise<Answer> {
  if (call.method !== 'POST') return json(405, { error_code: -1, message: 'Chỉ nhận POST' });
  try {
    if (call.header('dstcode') === '') throw new Refused('Thiếu header dstcode');
    if (desk.mood.strikes('ok-with-error', call.path)) throw new Refused('Hệ thống bận');
    if (call.path !== '/adapter/auth' && desk.mood.strikes('session-expired', call.path)) desk.sessions.endAll();
    return json(200, await dispatch(call.path, request(await call.body()), desk));
  } catch (error) {
    if (error instanceof Refused) return json(200, { error_code: error.code, message: error.message });
    throw error;
  }
}

function request(body: Buffer): Item {
  try {
    const value = parseJson(body);
    if (isRecord(value)) return value;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  throw new Refused('Nội dung không phải một đối tượng JSON');
}

function dispatch(path: string, call: Item, desk: Desk): Promise<Reply> | { error_code: 0; session: string } {
  if (path === '/adapter/auth') return login(call, desk);
  if (path === '/adapter/integration') return serveWith(integration, call, desk);
  if (path === '/adapter/share') return serveWith(share, call, desk);
  throw new Refused('Không có địa chỉ này');
}

function login(call: Item, { username, password, sessions }: Desk): { error_code: 0; session: string } {
  if (text(call, 'username') !== username || !sameSecret(text(call, 'password'), password))
    throw new Refused('Tên đăng nhập hoặc mật khẩu không đúng');
  return { error_code: 0, session: sessions.start() };
}

async function serveWith(services: Readonly<Record<string, Service>>, call: Item, desk: Desk): Promise<Reply> {
  if (!desk.sessions.alive(call['session'])) throw new Refused('Phiên làm việc không tồn tại hoặc đã hết hạn', 1);
  if (text(call, 'madonvi') !== desk.madonvi) throw new Refused('Đơn vị chưa được đăng ký');
  for (const [name, value] of Object.entries(call))
    if (name !== 'data' && typeof value !== 'string') throw new Refused(`${name} phải là chuỗi`);
  const name = text(call, 'service');
  const service = Object.hasOwn(services, name) ? services[name] : undefined;
  if (!service) throw new Refused('Dịch vụ không tồn tại');
  return service(call, desk.book);
}
