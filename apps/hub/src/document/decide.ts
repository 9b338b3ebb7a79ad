import type { ErrorCode } from '@lienthong/message';
import type { Check } from '@lienthong/trust';
import type { AttachmentSignature, Fault, TransportSignature } from './report';
import { checksOf } from './report';

/**
 * Why a document that can be read is rejected all the same: a signature over it that is wrong or incomplete, a signer who is not trusted where roots
 * were given, or a signature inside an attachment that does not match what it signs. A document without a signature is taken: it is for reference
 * only (QĐ 28/2018/QĐ-TTg Art. 4).
 */
export function faultOf(
  signatures: readonly TransportSignature[],
  attachments: readonly AttachmentSignature[],
  isJudged: boolean,
): Fault | undefined {
  for (const one of signatures) {
    const code = brokenCode(one) ?? (isJudged ? untrustedCode(one) : undefined);
    if (code) return { code };
  }
  const broken = attachments.find(({ verdict }) => verdict && checksOf(verdict.whenSigned.checks).some(isAgainstContent));
  return broken && { code: 'edxml.attachment-signature', field: broken.name };
}

/** Weak algorithms and unknown signers of attachments are told; what was changed after signing is not taken. */
const isAgainstContent = ({ code, result }: Check): boolean =>
  result === 'failed' && !/^(signer\.|signature\.algorithm$|digest\.algorithm$)/.test(code);

function brokenCode({ integrity, verdict }: TransportSignature): ErrorCode | undefined {
  if (integrity === 'right') return undefined;
  if (integrity === 'open') return 'edxml.signed-part-missing';
  const failed = checksOf(verdict.whenSigned.checks).find(({ result }) => result === 'failed');
  if (failed?.code === 'signature.algorithm' || failed?.code === 'digest.algorithm') return 'signature.algorithm';
  return failed?.code === 'signature.structure' ? 'signature.malformed' : 'signature.invalid';
}

const byIndication: Readonly<Record<string, ErrorCode>> = {
  EXPIRED: 'certificate.expired',
  NOT_YET_VALID: 'certificate.expired',
  REVOKED: 'certificate.revoked',
  REVOKED_NO_POE: 'certificate.revoked',
  TRY_LATER: 'revocation.unavailable',
};

/** Time is claimed at best: who signed must have been in order then, and be in order now. */
function untrustedCode({ verdict: { whenSigned, now, timeBasis } }: TransportSignature): ErrorCode | undefined {
  const judged = timeBasis === 'timestamp' || timeBasis === 'evidence' ? [whenSigned] : [whenSigned, now];
  const bad = judged.find(({ standing }) => standing !== 'valid');
  if (!bad) return undefined;
  const purpose = bad.checks.find(({ code, result }) => result === 'failed' && /^path\.(key-usage|purpose)$/.test(code));
  return purpose ? 'certificate.usage' : (byIndication[bad.subIndication ?? ''] ?? 'certificate.untrusted');
}
