import type { Standing } from '../model';
import type { Check, CheckResult, FoundTimestamp, Level, SignatureFormat } from './found';
import type { SubIndication } from './indication';
import type { Judged, SignatureVerdict, TimeBasis, TimestampVerdict } from './report';

/** One check: what was looked at, and the data used. */
export interface CheckRecord {
  readonly code: string;
  readonly result: CheckResult;
  readonly facts?: Readonly<Record<string, string>>;
}

export interface JudgedRecord {
  readonly standing: Standing;
  readonly subIndication?: SubIndication;
  /** Places in `checks` of the record, in the order in which they were made. */
  readonly checks: readonly number[];
}

export interface TimestampRecord extends JudgedRecord {
  readonly kind: FoundTimestamp['kind'];
  readonly at: string;
  /** Fingerprint of the authority's certificate. */
  readonly by?: string;
}

/**
 * What the ledger keeps of a `SignatureVerdict`: plain JSON that names nobody, so that it may outlive the message. Certificates appear as
 * SHA-256 fingerprints, and of the facts only what `allowed` lets through. Times are ISO 8601. Members are always in this order.
 */
export interface VerdictRecord {
  readonly form: 'lienthong/verdict/v1';
  /** The times that `whenSigned` and `now` mean. */
  readonly signedAt: string;
  readonly judgedAt: string;
  readonly format: SignatureFormat;
  readonly level: Level;
  readonly algorithm: string;
  readonly coversWhole: boolean;
  readonly timeBasis: TimeBasis;
  readonly claimedAt?: string;
  readonly signer?: string;
  /** From the signer's issuer to the root. */
  readonly chain: readonly string[];
  readonly whenSigned: JudgedRecord;
  readonly now: JudgedRecord;
  readonly timestamps: readonly TimestampRecord[];
  /** Everything that was looked at, each once. */
  readonly checks: readonly CheckRecord[];
  /** Signatures inside of attachments, apart from the one over the message; absent where there are none. */
  readonly attachments?: readonly AttachmentRecord[];
}

/** A verdict of its own, or why there is none. */
export type AttachmentRecord = { readonly attachment: number } & (
  { readonly verdict: Omit<VerdictRecord, 'form' | 'attachments'> } | { readonly unreadable: string }
);

export function recordOf(verdict: SignatureVerdict): VerdictRecord {
  const checks = new Checks();
  const judged = ({ standing, subIndication, checks: made }: Pick<Judged, 'standing' | 'subIndication' | 'checks'>): JudgedRecord => ({
    ...{ standing, ...(subIndication && { subIndication }) },
    checks: made.map((check) => checks.place(check)),
  });
  const stamped = ({ kind, at, by, ...one }: TimestampVerdict): TimestampRecord => ({
    ...{ kind, at: at.toISOString(), ...(by && { by: by.fingerprint }) },
    ...judged(one),
  });
  const { format, level, algorithm, coversWhole, timeBasis, claimedAt, signer, chain, whenSigned, now, timestamps } = verdict;
  return {
    ...{ form: 'lienthong/verdict/v1', signedAt: whenSigned.at.toISOString(), judgedAt: now.at.toISOString() },
    ...{ format, level, algorithm, coversWhole, timeBasis, ...(claimedAt && { claimedAt: claimedAt.toISOString() }) },
    ...{ ...(signer && { signer: signer.fingerprint }), chain: chain.map(({ fingerprint }) => fingerprint) },
    ...{ whenSigned: judged(whenSigned), now: judged(now), timestamps: timestamps.map(stamped), checks: checks.records },
  };
}

/** The checks that a judgement of the record rests on, in their order. */
export const checksOf = ({ checks }: Pick<VerdictRecord, 'checks'>, { checks: places }: JudgedRecord): CheckRecord[] =>
  places.flatMap((place) => checks[place] ?? []);

/** Each check once, however many judgements rest on it. */
class Checks {
  readonly records: CheckRecord[] = [];
  private readonly places = new Map<string, number>();

  place({ code, result, facts }: Check): number {
    const told = Object.entries(facts).filter(([name, value]) => Object.hasOwn(allowed, name) && allowed[name]?.test(value));
    const record: CheckRecord = { code, result, ...(told.length > 0 && { facts: Object.fromEntries(told) }) };
    const key = JSON.stringify(record);
    const place = this.places.get(key) ?? this.records.push(record) - 1;
    this.places.set(key, place);
    return place;
  }
}

const fingerprint = /^[0-9a-f]{64}$/;
const moment = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/;

/**
 * Facts that name nobody, each with what its text looks like: names of subjects, files, elements and URIs stay outside, and so do sentences.
 * `at` is the time of the judgement itself, `certificates` its chain: both are told there.
 */
const allowed: Readonly<Record<string, RegExp>> = {
  algorithm: /^[\w-]{1,60}$/,
  by: /^(name|key|x5c|digest|nothing|KeyInfo|SigningCertificate)$/,
  certificate: fingerprint,
  digest: /^[\w-]{1,20}$/,
  evidence: fingerprint,
  invalidityDate: moment,
  key: /^(rsa|rsa-pss|ec|ed25519) [\w-]{1,20}$/,
  octets: /^\d{1,12}$/,
  policies: /^[\d. ]{1,1000}$/,
  producedAt: moment,
  /** Of a revocation (RFC 5280 §5.3.1); why a rule failed is told in sentences, which may quote a certificate. */
  reason:
    /^(unspecified|keyCompromise|cACompromise|affiliationChanged|superseded|cessationOfOperation|certificateHold|privilegeWithdrawn|aACompromise)$/,
  revokedAt: moment,
  source: /^(ocsp|crl|none)$/,
  status: /^(good|revoked|unknown)$/,
};
