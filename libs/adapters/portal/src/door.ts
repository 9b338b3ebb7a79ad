import type { Log, Source } from '@lienthong/adapter-kit';
import { type ErrorCode, Failure } from '@lienthong/message';
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendProblem } from './problem';

export type Submit = Parameters<Source['run']>[0];

const lingerMs = 1_000;

export interface AtTheDoor {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the header Authorization must say. */
  readonly credentials: Buffer;
  /** Bytes. */
  readonly maxBody: number;
  readonly submit: Submit;
  readonly log: Log;
}

export const bearer = (token: string): Buffer => Buffer.from(`Bearer ${token}`, 'utf8');

/** One push. Nothing of the body is read before the token is right, and nothing of it is ever parsed. */
export async function takeMessage({ request, response, credentials, maxBody, submit, log }: AtTheDoor): Promise<void> {
  const objection = objectionTo(request, credentials, maxBody);
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
    const answer = JSON.stringify(acknowledgement);
    // as text it leaves in one piece with its head
    response.writeHead(202, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) }).end(answer);
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

function objectionTo(request: IncomingMessage, credentials: Buffer, maxBody: number): [status: number, code: ErrorCode] | undefined {
  if (request.url !== '/v1/messages' || request.method !== 'POST') return [404, 'door.not-found'];
  if (!isSame(request.headers.authorization ?? '', credentials)) return [401, 'door.unauthorised'];
  if (!/^[!-~]{0,120}$/.test(subjectOf(request))) return [400, 'door.subject-malformed'];
  if (Number(request.headers['content-length'] ?? 0) > maxBody) return [413, 'message.too-large'];
  return undefined;
}

/** In a time that says nothing of where they differ. */
function isSame(given: string, expected: Buffer): boolean {
  const padded = Buffer.alloc(expected.length);
  padded.write(given, 'utf8');
  return timingSafeEqual(padded, expected) && Buffer.byteLength(given, 'utf8') === expected.length;
}

function readBody(request: IncomingMessage, maxBody: number): Promise<Buffer | 'too large' | 'broken off'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= maxBody) return;
      request.off('data', take);
      resolve('too large');
    };
    request.on('data', take);
    request.once('end', () => resolve(whole(chunks)));
    // after `end` it is too late to matter
    request.once('close', () => resolve('broken off'));
    request.on('error', () => resolve('broken off'));
  });
}

const whole = (chunks: readonly Buffer[]): Buffer => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));

function facts(request: IncomingMessage) {
  const jws = request.headers['jws-signature'];
  const attributes: Record<string, string> = typeof jws === 'string' ? { 'jws-signature': jws } : {};
  return { subject: subjectOf(request), contentType: request.headers['content-type'] ?? '', attributes };
}

const subjectOf = ({ headers }: IncomingMessage): string => String(headers['lt-subject'] ?? '');
