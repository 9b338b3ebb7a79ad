import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * `slow`: answers after `slowMs`. `silent`: takes the call and never answers. `lost-answer`: does the work, then cuts the connection.
 * `cut`: does the work, then cuts in the middle of the answer. `half`: does the work and passes half of the answer off as the whole.
 * `away`: cuts the connection at once. An {@link Answer} is given instead of doing the work.
 */
export type Behaviour = 'ok' | 'slow' | 'silent' | 'lost-answer' | 'cut' | 'half' | 'away' | Answer;

export interface Call {
  readonly method: string;
  /** Path without query, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  header(name: string): string;
  /** By name in lower case all values as they came, one character a byte. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  /** Read at most once. Over the limit the call is answered 413. */
  body(): Promise<Buffer>;
  /** Reads what was not read, up to the limit, and forgets it: a caller that is still sending would lose the answer to a reset connection. */
  discard(): Promise<void>;
  /** Aborted when the caller goes away. */
  readonly gone: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  /** Largest body in bytes. */
  readonly limit: number;
  /** Asked once a call, with its path. */
  readonly behaviour: (path: string) => Behaviour;
  readonly handle: (call: Call) => Promise<Answer>;
  /** Told of each call, whatever the behaviour. */
  readonly seen?: (call: { readonly method: string; readonly path: string }) => void;
  readonly slowMs?: number;
  /** Largest head of a request in bytes; default 16 KiB. */
  readonly headLimit?: number;
  /** With it the stand-in speaks TLS; asked for each new connection, so that a certificate can be replaced. */
  readonly certificate?: () => Certificate;
  /** Frees what the handler holds: after the last connection is cut, or when listening fails. */
  readonly release?: () => Promise<void>;
}

/** PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Serving {
  readonly url: string;
  stop(): Promise<void>;
}

/** The body is over the limit; unless the handler catches it, the call is answered 413. */
export class TooLarge extends Error {}

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** Listens until `stop`, which also cuts idle and hanging connections. Port 0 takes a free one. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const listener: RequestListener = (request, response) => void respond(request, response, options);
  const server = serverFor({ maxHeaderSize: options.headLimit ?? 16_384 }, listener, options.certificate);
  const release = options.release ?? (() => Promise.resolve());
  try {
    await listen(server, options);
  } catch (error) {
    await release();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return { url: `${options.certificate ? 'https' : 'http'}://${options.host}:${port}`, stop: () => close(server).then(release) };
}

function serverFor(settings: ServerOptions, listener: RequestListener, certificate?: () => Certificate): Server | TlsServer {
  if (!certificate) return createServer(settings, listener);
  const server = createTlsServer({ ...settings, ...certificate() }, listener);
  return server.prependListener('connection', () => server.setSecureContext(certificate()));
}

async function respond(request: IncomingMessage, response: ServerResponse, options: ServeOptions): Promise<void> {
  const { path } = pathOf(request);
  const behaviour = options.behaviour(path);
  options.seen?.({ method: request.method ?? '', path });
  if (behaviour === 'silent') return;
  if (behaviour === 'away') return void request.socket.destroy();
  if (behaviour === 'slow') await delay(options.slowMs ?? 3_000);
  const answer = typeof behaviour === 'object' ? behaviour : await answerTo(request, response, options);
  if (behaviour === 'lost-answer') request.socket.destroy();
  else if (behaviour === 'cut') sendHalf(request, response, answer);
  else if (behaviour === 'half') send(response, { ...answer, body: firstHalf(answer) }, request.complete);
  else send(response, answer, request.complete);
}

async function answerTo(request: IncomingMessage, response: ServerResponse, options: ServeOptions): Promise<Answer> {
  try {
    return await options.handle(callOf(request, response, options.limit));
  } catch (error) {
    if (error instanceof TooLarge) return json(413, { code: 'too-large', message: `the body is over ${options.limit} bytes` });
    return json(500, { code: 'stand-in.failed', message: error instanceof Error ? error.message : 'unknown' });
  }
}

/** What a stand-in says on a bad day. */
export const broken = (status: number): Answer =>
  json(status, { code: 'stand-in.bad-day', message: 'this stand-in was told to fail' }, status === 503 ? { 'retry-after': '1' } : {});

/** A connection whose request was not read to its end cannot carry another one. */
function send(response: ServerResponse, answer: Answer, wholeRequestRead: boolean): void {
  if (response.destroyed) return;
  const body = answer.body ?? '';
  response.writeHead(answer.status, {
    ...(answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }),
    ...(wholeRequestRead ? {} : { connection: 'close' }),
    ...answer.headers,
  });
  response.end(body);
}

/** The head promises the whole answer; half of it goes out before the cut. */
function sendHalf(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, { 'content-length': Buffer.byteLength(answer.body ?? ''), ...answer.headers });
  response.write(firstHalf(answer), () => request.socket.destroy());
}

export function firstHalf({ body = '' }: Answer): Buffer {
  const bytes = Buffer.from(body);
  return bytes.subarray(0, Math.ceil(bytes.length / 2));
}

function callOf(request: IncomingMessage, response: ServerResponse, limit: number): Call {
  const { path, query } = pathOf(request);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return {
    method: request.method ?? '',
    path,
    query: new URLSearchParams(query),
    header: (name) => [request.headers[name] ?? ''].flat().join(', '),
    headers: request.headersDistinct,
    body: () => read(request, limit),
    discard: () => discard(request, limit),
    gone: gone.signal,
  };
}

function pathOf(request: IncomingMessage): { path: string; query: string } {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  return { path, query };
}

async function read(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new TooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limit) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function discard(request: IncomingMessage, limit: number): Promise<void> {
  return new Promise((resolve) => {
    if (request.complete || request.destroyed) return resolve();
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > limit) resolve();
    });
    for (const event of ['end', 'close', 'error']) request.once(event, resolve);
  });
}

function listen(server: Server | TlsServer, { port, host }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new Error(`port ${port} of ${host} is in use: stop the program that holds it or configure another port`, { cause })
          : cause,
      ),
    );
    server.listen(port, host, resolve);
  });
}

function close(server: Server | TlsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
