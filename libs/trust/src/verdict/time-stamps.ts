import { hash } from 'node:crypto';
import { type ReadTimestamp, readTimestamp } from '../timestamp/read';
import type { RevocationStatus } from '../model';
import { skewMs } from '../revocation/currency';
import { explainPath } from '../x509/explain';
import { purposes } from '../x509/extensions';
import type { Existence } from './existence';
import { type Check, type FoundTimestamp, UnreadableError } from './found';
import type { Ground } from './ground';
import { type TimestampVerdict, holderOf, judged } from './report';
import { revocationChecks, stolenSince } from './revocation';
import { Testimony } from './testimony';

interface Read {
  readonly found: FoundTimestamp;
  readonly token: ReadTimestamp | UnreadableError;
}

/**
 * Judges the time stamps of a signature, in their order. The latest is looked at first: what it covers is proved to have existed then, when the
 * earlier ones and the signature itself are judged (ETSI EN 319 102-1 §5.6.3).
 */
export function assessTimestamps(found: readonly FoundTimestamp[], ground: Ground, existence: Existence): TimestampVerdict[] {
  const verdicts = new Map<FoundTimestamp, TimestampVerdict>();
  for (const { found: one, token } of found.map((each) => readIt(each, ground)).sort(latestFirst)) {
    const verdict =
      token instanceof UnreadableError
        ? unreadable(one, token, ground)
        : judgedTimestamp(one.kind, token, ground, { at: token.at, existence, since: existence.since(hash('sha256', one.token)) });
    if (verdict.standing === 'valid') existence.prove(covered(one, found), verdict.at);
    verdicts.set(one, verdict);
  }
  return found.map((one) => verdicts.get(one)).filter((one) => one !== undefined);
}

/** One of the document covers all that is in the signature, and the ones that lie before it. */
function covered(one: FoundTimestamp, all: readonly FoundTimestamp[]): readonly Uint8Array[] {
  const within = one.kind === 'document' ? all.filter((other, i) => other.kind !== 'document' || i < all.indexOf(one)) : [];
  return [...(one.protects ?? []), ...within.map(({ token }) => token)];
}

function readIt(found: FoundTimestamp, { certificates, policy }: Ground): Read {
  try {
    return { found, token: readTimestamp(found.token, found.stamped, { certificates, policy }) };
  } catch (error) {
    if (error instanceof UnreadableError) return { found, token: error };
    throw error;
  }
}

const timeOf = ({ token }: Read): number => (token instanceof UnreadableError ? 0 : token.at.getTime());
const latestFirst = (a: Read, b: Read): number => timeOf(b) - timeOf(a);

function unreadable({ kind }: FoundTimestamp, { code }: UnreadableError, ground: Ground): TimestampVerdict {
  const checks = [{ code: 'timestamp.readable', result: 'failed', facts: { reason: code } }] as const;
  return { kind, standing: 'invalid', subIndication: 'FORMAT_FAILURE', at: ground.at, checks };
}

export interface StampMoment {
  readonly at: Date;
  readonly existence: Existence;
  /** Since when the token is proved to have existed. */
  readonly since: Date;
}

/**
 * A token by the path and the statuses of its authority at `at`. An authority's certificate that ended since takes nothing from the time that
 * it told; a stolen key takes it all, unless the token is proved to be older than the theft.
 */
export function judgedTimestamp(
  kind: FoundTimestamp['kind'],
  read: ReadTimestamp,
  ground: Ground,
  { at, existence, since }: StampMoment,
): TimestampVerdict {
  const { signer } = read;
  const options = { policy: ground.policy, purpose: purposes.timeStamping };
  const explained = signer && explainPath(signer, [...read.certificates, ...ground.certificates], ground.anchors, at, options);
  const testimony = new Testimony(read, ground, existence);
  const moment = { at, proved: true, existed: since, now: ground.at };
  const { standing, subIndication, checks } = judged(
    [
      ...read.checks,
      ...(read.at.getTime() > ground.at.getTime() + skewMs ? [future(read.at)] : []),
      ...(explained?.checks ?? []),
      ...(explained?.path ? revocationChecks(explained.path, testimony, moment, (status) => withoutMercy(status, since)) : []),
    ],
    read.at,
  );
  return { kind, standing, at: read.at, checks, ...(subIndication && { subIndication }), ...(signer && { by: holderOf(signer) }) };
}

const future = (at: Date): Check => ({ code: 'timestamp.time', result: 'failed', facts: { at: at.toISOString() } });

/** Whoever has a stolen key of an authority stamps any time: only where nothing was stolen do older stamps stand (RFC 3161 §4). */
function withoutMercy(status: RevocationStatus, since: Date): RevocationStatus {
  const stolen = stolenSince(status);
  if (!stolen || since < stolen) return status;
  const { revokedAt: _, invalidityDate: __, ...always } = status;
  return always;
}
