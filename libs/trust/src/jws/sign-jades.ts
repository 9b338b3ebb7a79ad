import { hash } from 'node:crypto';

import { keyMismatch, verifySignature } from '../keys/algorithm';
import type { Signer } from '../keys/signer';
import { TrustError } from '../model';

export interface JadesRequest {
  readonly payload: Uint8Array;
  /** The payload stays outside and is signed as it is (RFC 7797, `b64: false`); else it is inside, in base64url. */
  readonly detached: boolean;
  readonly signer: Signer;
  /** The time of signing that the signature claims; whole seconds. */
  readonly at: Date;
  /** Media type of the payload. */
  readonly contentType?: string;
}

/**
 * JAdES B-B (ETSI TS 119 182-1 V1.2.1 §6) in the compact serialisation: x5c, x5t#S256 and iat, which has to take sigT's place since 2025-05-15.
 * @throws TrustError `jws-algorithm` when the signer's certificate does not fit its algorithm, `signature-invalid` when its key is another one
 */
export async function signJades({ payload, detached, signer, at, contentType }: JadesRequest): Promise<string> {
  const { certificateChain, algorithm } = signer;
  const [leaf] = certificateChain;
  if (leaf === undefined) throw new TrustError('jws-malformed', 'signing JAdES: the signer has no certificate');
  const mismatch = keyMismatch(algorithm, leaf.publicKey);
  if (mismatch !== undefined) throw new TrustError('jws-algorithm', `signing JAdES: ${mismatch}`);
  const header = {
    alg: algorithm,
    ...(contentType !== undefined && { cty: contentType }),
    ...(detached && { b64: false, crit: ['b64'] }),
    iat: Math.floor(at.getTime() / 1000),
    'x5t#S256': hash('sha256', leaf.der, 'buffer').toString('base64url'),
    x5c: certificateChain.map(({ der }) => Buffer.from(der).toString('base64')),
  };
  const encodedHeader = Buffer.from(JSON.stringify(header)).toString('base64url');
  const encodedPayload = detached ? '' : Buffer.from(payload).toString('base64url');
  const input = Buffer.concat([Buffer.from(`${encodedHeader}.${encodedPayload}`, 'latin1'), ...(detached ? [payload] : [])]);
  const signature = await signer.sign(input);
  if (!verifySignature(algorithm, leaf.publicKey, input, signature))
    throw new TrustError('signature-invalid', 'signing JAdES: the signature is not by the key of the first certificate');
  return `${encodedHeader}.${encodedPayload}.${Buffer.from(signature).toString('base64url')}`;
}
