import { keyMismatch, verifySignature } from '../keys/algorithm';
import type { Signer } from '../keys/signer';
import { TrustError } from '../model';
import { jwsAlgorithms } from './algorithm';
import { signingInput } from './verify';

/**
 * Detached JWS over the payload bytes as they are (RFC 7797, `b64: false`): `<protected>..<signature>`. Rejects with `jws-algorithm` when
 * messages are not signed so or the certificate's key does not fit, `jws-malformed` when there is no certificate, `signature-invalid` when
 * the key is another one.
 */
export async function signJws(payload: Uint8Array, signer: Pick<Signer, 'certificateChain' | 'algorithm' | 'sign'>): Promise<string> {
  const { certificateChain, algorithm } = signer;
  const [leaf] = certificateChain;
  if (leaf === undefined) throw new TrustError('jws-malformed', 'signing JWS: the signer has no certificate');
  const known = jwsAlgorithms.some((name) => name === algorithm);
  const mismatch = known ? keyMismatch(algorithm, leaf.publicKey) : `messages are not signed with ${algorithm}`;
  if (mismatch !== undefined) throw new TrustError('jws-algorithm', `signing JWS: ${mismatch}`);
  const x5c = certificateChain.map(({ der }) => Buffer.from(der).toString('base64'));
  const encodedHeader = Buffer.from(JSON.stringify({ alg: algorithm, b64: false, crit: ['b64'], x5c })).toString('base64url');
  const input = signingInput(encodedHeader, payload);
  const signature = await signer.sign(input);
  if (!verifySignature(algorithm, leaf.publicKey, input, signature))
    throw new TrustError('signature-invalid', 'signing JWS: the signature is not by the key of the first certificate');
  return `${encodedHeader}..${Buffer.from(signature).toString('base64url')}`;
}
