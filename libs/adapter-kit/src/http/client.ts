import { Agent } from 'undici';
import { type Auth, withAuth } from './auth';
import { exchange } from './exchange';
import type { HttpClient } from './model';
import { connectOptions, type Mtls, outboundRules } from './outbound';

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
      const url = new URL(request.url);
      rules.admit(url);
      return exchange(agent, url, { timeoutMs, maxResponseBytes, ...request });
    },
    close: () => (closing ??= agent.destroy()),
  };
  return auth ? withAuth(client, auth) : client;
}
