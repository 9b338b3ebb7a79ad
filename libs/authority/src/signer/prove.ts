import { type Certificate, keyMismatch, keyUsage, keyUsages, type RevocationStatus, type Signer, verifySignature } from '@lienthong/trust';

import { AuthorityError } from '../error';

/** What a signer is proved against when it is opened. */
export interface Circumstances {
  readonly clock: () => Date;
  /** Random octets for the challenge. */
  readonly random: (count: number) => Uint8Array;
  /** Revocation status of the signer's own certificate, if somebody can tell; only `revoked` refuses it. */
  readonly status?: (chain: readonly Certificate[]) => Promise<RevocationStatus>;
}

// Nobody can take the signature of a challenge for one of anything else.
const preamble = Buffer.from('Lien Thong: proof that this key signs\0');

/**
 * A signer that has shown that it signs with the key of its certificate, and that this certificate may sign now. From then on it refuses to
 * sign outside the certificate's validity. One that fails is closed. Throws `signer-certificate-expired`, `-revoked`, `-usage`,
 * `signer-mismatch`, or what the signer throws.
 */
export async function proveSigner(signer: Signer, circumstances: Circumstances): Promise<Signer> {
  try {
    return await prove(signer, circumstances);
  } catch (error) {
    await signer.close();
    throw error;
  }
}

async function prove(signer: Signer, { clock, random, status }: Circumstances): Promise<Signer> {
  const { certificateChain, algorithm } = signer;
  const [leaf] = certificateChain;
  if (leaf === undefined) throw new AuthorityError('signer-mismatch', 'opening the signer: no certificate of its key');
  const mismatch = keyMismatch(algorithm, leaf.publicKey);
  if (mismatch !== undefined) throw new AuthorityError('signer-mismatch', `opening the signer: ${mismatch}`);
  checkUsage(leaf);
  checkValidity(leaf, clock());
  const { status: standing } = (await status?.(certificateChain)) ?? { status: 'unknown' };
  if (standing === 'revoked') throw new AuthorityError('signer-certificate-revoked', `opening the signer: ${named(leaf)} is revoked`);
  const challenge = Buffer.concat([preamble, random(32)]);
  if (!verifySignature(algorithm, leaf.publicKey, challenge, await signer.sign(challenge)))
    throw new AuthorityError('signer-mismatch', `opening the signer: its key is not that of ${named(leaf)}`);
  return {
    certificateChain,
    algorithm,
    sign: async (data) => {
      checkValidity(leaf, clock());
      return signer.sign(data);
    },
    close: () => signer.close(),
  };
}

function checkUsage(leaf: Certificate): void {
  const usage = keyUsage(leaf);
  if (usage === undefined || usage.has(keyUsages.digitalSignature) || usage.has(keyUsages.nonRepudiation)) return;
  throw new AuthorityError('signer-certificate-usage', `opening the signer: ${named(leaf)} is not for signing`);
}

function checkValidity(leaf: Certificate, at: Date): void {
  if (at >= leaf.notBefore && at <= leaf.notAfter) return;
  const span = `${leaf.notBefore.toISOString()} to ${leaf.notAfter.toISOString()}`;
  throw new AuthorityError(
    'signer-certificate-expired',
    `using the signer: ${named(leaf)} is valid from ${span}, not at ${at.toISOString()}`,
  );
}

const named = ({ serial, fingerprint }: Certificate): string => `certificate ${serial} (${fingerprint.slice(0, 16)})`;
