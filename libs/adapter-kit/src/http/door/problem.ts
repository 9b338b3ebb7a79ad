import { type ErrorCode, explain } from '@lienthong/message';
import type { ServerResponse } from 'node:http';

/** RFC 9457 problem details in both languages. */
export function sendProblem(response: ServerResponse, status: number, code: ErrorCode): void {
  const { vi, en, next } = explain(code);
  const problem = { type: `urn:lienthong:error:${code}`, title: `${vi} / ${en}`, status, code, detail: `${next.vi} / ${next.en}` };
  response.writeHead(status, {
    'content-type': 'application/problem+json; charset=utf-8',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(status === 503 && { 'retry-after': '5' }),
  });
  response.end(JSON.stringify(problem));
}
