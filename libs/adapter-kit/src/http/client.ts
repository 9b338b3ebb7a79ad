import { Agent } from 'undici';
import { type Auth, withAuth } from './auth';
import { exchange } from './exchange';
import { connectOptions, type Mtls, outboundRules } from './outbound';

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute http or https address. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Ends the exchange early; what was sent by then stays sent. */
  readonly signal?: AbortSignal;
  /** For the whole exchange; the client's own limit when absent. */
  readonly timeoutMs?: number;
  readonly maxResponseBytes?: number;
}

export interface HttpResponse {
  /** Whatever the counterpart answered: redirects are not followed, error statuses are not thrown. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpClient {
  /**
   * Throws `Failure`: transient `delivery.unavailable` when certainly nothing was sent, ambiguous `delivery.unknown` when the
   * counterpart may have got the request.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Ends every connection; idempotent. */
  close(): Promise<void>;
}

export interface HttpClientOptions {
  /** `host:port` that may be called, and CIDR ranges (`10.0.0.0/8`) of private networks into which their names may lead. */
  readonly allow: readonly string[];
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** Most connections to one host. */
  readonly connections: number;
  readonly mtls?: Mtls;
  readonly auth?: Auth;
}

export function createHttpClient({ allow, timeoutMs, maxResponseBytes, connections, mtls, auth }: HttpClientOptions): HttpClient {
  const rules = outboundRules(allow);
  const agent = new Agent({ connections, connect: connectOptions(rules, timeoutMs, mtls), headersTimeout: 0, bodyTimeout: 0 });
  let closing: Promise<void> | undefined;
  const client: HttpClient = {
    async request(request) {
      rules.admit(new URL(request.url));
      return exchange(agent, { timeoutMs, maxResponseBytes, ...request });
    },
    close: () => (closing ??= agent.destroy()),
  };
  return auth ? withAuth(client, auth) : client;
}
