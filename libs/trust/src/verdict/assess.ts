import { type ReadTimestamp, readTimestamp } from '../cms/read-timestamp';
import type { Certificate, Path, RevocationCache, RevocationStatus, TrustAnchor } from '../model';
import { checkRevocation } from '../revocation/need';
import { skewMs } from '../revocation/currency';
import { RevocationData } from '../revocation/data';
import { extensionOids, ocspUrls, purposes } from '../x509/extensions';
import { explainPath } from '../x509/explain';
import { type Check, type FoundSignature, type FoundTimestamp, type SignaturePolicy, UnreadableError } from './found';
import { subIndicationOf } from './indication';
import { type Judged, type SignatureVerdict, type TimestampVerdict, holderOf, standingOf } from './report';

/** Under what a signature is judged. */
export interface Ground {
  readonly anchors: readonly TrustAnchor[];
  /** Certificates handed in, beside those that came with the signature. */
  readonly certificates: readonly Certificate[];
  /** DER of CRLs and OCSP responses handed in. */
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** What was fetched; asked where nothing that came along answers. */
  readonly cache?: RevocationCache;
  /** The time that `now` means. */
  readonly at: Date;
  /** When the hub's evidence proves that the signature existed. */
  readonly provedAt?: Date;
  readonly policy: SignaturePolicy;
}

/** Judges one signature that a reader of its format found. Never throws for what is wrong with it. */
export function assess(found: FoundSignature, ground: Ground): SignatureVerdict {
  const timestamps = found.timestamps.map((one) => assessTimestamp(one, besides(found, ground)));
  const { basis, at: signedAt } = bestTime(found, timestamps, ground);
  const proved = basis === 'timestamp' || basis === 'evidence';
  const integrity = [...found.checks, ...demands(found)];
  const revocation = revocationOf(found, ground);
  const then = certificateChecks(found, { ground, revocation, at: signedAt, proved });
  const now = certificateChecks(found, { ground, revocation, at: ground.at, proved: true });
  return {
    ...{ format: found.format, level: found.level, algorithm: found.algorithm, coversWhole: found.coversWhole },
    whenSigned: judged([...integrity, timeCheck(basis, signedAt), ...then.checks], signedAt),
    now: judged([...integrity, ...now.checks], ground.at),
    timeBasis: basis,
    ...(found.signingTime && { claimedAt: found.signingTime }),
    ...(found.signer && { signer: holderOf(found.signer) }),
    chain: (then.path ?? now.path ?? []).slice(1).map(holderOf),
    timestamps,
  };
}

/** What came with a signature speaks for its time stamps too: long-term levels keep the authority's chain and status there. */
const besides = ({ certificates, crls, ocsps }: Companions, ground: Ground): Ground => ({
  ...ground,
  certificates: [...ground.certificates, ...certificates],
  crls: [...ground.crls, ...crls],
  ocsps: [...ground.ocsps, ...ocsps],
});

/** Nothing is valid for want of checks: the mathematics must have passed, and somebody must have signed. */
function demands({ checks, signer }: FoundSignature): Check[] {
  const lacking = (code: string, isThere: boolean): Check[] => (isThere ? [] : [{ code, result: 'unknown', facts: {} }]);
  return [
    ...lacking(
      'signer.certificate',
      signer !== undefined || checks.some(({ code, result }) => code === 'signer.certificate' && result !== 'passed'),
    ),
    ...lacking(
      'signature.value',
      checks.some(({ code, result }) => code === 'signature.value' && result === 'passed') || checks.some(isFailed),
    ),
  ];
}

const isFailed = ({ result }: Check): boolean => result === 'failed';

interface Moment {
  readonly ground: Ground;
  readonly revocation: RevocationCache;
  readonly at: Date;
  /** The signature is proved to be as old as that. */
  readonly proved: boolean;
}

/** The path by which the signer is known at that time, and what is known by now of its certificates. */
function certificateChecks(found: FoundSignature, { ground, revocation, at, proved }: Moment): { path?: Path; checks: Check[] } {
  const { signer, certificates } = found;
  if (!signer) return { checks: [] };
  const all = [...certificates, ...ground.certificates];
  const { path, checks } = explainPath(signer, all, ground.anchors, at, { policy: ground.policy });
  if (!path) return { checks: [...checks] };
  const statuses = checkRevocation(path, revocation, ground.at);
  return { path, checks: [...checks, ...revocationChecks(path, statuses, at, { proved, sources: hasSources(found, ground) })] };
}

const hasSources = (one: Pick<FoundSignature, 'crls' | 'ocsps'>, ground: Ground): boolean =>
  one.crls.length + one.ocsps.length + ground.crls.length + ground.ocsps.length > 0;

export function judged(checks: readonly Check[], at: Date): Judged {
  const subIndication = subIndicationOf(checks);
  return { standing: standingOf(checks), ...(subIndication && { subIndication }), at, checks };
}

/** A time stamp that holds proves the signature; the earliest is the best proof. */
function bestTime(
  { signingTime }: FoundSignature,
  timestamps: readonly TimestampVerdict[],
  { provedAt, at }: Ground,
): { basis: SignatureVerdict['timeBasis']; at: Date } {
  const stamped = timestamps.filter(({ standing, kind }) => standing === 'valid' && kind !== 'content').map((one) => one.at.getTime());
  if (stamped.length > 0) return { basis: 'timestamp', at: new Date(Math.min(...stamped)) };
  if (provedAt) return { basis: 'evidence', at: provedAt };
  return signingTime ? { basis: 'claimed', at: signingTime } : { basis: 'none', at };
}

