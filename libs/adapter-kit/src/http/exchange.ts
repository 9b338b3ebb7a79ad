import { setMaxListeners } from 'node:events';
import type { Agent, Dispatcher } from 'undici';
import type { HttpRequest, HttpResponse } from './model';
import { type Broken, brokenExchange } from './failures';

type Exchange = Omit<HttpRequest, 'url'> & { readonly timeoutMs: number; readonly maxResponseBytes: number };

/**
 * One request and its whole answer within one time limit. The handler knows whether the request had begun to leave, which decides
 * between "certainly not taken" and "nobody knows".
 */
export function exchange(
  agent: Agent,
  { origin, host, pathname, search }: URL,
  { method, headers, body, signal, timeoutMs, maxResponseBytes }: Exchange,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let head: Omit<HttpResponse, 'body'> = { status: 0, headers: {} };
    const chunks: Buffer[] = [];
    let received = 0;
    let over = false;

    const finish = () => {
      over = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', stopped);
    };
    const fail = (broken: Broken, cause?: unknown) => {
      if (over) return;
      finish();
      reject(brokenExchange({ broken, sent: controller !== undefined, host }, cause));
      controller?.abort(new Error(broken));
    };
    const stopped = () => fail('stopped');
    const timer = setTimeout(() => fail('timed out'), timeoutMs);
    // One stop signal ends many exchanges: that is no leak of listeners.
    if (signal) setMaxListeners(0, signal);
    signal?.addEventListener('abort', stopped);

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        if (over) started.abort(new Error('given up before it was sent'));
        else controller = started;
      },
      onResponseStart(_, status, answered) {
        if (status >= 200) head = { status, headers: flat(answered) };
      },
      onResponseData(_, chunk) {
        received += chunk.length;
        if (received > maxResponseBytes) fail('answer too large');
        else chunks.push(chunk);
      },
      onResponseEnd() {
        if (over) return;
        finish();
        const [first] = chunks;
        resolve({ ...head, body: first && chunks.length === 1 ? first : Buffer.concat(chunks) });
      },
      onResponseError: (_, error) => fail('connection lost', error),
    };
    if (signal?.aborted) return fail('stopped');
    agent.dispatch({ origin, path: pathname + search, method, headers, body: body ?? null }, handler);
  });
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const all: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    all[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return all;
}
