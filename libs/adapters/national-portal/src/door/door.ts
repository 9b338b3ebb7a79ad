import { isSame, type Log, readBody } from '@lienthong/adapter-kit';
import { explain, Failure, isRecord, parseJson } from '@lienthong/message';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Links } from '../files/links';
import type { Pull } from '../files/pull';
import type { Create } from './create';
import { type Reply, send } from './http';
import type { Owing } from './owed';

export interface Door {
  /** What the header Authorization must say. */
  readonly credentials: Buffer;
  /** Bytes. */
  readonly maxBody: number;
  readonly create: Create;
  /** Absent: the connector answers nothing about payments. */
  readonly owing: Owing | undefined;
  readonly links: Links;
  readonly pull: Pull;
  readonly log: Log;
}

/** One call of the portal. Nothing of its body is read before the token is right; a link is its own permission. */
export async function serve(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const token = request.method === 'GET' ? /^\/files\/([\w.-]{1,9000})$/.exec(request.url ?? '')?.[1] : undefined;
  const reply = token === undefined ? await answerTo(request, door) : await fileBehind(token, door);
  if (reply === 'broken off') response.destroy();
  else send(request, response, reply);
}

async function answerTo(request: IncomingMessage, door: Door): Promise<Reply | 'broken off'> {
  const service = request.method === 'POST' ? serviceAt(request.url ?? '', door) : undefined;
  if (!service) return { status: 404, body: explain('door.not-found').vi };
  if (!isSame(request.headers.authorization ?? '', door.credentials)) return { status: 401, body: explain('door.unauthorised').vi };
  const body = await readBody(request, door.maxBody);
  if (body === 'too large') return { status: 413, body: explain('message.too-large').vi };
  if (body === 'broken off') return body;
  try {
    const said = await service(body);
    return said === 'not JSON' ? { status: 500, body: 'Nội dung không phải JSON' } : { status: 200, body: said };
  } catch (cause) {
    door.log.warn({ cause: cause instanceof Failure ? cause.code : String(cause) }, 'door: call not served');
    return { status: 503, body: explain('door.unavailable').vi };
  }
}

type Service = (body: Uint8Array) => Promise<object | 'not JSON'>;

/** By the end of the path: in front stands whatever the exchange network puts there. */
function serviceAt(url: string, { create, owing }: Door): Service | undefined {
  if (url.endsWith('/nps/createdossierfromdvcqg')) return create;
  if (url.endsWith('/kpdvcqg/dptracuuthanhtoanhs') && owing) return (body) => owed(body, owing);
  return undefined;
}

async function owed(body: Uint8Array, owing: Owing): Promise<object | 'not JSON'> {
  let question: unknown;
  try {
    question = parseJson(body);
  } catch {
    return 'not JSON';
  }
  const code = isRecord(question) ? question['MaHoSo'] : undefined;
  return typeof code === 'string' && code.length <= 60 ? owing(code) : { error_code: -1, message: 'Thiếu MaHoSo' };
}

async function fileBehind(token: string, { links, pull, log }: Door): Promise<Reply> {
  try {
    const file = await links.open(token);
    return file ? { status: 200, body: await pull(file) } : { status: 404, body: 'Liên kết không đúng hoặc đã hết hạn' };
  } catch (cause) {
    const { kind, code, detail } = cause instanceof Failure ? cause : { kind: 'ambiguous', code: 'hub.defect', detail: {} };
    log.warn({ code, ...detail }, 'door: file not given');
    return { status: kind === 'permanent' ? 410 : 503, body: 'Không lấy được tệp từ kho' };
  }
}
