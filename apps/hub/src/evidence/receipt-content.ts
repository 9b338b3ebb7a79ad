import { createHash } from 'node:crypto';
import { type ReadTile, type ReceiptContent, type ReceiptLeaf, type SignedHead, inclusionProof, metadataText } from '@lienthong/evidence';
import type { ActEvidence, MessageEvidence } from '@lienthong/store';
import { type VerdictRecord, readAssertion } from '@lienthong/trust';

export interface Sealed {
  readonly head: SignedHead;
  /** Digests of the revocation data that speak for the seal's certificates. */
  readonly sealValidation: readonly string[];
  /** OCSP response or CRL that supported a verdict or a seal, by lower-case hex digest; `undefined`: not kept. */
  readonly readValidation: (digest: string) => Promise<Uint8Array | undefined>;
  readonly readTile: ReadTile;
}

/** What the ledger and the published log know of a message, as a receipt. */
export async function receiptContent(evidence: MessageEvidence, sealed: Sealed): Promise<ReceiptContent> {
  const { payload, payloadSalt, metadata, metadataSalt, signature } = evidence;
  const covers = createHash('sha256')
    .update(signature ?? '')
    .digest();
  const leaves = await Promise.all(
    evidence.leaves.map(async (leaf) => ({
      ...(await proved(leaf, sealed)),
      ...(leaf.kind === 'reverified' && evidence.laterVerdict && { attached: evidence.laterVerdict }),
    })),
  );
  return {
    message: evidence.message,
    leaves,
    head: sealed.head,
    payload: payload && payloadSalt ? { salt: payloadSalt, bytes: payload } : undefined,
    metadata: metadata && metadataSalt ? { salt: metadataSalt, bytes: metadataText({ ...metadata, signature: covers }) } : undefined,
    signature: signature === null || signature === '' ? undefined : signature,
    verdict: evidence.verdict,
    revocation: await supporting([evidence.verdict, ...(evidence.laterVerdict ? [evidence.laterVerdict] : [])], sealed),
  };
}

/** The same of an act of signing: what was committed to, and no content, which the hub never kept. */
export async function actContent({ act, leaf, metadata, salt }: ActEvidence, sealed: Sealed): Promise<ReceiptContent> {
  return {
    message: act,
    leaves: [await proved(leaf, sealed)],
    head: sealed.head,
    metadata: { salt, bytes: metadata },
    revocation: await kept(sealed.sealValidation, sealed),
  };
}

async function proved(
  { index, text }: Pick<MessageEvidence['leaves'][number], 'index' | 'text'>,
  { head, readTile }: Sealed,
): Promise<ReceiptLeaf> {
  return { text, index, hashes: await inclusionProof(index, head.size, readTile) };
}

/** The responses that the verdicts name, and those that speak for the seal. */
function supporting(verdicts: readonly Uint8Array[], sealed: Sealed): Promise<Uint8Array[]> {
  const checks = verdicts.flatMap((verdict) => {
    const record: unknown = JSON.parse(Buffer.from(verdict).toString('utf8'));
    const { checks: own = [], attachments = [] } = readAssertion(record) ? {} : (record as VerdictRecord);
    return [...own, ...attachments.flatMap((one) => ('verdict' in one ? one.verdict.checks : []))];
  });
  return kept([...checks.flatMap(({ facts }) => facts?.['evidence'] ?? []), ...sealed.sealValidation], sealed);
}

async function kept(digests: readonly string[], { readValidation }: Sealed): Promise<Uint8Array[]> {
  const found = await Promise.all([...new Set(digests)].map(readValidation));
  return found.flatMap((bytes) => bytes ?? []);
}
