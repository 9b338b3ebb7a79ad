import type {
  AttachmentRecord,
  FoundClaim,
  FoundSignature,
  InsideAttachment,
  RevocationCache,
  RevocationNeed,
  TrustAnchor,
  Verdict,
} from '@lienthong/trust';
import { type ClaimReader, Judge, needsOf, validatePath, withAttachments } from '@lienthong/trust';
import type { Judged, Signed } from '@lienthong/pipeline';

/** What reads a signature beside this thread. */
export interface Verifier {
  read(claim: Signed): Promise<FoundClaim>;
}

/** More of it would hold up the thread that everything else runs on for more than a millisecond. */
const most = { document: 8 * 1024, content: 256 * 1024 };

/** Signatures of a batch: each is verified once, whether its revocation needs or its verdict are asked for first. */
export class Signatures {
  private readonly checked = new WeakMap<Signed, Checked>();
  private readonly judging = new Judge();

  constructor(
    private readonly reader: ClaimReader,
    private readonly beside: Verifier,
    private readonly revocation: RevocationCache,
    private readonly now: () => Date,
  ) {}

  /** Once a batch, before anything else is asked: whatever cannot be verified at once is verified when this resolves. Never rejects. */
  async prepare(claims: readonly Signed[]): Promise<void> {
    await Promise.all(claims.filter(({ format }) => format !== 'jws-detached').map((claim) => this.verify(claim)));
  }

  /** Throws `TrustError` or `UnreadableError` for a signature that cannot be judged. */
  judge(claim: Signed, anchors: readonly TrustAnchor[], signedAt: Date): Judged {
    const { found, error } = this.check(claim);
    if (!found) throw error;
    const { signed } = found.found;
    const judge = (one: FoundSignature): Verdict => this.judging.judge(one, { anchors, cache: this.revocation, at: this.now(), signedAt });
    const verdict = judge(found.found);
    if (!found.inside) return { verdict, signed, uncovered: found.uncovered };
    const spoilt = found.inside.filter((one) => one.found.some(isSpoilt)).map(({ attachment }) => attachment);
    return { verdict: withAttachments(verdict, recordsOf(found.inside, judge)), signed, uncovered: found.uncovered, spoilt };
  }

  /** What must be known before `judge` can tell; nothing for a signature that it will not judge. Never throws: one message is not the batch. */
  needs(claim: Signed, anchors: readonly TrustAnchor[], signedAt: Date): RevocationNeed[] {
    const { found: claimed } = this.check(claim);
    const inside = claimed?.inside?.flatMap(({ found }) => found) ?? [];
    return [...(claimed ? [claimed.found] : []), ...inside].flatMap((found) => needsFor(found, anchors, signedAt));
  }

  private check(claim: Signed): Checked {
    const known = this.checked.get(claim);
    if (known) return known;
    const checked = claim.format === 'jws-detached' ? attempt(() => this.reader.readJws(claim)) : unprepared;
    this.checked.set(claim, checked);
    return checked;
  }

  private async verify(claim: Signed): Promise<void> {
    const reader: Pick<Verifier, 'read'> | ClaimReader = isLarge(claim) ? this.beside : this.reader;
    try {
      this.checked.set(claim, { found: await reader.read(claim) });
    } catch (error) {
      this.checked.set(claim, { error });
    }
  }
}

/** The message's own signature is asked for with those inside of its attachments. */
function needsFor({ signer, certificates }: FoundSignature, anchors: readonly TrustAnchor[], signedAt: Date): RevocationNeed[] {
  if (!signer) return [];
  try {
    return needsOf(validatePath(signer, certificates, anchors, signedAt));
  } catch {
    return []; // `judge` meets the same error and tells it
  }
}

const recordsOf = (inside: readonly InsideAttachment[], judge: (found: FoundSignature) => Verdict): AttachmentRecord[] =>
  inside.flatMap(({ attachment, found, unreadable }): AttachmentRecord[] =>
    unreadable === undefined
      ? found.map((one) => {
          const { form: _, ...verdict } = judge(one).record;
          return { attachment, verdict };
        })
      : [{ attachment, unreadable }],
  );

/** Whom a signer is, and with which algorithm he signed, is told; here only whether the content is what he signed. */
const isSpoilt = ({ checks }: FoundSignature): boolean =>
  checks.some(({ code, result }) => result === 'failed' && !/^(signer\.|signature\.algorithm$|digest\.algorithm$)/.test(code));

function isLarge(claim: Signed): boolean {
  if (claim.format === 'xmldsig') return claim.document.length > most.document || sizeOf(claim.content) > most.content;
  return ('cms' in claim ? claim.cms.length : 0) + ('signed' in claim ? claim.signed.length : 0) > most.content;
}

const sizeOf = (content: ReadonlyMap<string, Uint8Array>): number => [...content.values()].reduce((sum, { length }) => sum + length, 0);

function attempt(read: () => FoundClaim): Checked {
  try {
    return { found: read() };
  } catch (error) {
    return { error };
  }
}

/** Either the signature as it was found, or why it cannot be judged: a refusal, or a defect of ours that hostile bytes found. */
type Checked = { readonly found: FoundClaim; readonly error?: undefined } | { readonly found?: undefined; readonly error: unknown };

const unprepared: Checked = { error: new Error('a signature is asked for that nobody prepared') };