const timeCheck = (basis: SignatureVerdict['timeBasis'], at: Date): Check => ({
  code: `time.${basis}`,
  result: basis === 'timestamp' || basis === 'evidence' ? 'passed' : 'warning',
  facts: { at: at.toISOString() },
});

type Companions = Pick<FoundSignature, 'certificates' | 'crls' | 'ocsps'>;

export function revocationOf({ certificates, crls, ocsps }: Companions, ground: Ground): RevocationCache {
  const given = new RevocationData({
    crls: [...ground.crls, ...crls],
    ocsps: [...ground.ocsps, ...ocsps],
    certificates: [...certificates, ...ground.certificates],
    anchors: ground.anchors,
    policy: ground.policy,
  });
  return {
    status: (need, at) => {
      const [told, fetched] = [known(given.status(need, at)), known(ground.cache?.status(need, at))];
      return told?.status === 'revoked' ? told : (fetched ?? told); // what came with the file may be chosen to be old
    },
  };
}

const known = (status: RevocationStatus | undefined): RevocationStatus | undefined => (status?.status === 'unknown' ? undefined : status);

interface Known {
  /** The time of signing is proved. */
  readonly proved: boolean;
  /** Revocation data came along, or were handed in. */
  readonly sources: boolean;
}

/**
 * A revocation counts from its own time on; where the time of signing is only claimed, whoever has the key could claim an earlier one. A
 * certificate that names no source of its status, and of which nobody handed in any, is told as a warning: there is nothing to wait for.
 */
export function revocationChecks(
  path: readonly Certificate[],
  statuses: readonly RevocationStatus[],
  at: Date,
  { proved, sources }: Known,
): Check[] {
  return statuses.map((status, i): Check => {
    const certificate = path[i];
    const facts = factsOf(certificate, status);
    if (status.status === 'good') return { code: 'revocation.status', result: 'passed', facts };
    if (status.status === 'unknown')
      return sources || !certificate || namesSource(certificate)
        ? { code: 'revocation.status', result: 'unknown', facts }
        : { code: 'revocation.no-source', result: 'warning', facts };
    const since = sinceOf(status);
    if (since === undefined || since <= at) return { code: 'revocation.status', result: 'failed', facts };
    return proved ? { code: 'revocation.later', result: 'passed', facts } : { code: 'revocation.without-proof', result: 'unknown', facts };
  });
}

/** The key may have been lost before anybody revoked it (RFC 5280 §5.3.2). */
function sinceOf({ revokedAt, invalidityDate }: RevocationStatus): Date | undefined {
  return revokedAt && invalidityDate && invalidityDate < revokedAt ? invalidityDate : revokedAt;
}

/** A distribution point of any kind, also one that nobody here could ask. */
const namesSource = (certificate: Certificate): boolean =>
  certificate.extensions.has(extensionOids.crlDistributionPoints) || ocspUrls(certificate).length > 0;

const factsOf = (certificate: Certificate | undefined, status: RevocationStatus): Check['facts'] => ({
  ...(certificate && { certificate: certificate.fingerprint, subject: certificate.subject }),
  status: status.status,
  source: status.source,
  ...(status.producedAt && { producedAt: status.producedAt.toISOString() }),
  ...(status.revokedAt && { revokedAt: status.revokedAt.toISOString() }),
  ...(status.invalidityDate && { invalidityDate: status.invalidityDate.toISOString() }),
  ...(status.reason && { reason: status.reason }),
  ...(status.evidence && { evidence: status.evidence }),
});

/** A token is judged at the time that it says, and its authority's revocation by what is known now. */
function assessTimestamp({ token, stamped, kind }: FoundTimestamp, ground: Ground): TimestampVerdict {
  try {
    const read = readTimestamp(token, stamped, { certificates: ground.certificates, policy: ground.policy });
    return judgedTimestamp(kind, read, ground);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    const checks = [{ code: 'timestamp.readable', result: 'failed', facts: { reason: error.code } }] as const;
    return { kind, standing: 'invalid', subIndication: 'FORMAT_FAILURE', at: ground.at, checks };
  }
}

export function judgedTimestamp(kind: FoundTimestamp['kind'], read: ReadTimestamp, ground: Ground, at = read.at): TimestampVerdict {
  const { signer } = read;
  const options = { policy: ground.policy, purpose: purposes.timeStamping };
  const explained = signer && explainPath(signer, [...read.certificates, ...ground.certificates], ground.anchors, at, options);
  const path = explained?.path ?? [];
  const statuses = isPath(path) ? checkRevocation(path, revocationOf(read, ground), ground.at).map(withoutMercy) : [];
  const checks = [
    ...read.checks,
    ...(read.at.getTime() > ground.at.getTime() + skewMs ? [future(read.at)] : []),
    ...(explained?.checks ?? []),
    ...revocationChecks(path, statuses, at, { proved: true, sources: hasSources(read, ground) }),
  ];
  const subIndication = subIndicationOf(checks);
  return {
    ...{ kind, standing: standingOf(checks), at: read.at, checks },
    ...(subIndication && { subIndication }),
    ...(signer && { by: holderOf(signer) }),
  };
}

const future = (at: Date): Check => ({ code: 'timestamp.time', result: 'failed', facts: { at: at.toISOString() } });

const mild: ReadonlySet<string | undefined> = new Set(['affiliationChanged', 'superseded', 'cessationOfOperation']);

/** Whoever has a stolen key of an authority stamps any time: only where nothing was stolen do older stamps stand (RFC 3161 §4). */
function withoutMercy(status: RevocationStatus): RevocationStatus {
  if (status.status !== 'revoked' || mild.has(status.reason)) return status;
  const { revokedAt: _, invalidityDate: __, ...always } = status;
  return always;
}

const isPath = (path: readonly Certificate[]): path is Path => path.length > 0;
