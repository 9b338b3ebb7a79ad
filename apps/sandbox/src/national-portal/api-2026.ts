import { Failure, isRecord, parseJson } from '@lienthong/message';
import { sameSecret } from '../http/secret';
import { type Answer, type Call, json } from '../http/server';
import { type Item, Refused } from '../portal/request';
import type { Handled } from './api-2020';
import type { NationalBook } from './book';
import { checkCreation, checkStatus, checkStep } from './fields-2026';

export interface Desk2026 {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly unit: string;
  readonly book: NationalBook;
  readonly now: () => Date;
  readonly start: () => string;
  readonly alive: (token: unknown) => boolean;
}

const steps: Readonly<Record<string, string>> = {
  'POST /m2026/token': 'token',
  'GET /m2026/hoso/ma': 'next code',
  'POST /m2026/teptin': 'upload',
  'POST /m2026/hoso': 'NoiHoSo',
  'POST /m2026/hoso/tientrinh': 'CapNhatTienTrinh',
  'POST /m2026/hoso/trangthai': 'CapNhatTrangThai',
};

/** `{code, message, data}` with HTTP 200, 400, 401, 403, 404. */
export async function handle2026(call: Call, desk: Desk2026): Promise<Handled> {
  const service = steps[`${call.method} ${call.path}`] ?? '';
  const body = await call.body();
  return { service, work: () => said(service, call, body, desk) };
}

async function said(service: string, call: Call, body: Buffer, desk: Desk2026): Promise<Answer> {
  if (service === 'token') return token(call, body, desk);
  if (!desk.alive(/^Bearer (.+)$/.exec(call.header('authorization'))?.[1])) return no(401, 'Token không hợp lệ hoặc đã hết hạn');
  try {
    const data = await work(service, call, body, desk);
    return data === undefined ? no(404, 'Không tìm thấy') : json(200, { code: '200', message: 'Thành công', data });
  } catch (error) {
    if (error instanceof Refused) return no(400, error.message);
    throw error;
  }
}

const no = (status: number, message: string): Answer => json(status, { code: String(status), message, data: null });

/** RFC 6749 §4.4 with HTTP Basic. */
function token(call: Call, body: Buffer, { clientId, clientSecret, start }: Desk2026): Answer {
  const basic = Buffer.from(/^Basic (.+)$/.exec(call.header('authorization'))?.[1] ?? '', 'base64').toString('utf8');
  const grant = new URLSearchParams(body.toString('utf8')).get('grant_type');
  if (grant !== 'client_credentials' || !sameSecret(basic, `${clientId}:${clientSecret}`))
    return no(401, 'Sai client_id hoặc client_secret');
  return json(200, { access_token: start(), expires_in: 600, token_type: 'Bearer', scope: 'default' });
}

async function work(service: string, call: Call, body: Buffer, { unit, book, now }: Desk2026): Promise<unknown> {
  const hashOf = (id: string): string | undefined => book.fileHash(id);
  switch (service) {
    case 'next code':
      if (call.query.get('MaDonVi') !== unit) throw new Refused('Đơn vị chưa được đăng ký');
      return { MaHoSo: await book.nextCode(unit, now().toISOString().slice(0, 10).replaceAll('-', '')) };
    case 'upload':
      return [await book.upload(filePart(body, call.header('content-type')))];
    case 'NoiHoSo': {
      const row = item(body);
      checkCreation(row, unit, hashOf);
      const maHoSo = String(row['MaHoSo']);
      return { idHoSo: await book.create(maHoSo, row), maHoSo };
    }
    case 'CapNhatTienTrinh': {
      const { id, status, at } = checkStep(only(body));
      const dossier = book.codeOf(id);
      if (dossier !== undefined) await book.step({ service, dossier, status, at });
      return dossier === undefined ? undefined : {};
    }
    case 'CapNhatTrangThai': {
      const { id, status } = checkStatus(only(body), hashOf);
      const dossier = book.codeOf(id);
      if (dossier !== undefined) await book.step({ service, dossier, status, at: '' });
      return dossier === undefined ? undefined : {};
    }
    default:
      return undefined;
  }
}

function parsed(body: Buffer): unknown {
  try {
    return parseJson(body);
  } catch (error) {
    if (error instanceof Failure) throw new Refused('Nội dung không phải JSON');
    throw error;
  }
}

function item(body: Buffer): Item {
  const value = parsed(body);
  if (!isRecord(value)) throw new Refused('Nội dung không phải một đối tượng');
  return value;
}

function only(body: Buffer): Item {
  const value = parsed(body);
  const [row, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
  if (!isRecord(row) || more.length > 0) throw new Refused('Phải là danh sách có đúng một dòng');
  return row;
}

/** The part `files` of RFC 7578. */
function filePart(body: Buffer, contentType: string): Buffer {
  const boundary = /^multipart\/form-data; *boundary="?([^";]+)"?/.exec(contentType)?.[1];
  const head = body.indexOf('\r\n\r\n');
  const end = boundary === undefined ? -1 : body.lastIndexOf(`\r\n--${boundary}--`);
  const named = body.subarray(0, Math.max(0, head)).includes('name="files"');
  if (head < 0 || end < head || !named) throw new Refused('Thiếu phần files');
  return body.subarray(head + 4, end);
}
