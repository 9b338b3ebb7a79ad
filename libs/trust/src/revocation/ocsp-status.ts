import { TrustError, type RevocationStatus } from '../model';
import type { Check } from '../verdict/found';
import type { Ask, Finding, Inquiry, Material } from './inquiry';
import { needsOf } from './need';
import { type Answer, answerAbout } from './ocsp';
import type { OcspResponse } from './ocsp-response';
import { isUnasked } from './responder';

/** So many are tried for one certificate, those that were handed in before those of the file. */
const maxResponses = 64;
const weekMs = 7 * 24 * 60 * 60_000;
const worstFirst = ['revoked', 'unknown', 'good'] as const;

/** The status of a certificate by OCSP responses. The newest that may be used counts; of equally new ones the worst. */
export function statusByResponses(on: Inquiry, material: Material, ask: Ask): Finding {
  const checks: Check[] = [];
  const answers: Answer[] = [];
  const about = material.responses.filter(({ answers }) => answers.some(({ id }) => id.serial === on.need.certificate.serial));
  for (const response of about.slice(0, maxResponses)) {
    const answer = usable(response, on, material, ask, checks);
    if (answer) answers.push(answer);
  }
  if (about.length > maxResponses)
    checks.push({
      code: 'revocation.ocsp',
      result: 'warning',
      facts: { problem: `more than ${maxResponses} responses speak of it: the others were passed over` },
    });
  const newest = Math.max(...answers.map(({ answer }) => answer.thisUpdate.getTime()));
  const current = answers.filter(({ answer }) => answer.thisUpdate.getTime() === newest);
  for (const status of worstFirst) {
    const found = current.find((one) => one.status.status === status);
    if (found) return { status: withoutNextUpdate(found), checks };
  }
  return { checks };
}

function usable(response: OcspResponse, on: Inquiry, material: Material, ask: Ask, checks: Check[]): Answer | undefined {
  try {
    const { certificates, policy, times, nonce } = material;
    const options = { ...times, maxAgeMs: times.maxAgeMs ?? weekMs, certificates, policy, ...(nonce && { nonce }) };
    const answer = answerAbout(response, on.need, on.at, options);
    const warning = delegateFault(answer, on, ask);
    if (isForgotten(answer, on))
      throw new TrustError('ocsp-malformed', 'made after the certificate expired, when it may have been forgotten');
    const result = { good: 'passed', revoked: 'failed', unknown: 'warning' } as const;
    checks.push({ code: 'revocation.ocsp', result: result[answer.status.status], facts: factsOf(response, answer) });
    if (warning) checks.push(warning);
    return answer;
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    checks.push({ code: 'revocation.ocsp', result: 'warning', facts: { ...factsOf(response), problem: error.message } });
    return undefined;
  }
}

/** A delegate that is not exempt is asked about like any certificate; that nobody knows is told, that it is revoked refuses its answer. */
function delegateFault({ responder }: Answer, on: Inquiry, ask: Ask): Check | undefined {
  const { need } = on;
  if (responder === need.issuer || isUnasked(responder)) return undefined;
  const [delegate] = needsOf([responder, need.issuer]);
  const about = delegate && { ...delegate, ...(need.anchor && { anchor: need.anchor }) };
  const status = about && ask(about);
  if (status?.status === 'revoked') throw new TrustError('ocsp-malformed', 'checking the OCSP responder: its certificate is revoked');
  if (status?.status === 'good') return undefined;
  return { code: 'revocation.responder', result: 'warning', facts: { certificate: responder.fingerprint, subject: responder.subject } };
}

/** After the end of a certificate "good" says nothing, unless the responder remembers that long (RFC 6960 §4.4.4). */
const isForgotten = ({ answer }: Answer, { need }: Inquiry): boolean =>
  answer.status === 'good' &&
  answer.thisUpdate > need.certificate.notAfter &&
  (answer.archiveCutoff === undefined || answer.archiveCutoff > need.certificate.notAfter);

function factsOf({ evidence, producedAt }: OcspResponse, found?: Answer): Check['facts'] {
  return {
    evidence,
    producedAt: producedAt.toISOString(),
    ...(found && { thisUpdate: found.answer.thisUpdate.toISOString(), status: found.status.status }),
    ...(found?.answer.nextUpdate && { nextUpdate: found.answer.nextUpdate.toISOString() }),
  };
}

function withoutNextUpdate({ status: { nextUpdate: _, ...status } }: Answer): RevocationStatus {
  return status;
}
