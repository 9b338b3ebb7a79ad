import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  type Certificate,
  ecdsaFromDer,
  schemeOf,
  type Signer,
  type SigningAlgorithm,
  TrustError,
  usualAlgorithm,
  verifySignature,
} from '@lienthong/trust';
import { Agent } from 'undici';

import { AuthorityError } from '../error';
import { fetchBytes } from '../http/fetch-bytes';
import { type Circumstances, proveSigner } from './prove';

export interface RemoteSource {
  /** https; nothing else. */
  readonly url: string;
  /** Name of the key as the service knows it. */
  readonly key: string;
  /** Of the key, leaf first. */
  readonly certificates: readonly Certificate[];
  readonly algorithm?: SigningAlgorithm;
  /** PEM texts: our certificate and key for the connection, and who may have issued the service's. */
  readonly tls: { readonly certificate: string; readonly key: string; readonly authorities: string; readonly password?: string };
  /** For one exchange; 10 s unless told. */
  readonly timeoutMs?: number;
  /** Pauses before the second and later attempts after the connection failed; as many attempts as pauses and one. */
  readonly backOffMs?: readonly number[];
}

const maxBytes = 64 * 1024;

/**
 * Signer whose key is kept by a service: POST `{ key, algorithm, digest }`, the digest in base64, is answered by `{ signature }`, in base64;
 * for ECDSA r‖s or DER. Mutual TLS, no redirects. An answer is given out only after it was verified. Ed25519 needs the data themselves and is
 * refused. Throws `signer-mismatch`, `signer-unavailable`, or as `proveSigner`.
 */
export async function openRemote(source: RemoteSource, circumstances: Circumstances): Promise<Signer> {
  const { certificates, tls } = source;
  const [leaf] = certificates;
  const algorithm = source.algorithm ?? (leaf && usualAlgorithm(leaf.publicKey));
  if (leaf === undefined || algorithm === undefined || schemeOf(algorithm).digest === undefined)
    throw new AuthorityError('signer-mismatch', 'opening the remote signer: no certificate, or one for no algorithm that signs digests');
  if (!URL.canParse(source.url) || new URL(source.url).protocol !== 'https:')
    throw new AuthorityError('signer-unavailable', 'opening the remote signer: its address is not https');
  const { certificate: cert, key, authorities: ca, password: passphrase } = tls;
  const agent = new Agent({ connections: 8, connect: { cert, key, ca, ...(passphrase !== undefined && { passphrase }) } });
  const signer: Signer = {
    certificateChain: certificates,
    algorithm,
    sign: (data) => askAgain(source, () => askOnce(source, { agent, leaf, algorithm }, data)),
    close: () => agent.destroy(),
  };
  return proveSigner(signer, circumstances);
}

interface Service {
  readonly agent: Agent;
  readonly leaf: Certificate;
  readonly algorithm: SigningAlgorithm;
}

async function askOnce(
  { url, key, timeoutMs = 10_000 }: RemoteSource,
  { agent, leaf, algorithm }: Service,
  data: Uint8Array,
): Promise<Uint8Array> {
  const digest = hash(schemeOf(algorithm).digest ?? 'sha256', data, 'base64');
  const post = { body: Buffer.from(JSON.stringify({ key, algorithm, digest })), contentType: 'application/json' };
  const answer = await fetchBytes({ url, post, accept: 'application/json', timeoutMs, maxBytes }, new Set([new URL(url).host]), agent);
  const signature = readSignature(answer, algorithm);
  if (verifySignature(algorithm, leaf.publicKey, data, signature)) return signature;
  throw new AuthorityError('signer-mismatch', 'signing remotely: the answer is not a signature of the certificate over these data');
}

function readSignature(answer: Uint8Array, algorithm: SigningAlgorithm): Uint8Array {
  const { curve } = schemeOf(algorithm);
  try {
    const body: unknown = JSON.parse(Buffer.from(answer).toString('utf8'));
    const text: unknown = typeof body === 'object' && body !== null && 'signature' in body ? body.signature : undefined;
    if (typeof text !== 'string') throw new TypeError('no text named signature');
    const signature = Buffer.from(text, 'base64');
    return curve === undefined || signature.length === 2 * curve.size ? signature : ecdsaFromDer(signature, curve.size);
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError || cause instanceof TrustError)
      throw new AuthorityError('signer-unavailable', 'signing remotely: the answer holds no signature', { cause });
    throw cause;
  }
}

/** Again only where the connection failed: an answer, however wrong, and a service that takes too long would be no better next time. */
async function askAgain({ backOffMs = [100, 1000] }: RemoteSource, ask: () => Promise<Uint8Array>): Promise<Uint8Array> {
  for (const pause of backOffMs) {
    try {
      return await ask();
    } catch (error) {
      if (!isConnectionFailure(error)) throw unavailable(error);
      await sleep(pause);
    }
  }
  try {
    return await ask();
  } catch (error) {
    throw unavailable(error);
  }
}

const connectionFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof AuthorityError) || error.code !== 'request-failed') return false;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && connectionFailures.has(cause.code);
}

/** What an exchange throws, as what it means for signing. */
function unavailable(error: unknown): unknown {
  if (!(error instanceof AuthorityError) || error.code.startsWith('signer-')) return error;
  return new AuthorityError('signer-unavailable', `signing remotely: ${error.message}`, { cause: error });
}
