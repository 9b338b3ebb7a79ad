import { randomBytes } from 'node:crypto';
import { type Answer, type Call, json, serve } from '../http/server';
import { Mood } from '../mood/mood';
import { plainWeatherOf, weatherMoods } from '../mood/weather';
import { CertificateAuthority } from './certificate-authority';
import { type Authority, type AuthorityHits, type AuthorityName, authorityNames } from './model';
import { requestInPath, tryLater } from './ocsp';
import { RequestRefused } from './request';
import { failing } from './tsa';

export interface AuthorityOptions {
  readonly port: number;
  readonly host?: string;
  readonly now?: () => Date;
  readonly random?: (bytes: number) => Uint8Array;
  /** How long `slow` takes. */
  readonly slowMs?: number;
  readonly mood?: Mood;
}

type Service = keyof AuthorityHits;

/**
 * What it can be told besides the weather. `ok-with-error`: OCSP says to try later, the time-stamping service that it fails. `repeat`: OCSP and
 * time-stamping give an earlier answer. `half-file`: half a list, half an answer. `rotate-certificate`: both sign with another certificate.
 */
const moods = [...weatherMoods, 'half-file', 'ok-with-error', 'repeat', 'rotate-certificate'];
const meaningless = {
  'session-expired': 'nobody logs in at an authority',
  reorder: 'it gives one answer to one question',
  backlog: 'it answers questions and brings nothing by itself',
};

/** Where a mood names a path, it names the service: `ocsp`, `crl`, `crt`, `tsa`. */
export const authorityMood = (): Mood => new Mood(moods, meaningless);

/** HTTP face of the city's CA in `dir`: `/ocsp`, `/crl/<authority>.crl`, `/crt/<authority>.crt`, `/tsa`, `/certificate`. */
export async function startAuthority(dir: string, options: AuthorityOptions): Promise<Authority> {
  const ca = await CertificateAuthority.load(dir, options.now ?? (() => new Date()), options.random ?? randomBytes);
  const hits = { ocsp: 0, crl: 0, crt: 0, tsa: 0 };
  const { mood = authorityMood() } = options;
  const desk: Desk = { ca, mood, earlier: new Map() };
  const server = await serve({
    port: options.port,
    host: options.host ?? '127.0.0.1',
    limit: 65_536,
    behaviour: (path) => plainWeatherOf(mood, serviceOf(path) ?? path),
    seen: ({ path }) => {
      const service = serviceOf(path);
      if (service) hits[service]++;
    },
    handle: (call) => answer(call, desk),
    slowMs: options.slowMs ?? 3_000,
  });
  return {
    url: server.url,
    mood,
    revoke: (name) => ca.revoke(name),
    hits: () => ({ ...hits }),
    stop: () => server.stop(),
  };
}

interface Desk {
  readonly ca: CertificateAuthority;
  readonly mood: Mood;
  /** The newest good answer of each service. */
  readonly earlier: Map<Signing, Buffer>;
}

type Signing = 'ocsp' | 'tsa';

const serviceOf = (path: string): Service | undefined => /^\/(ocsp|crl|crt|tsa)(?:\/|$)/.exec(path)?.[1] as Service | undefined;

async function answer(call: Call, desk: Desk): Promise<Answer> {
  const { method, path } = call;
  const { ca } = desk;
  if (path === '/ocsp' && method === 'POST') return status(await call.body(), desk);
  if (path.startsWith('/ocsp/') && method === 'GET') return status(requestInPath(path.slice(6)), desk);
  const [, folder, named] = /^\/(crl|crt)\/([a-z0-9-]+)\.\1$/.exec(path) ?? [];
  const name = authorityNames.find((one): one is AuthorityName => one === named);
  if (name && folder === 'crl' && method === 'GET') return file('application/pkix-crl', await ca.list(name));
  if (name && folder === 'crt' && method === 'GET') return file('application/pkix-cert', await ca.certificate(name));
  if (path === '/tsa') return stamp(call, desk);
  if (path === '/certificate' && method === 'POST') return certificate(call, ca);
  return json(404, { code: 'not-found', message: 'this authority serves /ocsp, /crl, /crt, /tsa and /certificate' });
}

async function status(request: Buffer, desk: Desk): Promise<Answer> {
  const ask = (next: boolean): Promise<Buffer> => desk.ca.ocsp(request, next ? 'ocsp-next' : 'ocsp');
  return file('application/ocsp-response', await signedIn('ocsp', tryLater, ask, desk));
}

/** The real service answers GET with 403. */
async function stamp(call: Call, desk: Desk): Promise<Answer> {
  if (call.method !== 'POST') return json(403, { code: 'method', message: 'send a TimeStampReq by POST' });
  if (call.header('content-type') !== 'application/timestamp-query')
    return json(415, { code: 'content-type', message: 'send application/timestamp-query' });
  const request = await call.body();
  const ask = (next: boolean): Promise<Buffer> => desk.ca.timestamp(request, next ? 'tsa-next' : 'tsa');
  return file('application/timestamp-reply', await signedIn('tsa', failing, ask, desk));
}

/** Whoever shows a request gets a certificate: what it is worth, an administrator decides by binding it to a party. */
async function certificate(call: Call, ca: CertificateAuthority): Promise<Answer> {
  if (call.header('content-type') !== 'application/pkcs10') return json(415, { code: 'content-type', message: 'send application/pkcs10' });
  try {
    return { status: 200, headers: { 'content-type': 'application/pem-certificate-chain' }, body: await ca.issue(await call.body()) };
  } catch (error) {
    if (error instanceof RequestRefused) return json(422, { code: 'request', message: error.message });
    throw error;
  }
}

/** What a service signs, in the authority's mood. `ask`: anew, with the next certificate or without. */
async function signedIn(service: Signing, no: () => Buffer, ask: (next: boolean) => Promise<Buffer>, desk: Desk): Promise<Buffer> {
  const { mood, earlier } = desk;
  if (mood.strikes('ok-with-error', service)) return no();
  const before = earlier.get(service);
  if (before && mood.strikes('repeat', service)) return before;
  const fresh = await ask(mood.strikes('rotate-certificate', service));
  earlier.set(service, fresh);
  return fresh;
}

const file = (type: string, body: Buffer): Answer => ({ status: 200, headers: { 'content-type': type }, body });
