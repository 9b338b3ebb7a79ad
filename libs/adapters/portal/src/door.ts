import type { Log, Source } from '@lienthong/adapter-kit';
import { type ErrorCode, Failure } from '@lienthong/message';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendProblem } from './problem';

export type Submit = Parameters<Source['run']>[0];

const lingerMs = 1_000;

export interface AtTheDoor {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly token: string;
  /** Bytes. */
  readonly maxBody: number;
  readonly submit: Submit;
  readonly log: Log;
}

/** One push. Nothing of the body is read before the token is right, and nothing of it is ever parsed. */
export async function takeMessage({ request, response, token, maxBody, submit, log }: AtTheDoor): Promise<void> {
  const objection = objectionTo(request, token, maxBody);
  if (objection) {
    answerNo(request, response, ...objection);
    return;
  }
  const payload = await readBody(request, maxBody);
  if (payload === 'too large') answerNo(request, response, 413, 'message.too-large');
  else if (payload === 'broken off') response.destroy();
  else await store({ ...facts(request), payload }, response, submit, log);
}

async function store(message: Parameters<Submit>[0], response: ServerResponse, submit: Submit, log: Log): Promise<void> {
  try {
    const acknowledgement = await submit(message);
    response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify(acknowledgement));
  } catch (cause) {
    log.warn({ cause: cause instanceof Failure ? cause.code : String(cause) }, 'door: message not stored');
    sendProblem(response, 503, 'door.unavailable');
  }
}

/** Closing a connection with unread bytes would reset it and take the answer along: the rest is thrown away for a moment. */
function answerNo(request: IncomingMessage, response: ServerResponse, status: number, code: ErrorCode): void {
  sendProblem(response, status, code);
  request.resume();
  if (request.complete) return;
  const cut = setTimeout(() => request.destroy(), lingerMs);
  request.once('close', () => clearTimeout(cut));
}

function objectionTo(request: IncomingMessage, token: string, maxBody: number): [status: number, code: ErrorCode] | undefined {
  if (request.url !== '/v1/messages' || request.method !== 'POST') return [404, 'door.not-found'];
  if (!isBearer(request.headers.authorization, token)) return [401, 'door.unauthorised'];
  if (!/^[!-~]{0,120}$/.test(subjectOf(request))) return [400, 'door.subject-malformed'];
  if (Number(request.headers['content-length'] ?? 0) > maxBody) return [413, 'message.too-large'];
  return undefined;
}

/** Compared as digests: in constant time, whatever the lengths. */
function isBearer(authorization: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}

async function readBody(request: IncomingMessage, maxBody: number): Promise<Buffer | 'too large' | 'broken off'> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBody) return 'too large';
      chunks.push(chunk);
    }
  } catch {
    return 'broken off';
  }
  return Buffer.concat(chunks);
}

function facts(request: IncomingMessage) {
  const jws = request.headers['jws-signature'];
  const attributes: Record<string, string> = typeof jws === 'string' ? { 'jws-signature': jws } : {};
  return { subject: subjectOf(request), contentType: request.headers['content-type'] ?? '', attributes };
}

const subjectOf = ({ headers }: IncomingMessage): string => String(headers['lt-subject'] ?? '');
