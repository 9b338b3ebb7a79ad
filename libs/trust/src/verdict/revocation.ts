import type { Certificate, Path, RevocationNeed, RevocationStatus } from '../model';
import { skewMs } from '../revocation/currency';
import { needsOf } from '../revocation/need';
import { extensionOids, ocspUrls } from '../x509/extensions';
import type { Check } from './found';
import type { Doubted, Learned, Testimony } from './testimony';

/** For when a path is asked about. */
export interface Moment {
  readonly at: Date;
  /** What is judged is proved to be as old as that. */
  readonly proved: boolean;
  /** Since when what is judged is proved to have existed, where that is another time. */
  readonly existed?: Date;
  /** The time of the check; after it nothing newer can be asked for. */
  readonly now: Date;
}

/**
 * Whether the certificates of a path were revoked at that time, leaf first. A revocation counts from its own time on; where the time of signing
 * is only claimed, whoever has the key could claim an earlier one. Old data that say "good" count for proved times alone.
 */
export function revocationChecks(
  path: Path,
  testimony: Testimony,
  moment: Moment,
  weigh = (status: RevocationStatus): RevocationStatus => status,
): Check[] {
  const checks: Check[] = [];
  let stolen: Date | undefined;
  for (const need of needsOf(path).reverse()) {
    const learned = moment.at < moment.now ? testimony.past(need, moment.at, stolen) : testimony.current(need);
    const status = learned.status && weigh(learned.status);
    checks.unshift(checkOf(need, { ...learned, ...(status && { status }) }, testimony, moment));
    stolen = earliest(stolen, stolenSince(status));
  }
  return checks;
}

function checkOf({ certificate }: RevocationNeed, learned: Learned, testimony: Testimony, moment: Moment): Check {
  const { status, doubted } = learned;
  if (doubted) return doubtOf(certificate, doubted);
  if (status === undefined) return silence(certificate, testimony.isGiven);
  const facts = factsOf(certificate, status);
  if (status.status === 'good' && testimony.isStrict && isBefore(status, moment, learned.isArchived === true))
    return { code: 'revocation.before', result: 'unknown', facts };
  if (status.status === 'good' && learned.isArchived) return archived(certificate, facts, moment);
  if (status.status === 'good') return { code: 'revocation.status', result: 'passed', facts };
  const since = sinceOf(status);
  if (since === undefined || since <= moment.at) return { code: 'revocation.status', result: 'failed', facts };
  return moment.proved
    ? { code: 'revocation.later', result: 'passed', facts }
    : { code: 'revocation.without-proof', result: 'unknown', facts };
}

/** Between such data and the moment somebody may have revoked, and whoever shows the file may have kept it back. */
function isBefore({ producedAt }: RevocationStatus, { at, existed = at, now }: Moment, isArchived: boolean): boolean {
  const since = isArchived ? existed : at;
  return at < now && (producedAt === undefined || producedAt.getTime() + skewMs < since.getTime());
}

/** Of a certificate that has not ended something newer could be learned: that is told, and asked for where the time is only claimed. */
function archived({ notAfter }: Certificate, facts: Check['facts'], { now, proved }: Moment): Check {
  if (proved) return { code: 'revocation.archived', result: now > notAfter ? 'passed' : 'warning', facts };
  return now > notAfter
    ? { code: 'revocation.archived', result: 'unknown', facts }
    : { code: 'revocation.status', result: 'unknown', facts: { ...facts, status: 'unknown' } };
}

function doubtOf(certificate: Certificate, { status, why }: Doubted): Check {
  const facts = { ...factsOf(certificate, status), ...(status.signer && { signer: status.signer.subject }) };
  if (why === 'signer-revoked') return { code: 'revocation.signer-revoked', result: 'unknown', facts };
  return { code: 'revocation.signer-expired', result: 'unknown', facts };
}

/** A certificate that names no source of its status, and of which nobody handed in any, is told as a warning: there is nothing to wait for. */
function silence(certificate: Certificate, isGiven: boolean): Check {
  const facts = factsOf(certificate, { status: 'unknown', source: 'none' });
  if (isGiven || namesSource(certificate)) return { code: 'revocation.status', result: 'unknown', facts };
  return { code: 'revocation.no-source', result: 'warning', facts };
}

/** A distribution point of any kind, also one that nobody here could ask. */
const namesSource = (certificate: Certificate): boolean =>
  certificate.extensions.has(extensionOids.crlDistributionPoints) || ocspUrls(certificate).length > 0;

/** The key may have been lost before anybody revoked it (RFC 5280 §5.3.2). */
function sinceOf({ revokedAt, invalidityDate }: RevocationStatus): Date | undefined {
  return revokedAt && invalidityDate && invalidityDate < revokedAt ? invalidityDate : revokedAt;
}

const mild: ReadonlySet<string | undefined> = new Set(['affiliationChanged', 'superseded', 'cessationOfOperation']);

/** Since when the key may be in other hands, by what it was revoked for. */
export const stolenSince = (status: RevocationStatus | undefined): Date | undefined =>
  status?.status === 'revoked' && !mild.has(status.reason) ? (sinceOf(status) ?? new Date(0)) : undefined;

const earliest = (a: Date | undefined, b: Date | undefined): Date | undefined => (a && b ? (a < b ? a : b) : (a ?? b));

const factsOf = (certificate: Certificate, status: RevocationStatus): Check['facts'] => ({
  ...{ certificate: certificate.fingerprint, subject: certificate.subject },
  status: status.status,
  source: status.source,
  ...(status.producedAt && { producedAt: status.producedAt.toISOString() }),
  ...(status.revokedAt && { revokedAt: status.revokedAt.toISOString() }),
  ...(status.invalidityDate && { invalidityDate: status.invalidityDate.toISOString() }),
  ...(status.reason && { reason: status.reason }),
  ...(status.evidence && { evidence: status.evidence }),
});
