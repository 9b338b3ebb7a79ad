import { type Holder, type SignatureVerdict, type TrustAnchor, UnreadableError, verifyFile } from '@lienthong/trust';
import type { InboxItem } from './delivery';

/**
 * Whether the sender's own signature stands, by the roots that were given. Revocation is not asked: the hub did when it took the message, and
 * its receipt proves it.
 */
export type SenderSignature =
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'valid'; readonly signer: Holder }
  /** `check`: code of what failed; `signature.missing` where nobody signed. */
  | { readonly kind: 'invalid'; readonly check: string };

type Signed = Pick<InboxItem, 'jws' | 'cms' | 'storedAt'> & { readonly body: Uint8Array };

/** At the time at which the hub stored it: a certificate may have ended since. */
export async function checkSignature(signed: Signed, anchors: readonly TrustAnchor[]): Promise<SenderSignature> {
  const ground = { anchors, certificates: [], crls: [], ocsps: [], at: new Date(signed.storedAt), policy: 'standard' } as const;
  const detached = signatureIn(signed);
  try {
    const { signatures, coversWhole } = await verifyFile(detached ?? signed.body, {
      ...ground,
      ...(detached && { content: () => signed.body }),
    });
    const [only] = signatures;
    if (!only?.signer || signatures.length > 1) return { kind: 'invalid', check: only ? 'signature.several' : 'signature.missing' };
    const check = coversWhole ? doubtIn(only) : 'scope';
    return check === undefined ? { kind: 'valid', signer: only.signer } : { kind: 'invalid', check };
  } catch (error) {
    if (error instanceof UnreadableError) return { kind: 'invalid', check: error.code };
    throw error;
  }
}

/** An electronic document carries its own. */
const signatureIn = ({ jws, cms }: Signed): Uint8Array | undefined => {
  if (jws !== null) return Buffer.from(jws, 'latin1');
  return cms === null ? undefined : Buffer.from(cms, 'base64');
};

/** A warning is no doubt, and neither is a revocation status that nobody was asked for. */
const doubtIn = ({ whenSigned, now }: SignatureVerdict): string | undefined =>
  [...whenSigned.checks, ...now.checks].find(
    ({ code, result }) => result === 'failed' || result === 'unsupported' || (result === 'unknown' && !code.startsWith('revocation.')),
  )?.code;
