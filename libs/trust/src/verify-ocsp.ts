import { type Certificate, TrustError } from './model';
import { type SerialStatus, readOcspAnswers } from './revocation/ocsp';
import { type Ground, judged } from './verdict/assess';
import type { Check } from './verdict/found';
import { type SignatureVerdict, holderOf } from './verdict/report';
import { type CertificateVerdict, verifyCertificate } from './verify-certificate';
import { basicConstraints } from './x509/extensions';
import { trustSpanFault, validityFault } from './x509/validity';

/** How old an answer without nextUpdate may be, here as beside a certificate. */
const weekMs = 7 * 86_400_000;

/**
 * An OCSP response by itself (RFC 6960): who answers for the issuer, is that current, and what does it say. The issuer is the one of the
 * handed in authorities, or of the roots, about whose certificates it is.
 */
export function verifyOcspFile(bytes: Uint8Array, ground: Ground): SignatureVerdict {
  const authorities = ground.certificates.filter((one) => basicConstraints(one)?.ca === true);
  const { issuer, checks } = answeredFor(bytes, [...authorities, ...ground.anchors.map(({ certificate }) => certificate)], ground);
  const judgement = issuer && standingOfIssuer(issuer, ground);
  const all = judged([...checks, ...(judgement?.checks ?? [])], ground.at);
  return {
    ...{ format: 'ocsp', level: '', algorithm: 'RFC 6960', coversWhole: true, timeBasis: 'none', whenSigned: all, now: all },
    ...(issuer && { signer: holderOf(issuer) }),
    ...{ chain: judgement?.chain ?? [], timestamps: [] },
  };
}

/** An issuer that is itself trusted needs nobody above it. */
function standingOfIssuer(issuer: Certificate, ground: Ground): Pick<CertificateVerdict, 'checks' | 'chain'> {
  const anchor = ground.anchors.find(({ certificate }) => certificate.fingerprint === issuer.fingerprint);
  if (anchor === undefined) return verifyCertificate(issuer, ground, { anyPurpose: true, allowAuthority: true });
  const fault = validityFault(issuer, ground.at) ?? trustSpanFault(anchor, ground.at);
  const built: Check = { code: 'path.built', result: 'passed', facts: { certificates: issuer.fingerprint } };
  const held: Check = fault
    ? { code: `path.validity.${fault.detail ?? 'expired'}`, result: 'failed', facts: { reason: fault.reason, subject: issuer.subject } }
    : { code: 'path.validity', result: 'passed', facts: { at: ground.at.toISOString() } };
  return { checks: [built, held], chain: [] };
}

function answeredFor(bytes: Uint8Array, issuers: readonly Certificate[], ground: Ground): { issuer?: Certificate; checks: Check[] } {
  let reason = 'no issuer was handed in';
  for (const issuer of issuers) {
    try {
      const options = { policy: ground.policy, certificates: ground.certificates, maxAgeMs: weekMs };
      const answers = readOcspAnswers(bytes, issuer, ground.at, options);
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
