import { type Certificate, type Path, type TrustAnchor, TrustError } from './model';
import { type SerialStatus, readOcspAnswers } from './revocation/ocsp';
import { isUnasked } from './revocation/responder';
import { Existence } from './verdict/existence';
import type { Check } from './verdict/found';
import type { Ground } from './verdict/ground';
import { type SignatureVerdict, holderOf, judged } from './verdict/report';
import { revocationChecks } from './verdict/revocation';
import { Testimony } from './verdict/testimony';
import { explainPath } from './x509/explain';
import { basicConstraints, purposes } from './x509/extensions';
import { recover } from './x509/recover';
import { trustSpanFault, validityFault } from './x509/validity';

/** How old an answer without nextUpdate may be, here as beside a certificate. */
const weekMs = 7 * 86_400_000;

interface Answered {
  readonly issuer: Certificate;
  /** The issuer itself, or the responder that it appointed. */
  readonly signer: Certificate;
  readonly checks: readonly Check[];
}

/**
 * An OCSP response by itself (RFC 6960): who answers for the issuer, is that current, and what does it say. The issuer is the one of the
 * handed in authorities, or of the roots, about whose certificates it is.
 */
export function verifyOcspFile(bytes: Uint8Array, ground: Ground): SignatureVerdict {
  const authorities = ground.certificates.filter(isAuthority);
  const answered = answeredFor(bytes, [...authorities, ...ground.anchors.map(({ certificate }) => certificate)], ground);
  const { path = [], checks } = 'refused' in answered ? { checks: [answered.refused] } : signerChecks(answered, ground);
  const all = judged(checks, ground.at);
  return {
    ...{ format: 'ocsp', level: '', algorithm: 'RFC 6960', coversWhole: true, timeBasis: 'none', whenSigned: all, now: all },
    ...('signer' in answered && { signer: holderOf(answered.signer) }),
    ...{ chain: path.slice(1).map(holderOf), timestamps: [] },
  };
}

/** One that cannot be read hinders none of the others. */
const isAuthority = (certificate: Certificate): boolean =>
  recover(
    () => basicConstraints(certificate)?.ca === true,
    () => false,
  );

function answeredFor(bytes: Uint8Array, issuers: readonly Certificate[], ground: Ground): Answered | { readonly refused: Check } {
  let reason = 'no issuer was handed in';
  for (const issuer of issuers) {
    try {
      const options = { policy: ground.policy, certificates: ground.certificates, maxAgeMs: weekMs };
      const answers = readOcspAnswers(bytes, issuer, ground.at, options);
      return { issuer, signer: answers[0]?.signer ?? issuer, checks: answers.map(told) };
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      reason = error.message;
    }
  }
  return { refused: { code: 'ocsp.response', result: 'failed', facts: { reason } } };
}

/** The path of who signed. Of a responder that the issuer exempts nobody asks whether it was revoked (RFC 6960 §4.2.2.2.1). */
function signerChecks({ issuer, signer, checks }: Answered, ground: Ground): { readonly path?: Path; readonly checks: readonly Check[] } {
  const isDelegate = signer.fingerprint !== issuer.fingerprint;
  const anchor = ground.anchors.find(({ certificate }) => certificate.fingerprint === signer.fingerprint);
  if (anchor) return { path: [signer], checks: [...checks, ...anchorChecks(anchor, ground.at)] };
  const asked = isDelegate ? { purpose: purposes.ocspSigning } : { anyPurpose: true, allowAuthority: true };
  const explained = explainPath(signer, [issuer, ...ground.certificates], ground.anchors, ground.at, { ...asked, policy: ground.policy });
  if (!explained.path) return { checks: [...checks, ...explained.checks] };
  const testimony = new Testimony({ certificates: [], crls: [], ocsps: [] }, ground, new Existence(ground.at));
  const statuses = revocationChecks(explained.path, testimony, { at: ground.at, proved: true, now: ground.at });
  const counted = isDelegate && isUnasked(signer) ? statuses.slice(1) : statuses;
  return { path: explained.path, checks: [...checks, ...explained.checks, ...counted] };
}

/** An issuer that is itself trusted needs nobody above it. */
function anchorChecks(anchor: TrustAnchor, at: Date): Check[] {
  const { certificate } = anchor;
  const fault = validityFault(certificate, at) ?? trustSpanFault(anchor, at);
  return [
    { code: 'path.built', result: 'passed', facts: { certificates: certificate.fingerprint } },
    fault
      ? {
          code: `path.validity.${fault.detail ?? 'expired'}`,
          result: 'failed',
          facts: { reason: fault.reason, subject: certificate.subject },
        }
      : { code: 'path.validity', result: 'passed', facts: { at: at.toISOString() } },
  ];
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
