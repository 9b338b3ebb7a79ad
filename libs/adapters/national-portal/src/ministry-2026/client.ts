import {
  createAuth,
  type HttpClient,
  type HttpResponse,
  loginFailure,
  statusFailure,
  type Tools,
  unreadableAnswer,
  withAuth,
} from '@lienthong/adapter-kit';
import { isRecord, later, parseJson, refuse } from '@lienthong/message';
import { randomUUID } from 'node:crypto';
import type { Ministry2026 } from '../config';

export interface Answer2026 {
  /** Bytes as they came. */
  readonly body: Uint8Array;
  readonly data: unknown;
}

/** The interface of 2026: a bearer token, JSON or multipart, answers `{code, message, data}`. Each method throws `Failure`. */
export interface Portal2026 {
  post(step: string, path: string, body: unknown, stop?: AbortSignal): Promise<Answer2026>;
  get(step: string, path: string, query: Readonly<Record<string, string>>, stop?: AbortSignal): Promise<Answer2026>;
  upload(name: string, bytes: Uint8Array, stop?: AbortSignal): Promise<Answer2026>;
  /** Gets an access token unless there is one. */
  login(): Promise<void>;
}

export function portal2026(config: Ministry2026, tools: Pick<Tools, 'http' | 'now' | 'secret'>): Portal2026 {
  const { baseUrl, timeout: timeoutMs } = config;
  const auth = createAuth(
    {
      kind: 'oauth2-client-credentials',
      tokenUrl: `${baseUrl}${config.tokenPath}`,
      clientId: config.clientId,
      clientSecretFile: config.clientSecretFile,
      scope: config.scope,
    },
    tools,
  );
  const http: HttpClient = withAuth(tools.http, auth);
  const accept = { accept: 'application/json' };
  return {
    async post(step, path, body, signal) {
      const headers = { ...accept, 'content-type': 'application/json; charset=utf-8' };
      const request = { method: 'POST' as const, url: `${baseUrl}${path}`, headers, body: JSON.stringify(body), signal, timeoutMs };
      return read(step, await http.request(request), config);
    },
    async get(step, path, query, signal) {
      const url = `${baseUrl}${path}?${new URLSearchParams(query).toString()}`;
      return read(step, await http.request({ method: 'GET', url, headers: accept, signal, timeoutMs }), config);
    },
    async upload(name, bytes, signal) {
      const { contentType, body } = multipart(name, bytes);
      const headers = { ...accept, 'content-type': contentType };
      const request = { method: 'POST' as const, url: `${baseUrl}${config.uploadPath}`, headers, body, signal, timeoutMs };
      return read('upload', await http.request(request), config);
    },
    async login() {
      const request = { method: 'GET' as const, url: baseUrl };
      await auth.authorise(request).catch((cause: unknown) => Promise.reject(loginFailure('access token', cause)));
    },
  };
}

/** `code` stands for more than the HTTP status: 400 and 404 are about what was sent, 401 and 403 about who sends, 502 about the portal. */
function read(step: string, response: HttpResponse, { successCodes, temporaryCodes }: Ministry2026): Answer2026 {
  const answer = parsed(response.body);
  const code = codeOf(answer);
  const detail = { step, ...(code && { code }) };
  if (code !== '' && temporaryCodes.includes(code)) throw later('delivery.failed', { ...detail, reason: 'a temporary code' });
  if (response.status === 404 && code === '')
    throw later('delivery.unavailable', { ...detail, status: '404', reason: 'nothing is at this address: check the paths' });
  const failure = statusFailure(response);
  if (failure?.kind === 'permanent')
    throw refuse('delivery.refused', { ...failure.detail, ...detail, reason: 'the portal refuses what the call says' });
  if (failure) throw later(failure.code, { ...failure.detail, ...detail });
  if (!isRecord(answer)) throw unreadableAnswer({ step });
  if (code !== '' && !successCodes.includes(code))
    throw refuse('delivery.refused', { ...detail, reason: 'the portal refuses what the call says' });
  return { body: response.body, data: answer['data'] };
}

function parsed(body: Uint8Array): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}

/** `message` is not kept: it may name a person. */
function codeOf(answer: unknown): string {
  const code = isRecord(answer) ? answer['code'] : undefined;
  const text = typeof code === 'number' || typeof code === 'string' ? String(code) : '';
  return /^[\w.-]{1,40}$/.test(text) ? text : '';
}

/** RFC 7578 with one part `files`. */
function multipart(name: string, bytes: Uint8Array): { readonly contentType: string; readonly body: Uint8Array } {
  const boundary = `lienthong-${randomUUID()}`;
  const safe = name.replace(/[\r\n]/g, ' ').replace(/"/g, '%22');
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${safe}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head, 'utf8'), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
