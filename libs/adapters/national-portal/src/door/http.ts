import { throwAwayRest } from '@lienthong/adapter-kit';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Text, a value as JSON, or bytes as they are. */
export interface Reply {
  readonly status: number;
  readonly body: string | object | Uint8Array;
}

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
  throwAwayRest(request);
}

function typeOf(body: Reply['body']): string {
  if (body instanceof Uint8Array) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
}
