import { type Certificate, type RevocationNeed, type RevocationStatus, TrustError } from '../model';
import type { SignaturePolicy } from '../verdict/found';
import { isDataSignedBy } from '../x509/signature';
import { isIdOf, isIdOfIssuer } from './cert-id';
import { currencyFault, skewMs, type TimeRules } from './currency';
import { type OcspResponse, parseOcspResponse, type SingleAnswer } from './ocsp-response';
import { checkDelegate, findResponders } from './responder';

/** What a responder said, and until when it holds; without `nextUpdate` newer information is always available. */
export type OcspStatus = RevocationStatus & { readonly nextUpdate?: Date };

/** What an answer must satisfy beside the standard. An answer without nextUpdate is used for an hour unless `maxAgeMs` tells. */
export interface OcspOptions extends TimeRules {
  /** Of the request; the response must repeat it. */
  readonly nonce?: Uint8Array;
  readonly policy?: SignaturePolicy;
  /** Where the responder's certificate may be found if it did not come along. */
  readonly certificates?: readonly Certificate[];
}

export interface Answer {
  readonly status: OcspStatus;
  readonly answer: SingleAnswer;
  /** Whose key signed: the issuer itself, or a delegate of whose revocation nobody has asked yet. */
  readonly responder: Certificate;
}

const hourMs = 60 * 60_000;
/** So many certificates that a response may mean are tried, its own first. */
const maxResponders = 16;
/** Of several answers about one certificate the worst counts. */
const worstFirst = ['revoked', 'unknown', 'good'] as const;

/**
 * Reads an OCSP response (RFC 6960 §4.2) about `need` that is current at `at`, signed by the issuer or by a responder that the issuer
 * appointed (id-kp-OCSPSigning). Throws `ocsp-malformed` for anything else, an answer about another certificate included.
 */
export function readOcspResponse(der: Uint8Array, need: RevocationNeed, at: Date, options: OcspOptions = {}): OcspStatus {
  return answerAbout(parseOcspResponse(der), need, at, options).status;
}

/** The same for a response that was parsed, with the one who signed it. */
export function answerAbout(response: OcspResponse, need: RevocationNeed, at: Date, options: OcspOptions): Answer {
  const about = response.answers.filter(({ id }) => isIdOf(id, need.certificate, need.issuer));
  if (about.length === 0) throw fault('it answers about another certificate');
  const responder = checkedResponder(response, need.issuer, at, options);
  const { answer } = worst(about, response, at, options);
  return { status: statusOf(answer, response, responder), answer, responder };
}

/** One answer of a response that was checked without a certificate in hand. */
export type SerialStatus = OcspStatus & { readonly serial: string };

/**
 * All answers of a response, where only the issuer is at hand: each must be about a certificate of that issuer and current at `at`. Throws
 * `ocsp-malformed` otherwise.
 */
export function readOcspAnswers(der: Uint8Array, issuer: Certificate, at: Date, options: OcspOptions = {}): SerialStatus[] {
  const response = parseOcspResponse(der);
  if (response.answers.length === 0) throw fault('it answers nothing');
  if (!response.answers.every(({ id }) => isIdOfIssuer(id, issuer))) throw fault('it answers about certificates of another issuer');
  const responder = checkedResponder(response, issuer, at, options);
  const serials = [...new Set(response.answers.map(({ id }) => id.serial))];
  return serials.map((serial) => {
    const { answer } = worst(
      response.answers.filter(({ id }) => id.serial === serial),
      response,
      at,
      options,
    );
    return { serial, ...statusOf(answer, response, responder) };
  });
}

function checkedResponder(response: OcspResponse, issuer: Certificate, at: Date, options: OcspOptions): Certificate {
  const { nonce, policy, later, certificates = [] } = options;
  if (nonce && (!response.nonce || Buffer.compare(nonce, response.nonce) !== 0)) throw fault('it answers another request');
  const named = findResponders(response.responder, issuer, [...response.certificates, ...certificates]);
  if (named.length === 0) throw fault('the certificate of its responder is missing');
  const moment = later === true && response.producedAt > at ? response.producedAt : at;
  let refusal: TrustError | undefined;
  for (const responder of named.slice(0, maxResponders)) {
    try {
      if (responder !== issuer) checkDelegate(responder, issuer, moment, policy);
      if (isDataSignedBy(response, responder, policy)) return responder;
      refusal ??= fault('its signature does not match');
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? fault('its signature does not match');
}

/** Of those that may be used at `at`. */
function worst(answers: readonly SingleAnswer[], response: OcspResponse, at: Date, options: OcspOptions): { answer: SingleAnswer } {
  let reason = 'it answers nothing';
  const usable = answers.filter((answer) => {
    const dated = productionFault(answer, response, at, options) ?? currencyFault(answer, at, options, hourMs);
    const why = answer.critical === undefined ? dated : `critical extension ${answer.critical}`;
    reason = why ?? reason;
    return why === undefined;
  });
  for (const status of worstFirst) {
    const answer = usable.find((one) => one.status === status);
    if (answer) return { answer };
  }
  throw fault(reason);
}

/** Nobody signs what he learns later, or in the future. */
function productionFault({ thisUpdate }: SingleAnswer, { producedAt }: OcspResponse, at: Date, rules: OcspOptions): string | undefined {
  const skew = rules.skewMs ?? skewMs;
  if (thisUpdate.getTime() > producedAt.getTime() + skew) return 'made before what it tells was known';
  return rules.later !== true && producedAt.getTime() > at.getTime() + skew ? 'made in the future' : undefined;
}

function statusOf(
  { status, revokedAt, reason, nextUpdate }: SingleAnswer,
  { producedAt, evidence }: OcspResponse,
  signer: Certificate,
): OcspStatus {
  return {
    ...{ status, producedAt, source: 'ocsp', evidence, signer },
    ...(revokedAt && { revokedAt }),
    ...(reason && { reason }),
    ...(nextUpdate && { nextUpdate }),
  };
}

const fault = (reason: string): TrustError => new TrustError('ocsp-malformed', `reading OCSP response: ${reason}`);
