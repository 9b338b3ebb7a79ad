import type { Certificate, Path, RevocationCache, RevocationStatus, TrustAnchor } from '../model';
import { checkRevocation } from '../revocation/need';
import { recover } from '../x509/recover';
import { validatePath } from '../x509/path';
import { assess } from './assess';
import type { Check, FoundSignature } from './found';
import { type AttachmentRecord, recordOf, type VerdictRecord } from './verdict';

/** Under what a message is judged; what is fetched is in `cache` by then. */
export interface Circumstances {
  readonly anchors: readonly TrustAnchor[];
  readonly cache: RevocationCache;
  /** The time that `now` means. */
  readonly at: Date;
  /** When the hub took the message in: proof that the signature existed. `at` unless told. */
  readonly signedAt?: Date;
}

/** A verdict as the ledger keeps it. */
export interface Verdict {
  readonly record: VerdictRecord;
  /** `record` as JSON: the bytes of which the leaf holds the digest. */
  readonly text: string;
}

/**
 * Judges signatures of messages by `assess`, as files are. Who signs often brings the same certificates and gets the same answers: what was
 * found valid is told again, with the times of this message, as long as all that `assess` looked at is the same.
 */
export class Judge {
  private readonly known = new WeakMap<readonly Check[], KnownVerdict>();

  judge(found: FoundSignature, circumstances: Circumstances): Verdict {
    const known = this.known.get(found.checks);
    return known && holds(known, found, circumstances) ? again(known, circumstances) : this.assess(found, circumstances);
  }

  private assess(found: FoundSignature, circumstances: Circumstances): Verdict {
    const { anchors, cache, at, signedAt = at } = circumstances;
    const ground = { anchors, cache, at, provedAt: signedAt, certificates: [], crls: [], ocsps: [], policy: 'standard' } as const;
    const record = recordOf(assess(found, ground));
    const { form: _, signedAt: __, judgedAt: ___, ...others } = record;
    const rest = JSON.stringify(others).slice(1);
    const known = knownVerdict(found, record, rest, circumstances);
    if (known) this.known.set(found.checks, known);
    return { record, text: textOf(record, rest) };
  }
}

/** The same with what was found inside of attachments, which decides nothing of the message's own signature. */
export function withAttachments({ record }: Verdict, attachments: readonly AttachmentRecord[]): Verdict {
  const whole = { ...record, attachments };
  return { record: whole, text: JSON.stringify(whole) };
}

/** A valid verdict, and everything on which it rests beside the signature itself. */
interface KnownVerdict {
  readonly record: VerdictRecord;
  /** The JSON behind the times. */
  readonly rest: string;
  readonly signer: Certificate;
  readonly certificates: readonly Certificate[];
  readonly anchors: readonly TrustAnchor[];
  readonly path: Path;
  readonly statuses: readonly RevocationStatus[];
  /** First and last moment (milliseconds since the epoch) at which every certificate of the path holds, and its root is trusted. */
  readonly from: number;
  readonly until: number;
}

const textOf = ({ form, signedAt, judgedAt }: Pick<VerdictRecord, 'form' | 'signedAt' | 'judgedAt'>, rest: string): string =>
  `{"form":"${form}","signedAt":"${signedAt}","judgedAt":"${judgedAt}",${rest}`;

function again({ record, rest }: KnownVerdict, { at, signedAt = at }: Circumstances): Verdict {
  const times = { signedAt: signedAt.toISOString(), judgedAt: at.toISOString() };
  const whole = { ...record, ...times };
  return { record: whole, text: textOf(whole, rest) };
}

/** The same in all that `assess` asks: certificates, roots, times on the same side of every limit, and the same answers. */
function holds(known: KnownVerdict, found: FoundSignature, { anchors, cache, at, signedAt = at }: Circumstances): boolean {
  const inSpan = (time: number): boolean => known.from <= time && time <= known.until;
  return (
    known.anchors === anchors &&
    known.signer === found.signer &&
    known.certificates === found.certificates &&
    inSpan(at.getTime()) &&
    inSpan(signedAt.getTime()) &&
    checkRevocation(known.path, cache, at).every((status, i) => isSame(status, known.statuses[i]))
  );
}

const isSame = (a: RevocationStatus, b: RevocationStatus | undefined): boolean =>
  a.status === 'good' &&
  b?.status === 'good' &&
  a.source === b.source &&
  a.evidence === b.evidence &&
  a.producedAt?.getTime() === b.producedAt?.getTime();

/** `undefined` for whatever has more to it than a signer, a path and good answers of the cache. */
function knownVerdict(
  found: FoundSignature,
  record: VerdictRecord,
  rest: string,
  { anchors, cache, at, signedAt = at }: Circumstances,
): KnownVerdict | undefined {
  const { signer, certificates } = found;
  const isPlain = found.timestamps.length + found.crls.length + found.ocsps.length === 0 && found.signingTime === undefined;
  if (!signer || !isPlain || record.whenSigned.standing !== 'valid' || record.now.standing !== 'valid') return undefined;
  const path = recover(
    () => validatePath(signer, certificates, anchors, signedAt),
    () => undefined,
  );
  if (!path || path.slice(1).some(({ fingerprint }, i) => fingerprint !== record.chain[i])) return undefined;
  const statuses = checkRevocation(path, cache, at);
  if (path.length !== record.chain.length + 1 || !statuses.every(({ status }) => status === 'good')) return undefined;
  return { record, rest, signer, certificates, anchors, path, statuses, ...spanOf(path, anchors) };
}

function spanOf(path: Path, anchors: readonly TrustAnchor[]): Pick<KnownVerdict, 'from' | 'until'> {
  const roots = anchors.filter(({ certificate }) => certificate.fingerprint === path.at(-1)?.fingerprint);
  const from = [...path.map(({ notBefore }) => notBefore.getTime()), ...roots.map((root) => root.from?.getTime() ?? -Infinity)];
  const until = [...path.map(({ notAfter }) => notAfter.getTime()), ...roots.map((root) => root.until?.getTime() ?? Infinity)];
  return { from: Math.max(...from), until: Math.min(...until) };
}
