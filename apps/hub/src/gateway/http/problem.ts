import { type ErrorCode, Failure, explain } from '@lienthong/message';
import { RateLimited } from '../caller/limits';
import { Refusal } from '../refusal';
import { WrongMethod } from './not-found';
import type { Lang } from '../../terminal';

/** Every answer that is no success, by its code; whatever is not here is a defect of ours. */
const statuses: Partial<Record<ErrorCode, number>> = {
  'gateway.malformed': 400,
  'gateway.unauthenticated': 401,
  'gateway.certificate-refused': 401,
  'gateway.token-refused': 401,
  'gateway.grant-refused': 401,
  'gateway.key-forbidden': 403,
  'certificate.unbound': 403,
  'party.suspended': 403,
  'party.mismatch': 403,
  'gateway.not-found': 404,
  'gateway.method': 405,
  'gateway.not-acceptable': 406,
  'gateway.slow': 408,
  'gateway.answered': 409,
  'message.conflict': 409,
  'gateway.length-required': 411,
  'gateway.too-large': 413,
  'message.too-large': 413,
  'gateway.content-type': 415,
  'gateway.field': 422,
  'gateway.unsignable': 422,
  'verify.unreadable': 422,
  'verify.unsupported': 422,
  'verify.input': 422,
  'certificate.malformed': 422,
  'gateway.rate-limited': 429,
  'gateway.headers-too-large': 431,
  'gateway.busy': 503,
  'gateway.disk-full': 503,
  'gateway.no-room': 503,
  'gateway.time-limit': 503,
  'gateway.memory-limit': 503,
  'gateway.rules-unavailable': 503,
  'gateway.inbox-unavailable': 503,
  'gateway.ledger-unavailable': 503,
  'gateway.unrecorded': 503,
  'gateway.key-unusable': 503,
  'gateway.timestamp-unavailable': 503,
  'revocation.unavailable': 503,
};

/** RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly where?: string;
  /** Names of fields, limits, digests: never what stood there. */
  readonly facts?: Readonly<Record<string, string>>;
}

export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

export function problemOf(error: unknown, lang: Lang): ProblemAnswer {
  const { code, status } = kindOf(error);
  const { [lang]: title, next } = explain(code);
  const where = error instanceof Refusal && status < 500 ? error.where : '';
  const facts = error instanceof Failure && Object.keys(error.detail).length > 0 ? error.detail : undefined;
  return {
    problem: {
      type: `urn:lienthong:error:${code}`,
      title,
      status,
      detail: next[lang],
      code,
      ...(where !== '' && { where }),
      ...(facts && { facts }),
    },
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': lang,
      vary: 'Accept-Language',
      'cache-control': 'no-store',
      ...(status === 401 && {
        'www-authenticate': code === 'gateway.token-refused' ? 'Bearer error="invalid_token"' : 'ClientCertificate',
      }),
      ...(status === 503 && { 'retry-after': '5' }),
      ...(error instanceof WrongMethod && { allow: error.allow }),
      ...(error instanceof RateLimited && { 'retry-after': String(error.retryAfter) }),
    },
  };
}

/** What a message is refused for is its sender's to mend: 422 where nothing else is said. */
function kindOf(error: unknown): { readonly code: ErrorCode; readonly status: number } {
  if (error instanceof Failure && error.kind === 'permanent') return { code: error.code, status: statuses[error.code] ?? 422 };
  const status = error instanceof Refusal ? statuses[error.code] : undefined;
  return error instanceof Refusal && status !== undefined ? { code: error.code, status } : { code: 'hub.defect', status: 500 };
}

/** The language that weighs more in Accept-Language; Vietnamese unless told. */
export function langOf(header: string | undefined): Lang {
  const weight = (lang: Lang): number =>
    Math.max(
      ...(header ?? '').split(',').map((one) => {
        const [tag = '', ...parameters] = one.trim().toLowerCase().split(';');
        const q = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
        return tag === lang || tag.startsWith(`${lang}-`) ? Number(q ?? 1) : 0;
      }),
    );
  return weight('en') > weight('vi') ? 'en' : 'vi';
}
