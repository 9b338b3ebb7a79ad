import { type Certificate, TrustError } from './model';
import { type SerialStatus, readOcspAnswers } from './revocation/ocsp';
import type { Check } from './verdict/found';
import { subIndicationOf } from './verdict/indication';
import { type FileVerdict, holderOf, standingOf } from './verdict/report';
import type { FileGround } from './verify';
import { explainPath } from './x509/explain';

/**
 * An OCSP response by itself (RFC 6960): who answers for the issuer, is that current, and what does it say. The issuer is the one of the
 * handed in certificates, or of the roots, about whose certificates it is.
 */
export function verifyOcspFile(bytes: Uint8Array, ground: FileGround): FileVerdict {
  const issuers = [...ground.certificates, ...ground.anchors.map(({ certificate }) => certificate)];
  const answered = answeredFor(bytes, issuers, ground);
  const path = answered.issuer
    ? explainPath(answered.issuer, ground.certificates, ground.anchors, ground.at, {
        policy: ground.policy,
        anyPurpose: true,
        allowAuthority: true,
      })
    : undefined;
  const checks = [...answered.checks, ...(path?.checks ?? [])];
  const subIndication = subIndicationOf(checks);
  const judged = { standing: standingOf(checks), at: ground.at, checks, ...(subIndication && { subIndication }) };
  return {
    ...{ format: 'ocsp', standing: judged.standing, whenSigned: judged.standing, now: judged.standing, coversWhole: true },
    signatures: [
      {
        ...{ format: 'ocsp', level: '', algorithm: 'RFC 6960', coversWhole: true, timeBasis: 'none', whenSigned: judged, now: judged },
        ...(answered.issuer && { signer: holderOf(answered.issuer) }),
        ...{ chain: (path?.path ?? []).slice(1).map(holderOf), timestamps: [] },
      },
    ],
  };
}

function answeredFor(bytes: Uint8Array, issuers: readonly Certificate[], ground: FileGround): { issuer?: Certificate; checks: Check[] } {
  let reason = 'no issuer was handed in';
  for (const issuer of issuers) {
    try {
      const answers = readOcspAnswers(bytes, issuer, ground.at, { policy: ground.policy, certificates: ground.certificates });
      return { issuer, checks: answers.map(told) };
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      reason = error.message;
    }
  }
  return { checks: [{ code: 'ocsp.response', result: 'failed', facts: { reason } }] };
}

/** The answer is the content here: whichever it is, the response is valid that says it. */
const told = ({ serial, status, producedAt, revokedAt, nextUpdate }: SerialStatus): Check => ({
  code: 'ocsp.response',
  result: 'passed',
  facts: {
    ...{ serial, status },
    ...(producedAt && { producedAt: producedAt.toISOString() }),
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
    ...(nextUpdate && { nextUpdate: nextUpdate.toISOString() }),
  },
});
