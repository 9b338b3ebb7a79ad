import { type Path, type RevocationCache, type RevocationStatus, type TrustAnchor, TrustError, type TrustErrorCode } from '../model';
import { verifyJws, type VerifiedJws } from '../jws/verify';
import { checkRevocation } from '../revocation/need';
import type { CertificateCache } from '../x509/cache';
import { validatePath } from '../x509/path';
import { type Judgement, recordOf, type Verdict } from './verdict';

export interface Circumstances {
  readonly anchors: readonly TrustAnchor[];
  readonly cache: RevocationCache;
  /** The time that `now` means. */
  readonly at: Date;
  /** Best proof of when the signature existed: when the hub took the message in. `at` unless told. */
  readonly signedAt?: Date;
}

export interface JudgeInput extends Circumstances {
  readonly jws: string;
  readonly payload: Uint8Array;
  readonly certificates: CertificateCache;
}

/**
 * Verifies a detached JWS and judges its signer. Throws `TrustError` for what cannot be judged: a broken JWS or a signature that is not the
 * signer's. Everything about the signer's certificate is in the verdict instead, `unknown` revocation as `indeterminate`.
 */
export function judge({ jws, payload, certificates, ...circumstances }: JudgeInput): Verdict {
  return judgeSigner(verifyJws(jws, payload, { certificates }), circumstances);
}

/** The same for a signature that `verifyJws` has already found authentic. */
export function judgeSigner({ alg, signer, intermediates }: VerifiedJws, { anchors, cache, at, signedAt = at }: Circumstances): Verdict {
  const then = findPath(() => validatePath(signer, intermediates, anchors, signedAt));
  const now = signedAt.getTime() === at.getTime() ? then : findPath(() => validatePath(signer, intermediates, anchors, at));
  const path = then.path ?? now.path ?? [];
  const statuses = isPath(path) ? checkRevocation(path, cache, at) : [];
  return {
    format: 'jws-detached',
    alg,
    signedAt: signedAt.toISOString(),
    judgedAt: at.toISOString(),
    signer: signer.fingerprint,
    chain: path.map(({ fingerprint }) => fingerprint),
    whenSigned: weigh(then.refused, statuses, signedAt),
    now: weigh(now.refused, statuses, at),
    revocation: statuses.map((status, index) => recordOf(path[index]?.fingerprint ?? '', status)),
  };
}

interface Found {
  readonly path?: Path;
  readonly refused?: TrustErrorCode;
}

function findPath(validate: () => Path): Found {
  try {
    return { path: validate() };
  } catch (error) {
    if (error instanceof TrustError) return { refused: error.code };
    throw error;
  }
}

/** A revocation counts from its own time on; one without a time has always been. */
function weigh(refused: TrustErrorCode | undefined, statuses: readonly RevocationStatus[], at: Date): Judgement {
  const reasons = new Set<TrustErrorCode>(refused === undefined ? [] : [refused]);
  for (const { status, revokedAt } of statuses) {
    if (status === 'revoked' && (revokedAt === undefined || revokedAt <= at)) reasons.add('certificate-revoked');
    if (status === 'unknown') reasons.add('revocation-unavailable');
  }
  const against = [...reasons];
  const onlyUnknown = against.every((reason) => reason === 'revocation-unavailable');
  return { standing: against.length === 0 ? 'valid' : onlyUnknown ? 'indeterminate' : 'invalid', reasons: against };
}

const isPath = (path: readonly unknown[]): path is Path => path.length > 0;
