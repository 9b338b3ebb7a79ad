import type { Path } from '../model';
import { explainPath, type PathExplanation } from '../x509/explain';
import type { Check, FoundSignature } from './found';
import type { Ground } from './ground';
import { type Moment, revocationChecks } from './revocation';
import type { Testimony } from './testimony';

/** The path by which the signer is known at that time, and whether its certificates stood. */
export interface PathJudgement {
  readonly path?: Path;
  readonly checks: readonly Check[];
}

export function signerPath(found: FoundSignature, ground: Ground, testimony: Testimony, moment: Moment): PathJudgement {
  const { signer, certificates, signingTime } = found;
  if (!signer) return { checks: [] };
  const all = [...certificates, ...ground.certificates];
  const pathAt = (at: Date): PathExplanation => explainPath(signer, all, ground.anchors, at, { policy: ground.policy });
  const { path, checks } = pathAt(moment.at);
  if (path) return { path, checks: [...checks, ...revocationChecks(path, testimony, moment)] };
  const isProofLate = moment.proved && moment.at < moment.now && signingTime !== undefined && signingTime < moment.at;
  return { checks: isProofLate && pathAt(signingTime).path ? checks.map(withoutProof) : checks };
}

/** A proof from after the end of a certificate does not say how much older the signature is (ETSI EN 319 102-1 §5.5.4). */
const withoutProof = (check: Check): Check =>
  check.code === 'path.validity.expired' ? { ...check, code: 'path.validity.without-proof', result: 'unknown' } : check;
