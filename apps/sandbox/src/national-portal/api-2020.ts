import { Failure, isRecord, parseJson } from '@lienthong/message';
import { sameSecret } from '../http/secret';
import { type Answer, type Call, json } from '../http/server';
import { type Item, Refused, text } from '../portal/request';
import type { NationalBook } from './book';
import { services } from './services-2020';

/** What a call was, for the counters and for a bad day that only some services have. */
export interface Handled {
  readonly service: string;
  readonly work: () => Promise<Answer>;
}

export interface Desk2020 {
  readonly username: string;
  readonly password: string;
  readonly madonvi: string;
  readonly book: NationalBook;
  readonly start: () => string;
  readonly alive: (session: unknown) => boolean;
}

const sessionGone = '15';

/** `/adapter/auth`, `/adapter/integration`, `/adapter/share`: errors are HTTP 200 with an `error_code` that is not 0. */
export async function handle2020(call: Call, desk: Desk2020): Promise<Handled> {
  const body = await call.body();
  if (call.path === '/adapter/auth') return { service: 'login', work: () => said(() => login(call, body, desk)) };
  const item = readItem(body);
  const service = typeof item?.['service'] === 'string' ? item['service'] : '';
  return { service, work: () => said(() => dispatch(call, item, desk)) };
}

async function said(work: () => Promise<object>): Promise<Answer> {
  try {
    return json(200, await work());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return json(200, { error_code: error.code === 1 ? sessionGone : error.code, message: error.message });
  }
}

function login(call: Call, body: Buffer, { username, password, start }: Desk2020): Promise<object> {
  checkHead(call);
  const given = readItem(body);
  if (!given) throw new Refused('Nội dung không phải một đối tượng JSON');
  if (text(given, 'username') !== username || !sameSecret(text(given, 'password'), password))
    throw new Refused('Tên đăng nhập hoặc mật khẩu không đúng');
  return Promise.resolve({ error_code: 0, session: start() });
}

function dispatch(call: Call, item: Item | undefined, { alive, madonvi, book }: Desk2020): Promise<object> {
  checkHead(call);
  const place = /^\/adapter\/(integration|share)$/.exec(call.path)?.[1] as 'integration' | 'share' | undefined;
  if (!place) throw new Refused('Không có địa chỉ này');
  if (!item) throw new Refused('Nội dung không phải một đối tượng JSON');
  if (!alive(item['session'])) throw new Refused('Phiên làm việc không tồn tại hoặc đã hết hạn', 1);
  if (text(item, 'madonvi') !== madonvi) throw new Refused('Đơn vị chưa được đăng ký');
  for (const [name, value] of Object.entries(item))
    if (name !== 'data' && typeof value !== 'string') throw new Refused(`${name} phải là chuỗi`);
  const name = text(item, 'service');
  const service = Object.hasOwn(services[place], name) ? services[place][name] : undefined;
  if (!service) throw new Refused('Dịch vụ không tồn tại');
  return service(item, book);
}

function checkHead(call: Call): void {
  if (call.method !== 'POST') throw new Refused('Chỉ nhận POST');
  if (call.header('dstcode') === '') throw new Refused('Thiếu header dstcode');
  if (!call.header('content-type').startsWith('application/json')) throw new Refused('Thiếu Content-Type application/json');
  if (call.header('charset').toLowerCase() !== 'utf-8') throw new Refused('Thiếu header Charset');
}

function readItem(body: Buffer): Item | undefined {
  try {
    const value = parseJson(body);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
