import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flattenedVerify } from 'jose';

/** Why the one-stop system does not take what it is given; told as HTTP 422 `{code, message}`. */
export class Unacceptable extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Throws {@link Unacceptable} unless the party signed exactly these bytes. */
export type VerifySignature = (jws: string, body: Uint8Array, at: Date) => Promise<void>;

const algorithms = ['RS256', 'PS256', 'ES256'];

/** A check of its own, so that what the hub lets through is judged by other code: jose, the root of `pkiDir`, the party's known certificates. */
export async function signaturesOf(party: 'portal' | 'one-stop', pkiDir: string): Promise<VerifySignature> {
  const root = new X509Certificate(await readFile(join(pkiDir, 'root.pem')));
  const names = [`${party}.pem`, `${party}-next.pem`];
  const known = await Promise.all(names.map(async (name) => new X509Certificate(await readFile(join(pkiDir, name))).fingerprint256));
  return async (jws, body, at) => {
    const { head, signature } = parts(jws);
    try {
      const key = leafKey(chainOf(head), root, known, at);
      await flattenedVerify({ protected: head, payload: body, signature }, key, { algorithms, crit: { b64: true } });
    } catch (error) {
      if (error instanceof Unacceptable) throw error;
      throw new Unacceptable('signature.invalid', 'the signature does not fit these bytes');
    }
  };
}

function parts(jws: string): { head: string; signature: string } {
  if (jws === '') throw new Unacceptable('signature.missing', 'send the sender’s JWS');
  const { head, signature } = /^(?<head>[\w-]+)\.\.(?<signature>[\w-]+)$/.exec(jws)?.groups ?? {};
  if (!head || !signature) throw new Unacceptable('signature.invalid', 'not a detached JWS');
  return { head, signature };
}

function chainOf(head: string): X509Certificate[] {
  const { x5c, b64 } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as { x5c?: unknown; b64?: unknown };
  if (b64 !== false) throw new Unacceptable('signature.invalid', 'b64 must be false');
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > 5)
    throw new Unacceptable('signature.invalid', 'x5c must hold one to five certificates');
  return x5c.map((der: unknown) => new X509Certificate(Buffer.from(String(der), 'base64')));
}

function leafKey(
  chain: readonly X509Certificate[],
  root: X509Certificate,
  known: readonly string[],
  at: Date,
): X509Certificate['publicKey'] {
  const [leaf] = chain;
  if (!leaf || !known.includes(leaf.fingerprint256)) throw new Unacceptable('signature.signer', 'the signer is not the one who sends here');
  const path = [...chain, root];
  chain.forEach((certificate, index) => {
    const issuer = path[index + 1];
    if (!issuer?.ca || !certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey))
      throw new Unacceptable('signature.chain', 'the chain does not end in the configured root');
    if (at < new Date(certificate.validFrom) || at > new Date(certificate.validTo))
      throw new Unacceptable('signature.validity', 'a certificate of the chain is not valid now');
  });
  return leaf.publicKey;
}
