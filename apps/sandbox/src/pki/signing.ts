import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FlattenedSign } from 'jose';
import type { Forgery, JwsAlg, Signer, SignerName } from './model';
import { certificatesOf } from './pem';

/** The hub's key is only in its PKCS#12. */
export type CitySigner = Exclude<SignerName, 'hub'>;

interface Header {
  readonly alg: string;
  readonly x5c: string[];
}

/** Signs as one of the city's parties: RS256, or ES256 where its key is on P-256. */
export async function signerOf(dir: string, name: CitySigner, alg?: JwsAlg): Promise<Signer> {
  const key = await keyOf(dir, name);
  return signerWith(key, await chainOf(dir, name), alg ?? (key.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256'));
}

/** Signatures as an attacker would make them who wants to pass for `victim`. */
export async function forgeryOf(dir: string, victim: CitySigner, kind: Forgery): Promise<Signer> {
  const x5c = await chainOf(dir, victim);
  if (kind === 'none') return byHand({ alg: 'none', x5c }, () => '');
  if (kind === 'hmac') return byHand({ alg: 'HS256', x5c }, await hmacWithPublicKey(dir, victim));
  if (kind === 'stranger') return signerOf(dir, 'stranger');
  return signerWith(await keyOf(dir, 'unbound'), x5c, 'RS256');
}

function signerWith(key: KeyObject, x5c: string[], alg: JwsAlg): Signer {
  return {
    alg,
    async sign(body) {
      const signed = await new FlattenedSign(body).setProtectedHeader({ alg, b64: false, crit: ['b64'], x5c }).sign(key);
      return `${signed.protected ?? ''}..${signed.signature}`;
    },
  };
}

/** What jose rightly will not make. */
function byHand({ alg, x5c }: Header, sign: (input: Uint8Array) => string): Signer {
  const head = Buffer.from(JSON.stringify({ alg, b64: false, crit: ['b64'], x5c })).toString('base64url');
  return { alg, sign: (body) => Promise.resolve(`${head}..${sign(Buffer.concat([Buffer.from(`${head}.`, 'ascii'), body]))}`) };
}

async function hmacWithPublicKey(dir: string, victim: CitySigner): Promise<(input: Uint8Array) => string> {
  const secret = createPublicKey(await keyOf(dir, victim)).export({ type: 'spki', format: 'pem' });
  return (input) => createHmac('sha256', secret).update(input).digest('base64url');
}

const keyOf = async (dir: string, name: CitySigner): Promise<KeyObject> => createPrivateKey(await readFile(join(dir, `${name}.key.pem`)));

/** Base64 DER, leaf first, no root (RFC 7515 §4.1.6). */
const chainOf = async (dir: string, name: CitySigner): Promise<string[]> =>
  (await certificatesOf(dir, name)).map((der) => der.toString('base64'));
