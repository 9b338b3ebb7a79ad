import { randomBytes } from 'node:crypto';
import { type Answer, type Behaviour, broken, type Call, json, serve } from '../http/server';
import { CertificateAuthority } from './certificate-authority';
import { type Authority, type AuthorityHits, type AuthorityMode, type AuthorityName, authorityNames } from './model';
import { requestInPath } from './ocsp';

export interface AuthorityOptions {
  readonly port: number;
  readonly host?: string;
  readonly now?: () => Date;
  readonly random?: (bytes: number) => Uint8Array;
  /** How long `slow` takes. */
  readonly slowMs?: number;
}

type Service = keyof AuthorityHits;

/** HTTP face of the city's CA in `dir`: `/ocsp`, `/crl/<authority>.crl`, `/crt/<authority>.crt`, `/tsa`. */
export async function startAuthority(dir: string, options: AuthorityOptions): Promise<Authority> {
  const ca = await CertificateAuthority.load(dir, options.now ?? (() => new Date()), options.random ?? randomBytes);
  const hits = { ocsp: 0, crl: 0, crt: 0, tsa: 0 };
  let mode: AuthorityMode = 'ok';
  const server = await serve({
    port: options.port,
    host: options.host ?? '127.0.0.1',
    limit: 65_536,
    behaviour: (): Behaviour => behaviourOf(mode),
    seen: ({ path }) => {
      const service = serviceOf(path);
      if (service) hits[service]++;
    },
    handle: (call) => (mode === `no-${serviceOf(call.path)}` ? Promise.resolve(down) : answer(call, ca)),
    slowMs: options.slowMs ?? 3_000,
  });
  return {
    url: server.url,
    setMode: (next) => void (mode = next),
    revoke: (name) => ca.revoke(name),
    hits: () => ({ ...hits }),
    stop: () => server.stop(),
  };
}

function behaviourOf(mode: AuthorityMode): Behaviour {
  if (mode === 'error') return broken(500);
  return mode === 'no-ocsp' || mode === 'no-tsa' ? 'ok' : mode;
}

const down = json(500, { code: 'stand-in.bad-day', message: 'this service was told to fail' });

const serviceOf = (path: string): Service | undefined => /^\/(ocsp|crl|crt|tsa)(?:\/|$)/.exec(path)?.[1] as Service | undefined;

async function answer(call: Call, ca: CertificateAuthority): Promise<Answer> {
  const { method, path } = call;
  if (path === '/ocsp' && method === 'POST') return file('application/ocsp-response', await ca.ocsp(await call.body()));
  if (path.startsWith('/ocsp/') && method === 'GET') return file('application/ocsp-response', await ca.ocsp(requestInPath(path.slice(6))));
  const [, folder, named] = /^\/(crl|crt)\/([a-z0-9-]+)\.\1$/.exec(path) ?? [];
  const name = authorityNames.find((one): one is AuthorityName => one === named);
  if (name && folder === 'crl' && method === 'GET') return file('application/pkix-crl', await ca.list(name));
  if (name && folder === 'crt' && method === 'GET') return file('application/pkix-cert', await ca.certificate(name));
  if (path === '/tsa') return stamp(call, ca);
  return json(404, { code: 'not-found', message: 'this authority serves /ocsp, /crl, /crt and /tsa' });
}

/** The real service answers GET with 403. */
async function stamp(call: Call, ca: CertificateAuthority): Promise<Answer> {
  if (call.method !== 'POST') return json(403, { code: 'method', message: 'send a TimeStampReq by POST' });
  if (call.header('content-type') !== 'application/timestamp-query')
    return json(415, { code: 'content-type', message: 'send application/timestamp-query' });
  return file('application/timestamp-reply', await ca.timestamp(await call.body()));
}

const file = (type: string, body: Buffer): Answer => ({ status: 200, headers: { 'content-type': type }, body });
