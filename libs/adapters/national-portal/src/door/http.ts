import type { IncomingMessage, ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';

const lingerMs = 1_000;

/** In a time that says nothing of where they differ. */
export function isSame(given: string, expected: Buffer): boolean {
  const padded = Buffer.alloc(expected.length);
  padded.write(given, 'utf8');
  return timingSafeEqual(padded, expected) && Buffer.byteLength(given, 'utf8') === expected.length;
}

/** Text, a value as JSON, or bytes as they are. */
export interface Reply {
  readonly status: number;
  readonly body: string | object | Uint8Array;
}

/** Closing a connection with unread bytes would reset it and take the answer along: the rest is thrown away for a moment. */
export function send(request: IncomingMessage, response: ServerResponse, { status, body }: Reply): void {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
  response.writeHead(status, {
    'content-type': typeOf(body),
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(status === 503 && { 'retry-after': '5' }),
  });
  response.end(bytes);
  request.resume();
  if (request.complete) return;
  const cut = setTimeout(() => request.destroy(), lingerMs);
  request.once('close', () => clearTimeout(cut));
}

function typeOf(body: Reply['body']): string {
  if (body instanceof Uint8Array) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
}

/** `too large`: more than `most` bytes are declared or come. */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer | 'too large' | 'broken off'> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve('too large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= most) return;
      request.off('data', take);
      resolve('too large');
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    // after `end` it is too late to matter
    request.once('close', () => resolve('broken off'));
    request.on('error', () => resolve('broken off'));
  });
}
