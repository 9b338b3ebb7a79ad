import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { createSecureContext } from 'node:tls';
import { type ClientError, type Language, ownError } from './error';
import type { PemCredentials } from './sign';

export interface Question {
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** How long the gateway was asked to hold its answer back. */
  readonly waitMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface GatewayOptions extends PemCredentials {
  /** `https://host:port`. */
  readonly gateway: string;
  /** Roots that vouch for the gateway's certificate, PEM. */
  readonly ca: string;
  readonly language: Language;
}

const answerMs = 30_000;
const mostBytes = 64 * 1024 ** 2;
const untrusted = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** HTTPS with one's own certificate: one question, one answer, whatever its status. */
export class Gateway {
  private readonly agent: Agent;
  private readonly base: URL;
  private readonly language: Language;

  /** @throws ClientError `client.credentials` */
  constructor({ gateway, ca, certificate, key, passphrase, language }: GatewayOptions) {
    const tls = { ca, cert: certificate, key, minVersion: 'TLSv1.2', ...(passphrase !== undefined && { passphrase }) } as const;
    try {
      createSecureContext(tls); // a wrong key is told at once, not with the first message
    } catch (cause) {
      throw ownError('client.credentials', language, {}, cause);
    }
    this.agent = new Agent({ ...tls, keepAlive: true, maxSockets: 8 });
    this.base = new URL(gateway);
    this.language = language;
  }

  /** @throws ClientError `client.unreachable`, `client.gateway-untrusted`; the reason of `signal` */
  async ask(question: Question, signal?: AbortSignal): Promise<Answer> {
    const late = AbortSignal.timeout(answerMs + (question.waitMs ?? 0));
    try {
      return await this.exchange(question, signal ? AbortSignal.any([signal, late]) : late);
    } catch (error) {
      signal?.throwIfAborted();
      throw this.told(error);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private exchange({ method, path, headers, body }: Question, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const all = { accept: '*/*', 'accept-language': this.language, ...headers, ...(body && { 'content-length': String(body.length) }) };
      const sent = request(new URL(path, this.base), { method, headers: all, agent: this.agent, signal }, (response) => {
        collect(response).then(
          (bytes) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes }),
          (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
        );
      });
      sent.once('error', reject).end(body);
    });
  }

  private told(error: unknown): ClientError {
    const { code = '' } = error as NodeJS.ErrnoException;
    return ownError(untrusted.test(code) ? 'client.gateway-untrusted' : 'client.unreachable', this.language, { reason: code }, error);
  }
}

async function collect(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw new Error(`an answer of more than ${mostBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
