import { type ReadTimestamp, readTimestamp } from '../cms/read-timestamp';
import type { Certificate, Path, RevocationCache, RevocationStatus, TrustAnchor } from '../model';
import { checkRevocation } from '../revocation/need';
import { RevocationData } from '../revocation/data';
import { crlUrls, ocspUrls, purposes } from '../x509/extensions';
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
  const timestamps = found.timestamps.map((one) => assessTimestamp(one, ground));
  const { basis, at: signedAt } = bestTime(found, timestamps, ground);
  const integrity = found.checks;
  const identified = chainOf(found, ground, signedAt);
  const { path, statuses } = identified;
  const sources = found.crls.length + found.ocsps.length + ground.crls.length + ground.ocsps.length > 0;
  const now = [
    ...integrity,
    ...trustChecks(found, ground, ground.at),
    ...revocationChecks(path, statuses, ground.at, { proved: true, sources }),
  ];
  const then = [
    ...integrity,
    timeCheck(basis, signedAt),
    ...trustChecks(found, ground, signedAt),
    ...revocationChecks(path, statuses, signedAt, { proved: basis === 'timestamp' || basis === 'evidence', sources }),
  ];
  return {
    ...{ format: found.format, level: found.level, algorithm: found.algorithm, coversWhole: found.coversWhole },
    whenSigned: judged(then, signedAt),
    now: judged(now, ground.at),
    timeBasis: basis,
    ...(found.signingTime && { claimedAt: found.signingTime }),
    ...(found.signer && { signer: holderOf(found.signer) }),
    chain: path.slice(1).map(holderOf),
    timestamps,
  };
}

function judged(checks: readonly Check[], at: Date): Judged {
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

interface Chain {
  readonly path: readonly Certificate[];
  readonly statuses: readonly RevocationStatus[];
}

/** The path by which the signer is known, at whichever of the two times there is one, and what is known of its certificates by now. */
function chainOf(found: FoundSignature, ground: Ground, signedAt: Date): Chain {
  const { signer } = found;
  if (!signer) return { path: [], statuses: [] };
  const path = pathAt(signer, found, ground, signedAt) ?? pathAt(signer, found, ground, ground.at);
  return path ? { path, statuses: checkRevocation(path, revocationOf(found, ground), ground.at) } : { path: [signer], statuses: [] };
}

type Companions = Pick<FoundSignature, 'certificates' | 'crls' | 'ocsps'>;

const pathAt = (signer: Certificate, { certificates }: Companions, ground: Ground, at: Date, purpose?: string): Path | undefined =>
  explainPath(signer, [...certificates, ...ground.certificates], ground.anchors, at, { policy: ground.policy, purpose }).path;

export function revocationOf({ certificates, crls, ocsps }: Companions, ground: Ground): RevocationCache {
  const given = new RevocationData({
    crls: [...ground.crls, ...crls],
    ocsps: [...ground.ocsps, ...ocsps],
    certificates: [...certificates, ...ground.certificates],
    anchors: ground.anchors,
    policy: ground.policy,
  });
  return { status: (need, at) => known(given.status(need, at)) ?? known(ground.cache?.status(need, at)) };
}

const known = (status: RevocationStatus | undefined): RevocationStatus | undefined => (status?.status === 'unknown' ? undefined : status);

function trustChecks({ signer, certificates }: FoundSignature, ground: Ground, at: Date): readonly Check[] {
  if (!signer) return [];
  const all = [...certificates, ...ground.certificates];
  return explainPath(signer, all, ground.anchors, at, { policy: ground.policy }).checks;
}

interface Known {
  /** The time of signing is proved. */
  readonly proved: boolean;
  /** Revocation data came along, were handed in, or could be fetched. */
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
    if (status.revokedAt === undefined || status.revokedAt <= at) return { code: 'revocation.status', result: 'failed', facts };
    return proved ? { code: 'revocation.later', result: 'passed', facts } : { code: 'revocation.without-proof', result: 'unknown', facts };
  });
}

const namesSource = (certificate: Certificate): boolean => crlUrls(certificate).length + ocspUrls(certificate).length > 0;

const factsOf = (certificate: Certificate | undefined, status: RevocationStatus): Check['facts'] => ({
  ...(certificate && { certificate: certificate.fingerprint, subject: certificate.subject }),
  status: status.status,
  source: status.source,
  ...(status.producedAt && { producedAt: status.producedAt.toISOString() }),
  ...(status.revokedAt && { revokedAt: status.revokedAt.toISOString() }),
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

export function judgedTimestamp(kind: FoundTimestamp['kind'], read: ReadTimestamp, ground: Ground): TimestampVerdict {
  const { signer, at } = read;
  const options = { policy: ground.policy, purpose: purposes.timeStamping };
  const explained = signer && explainPath(signer, [...read.certificates, ...ground.certificates], ground.anchors, at, options);
  const path = explained?.path ?? [];
  const statuses = isPath(path) ? checkRevocation(path, revocationOf(read, ground), ground.at) : [];
  const sources = read.crls.length + read.ocsps.length + ground.crls.length + ground.ocsps.length > 0;
  const checks = [...read.checks, ...(explained?.checks ?? []), ...revocationChecks(path, statuses, at, { proved: true, sources })];
  const subIndication = subIndicationOf(checks);
  return {
    ...{ kind, standing: standingOf(checks), at, checks },
    ...(subIndication && { subIndication }),
    ...(signer && { by: holderOf(signer) }),
  };
}

const isPath = (path: readonly Certificate[]): path is Path => path.length > 0;
