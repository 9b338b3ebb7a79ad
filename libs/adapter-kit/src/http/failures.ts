import { Failure, later, refuse } from '@lienthong/message';
import type { HttpResponse } from './model';

/** How an exchange ended without an answer. */
export type Broken = 'connection lost' | 'timed out' | 'stopped' | 'answer too large';

export interface BrokenExchange {
  readonly broken: Broken;
  /** Had the request begun to leave this machine? */
  readonly sent: boolean;
  readonly host: string;
}

/** No answer: transient when certainly nothing was sent, otherwise ambiguous. */
export function brokenExchange({ broken, sent, host }: BrokenExchange, cause?: unknown): Failure {
  const detail = { reason: sent ? broken : notSent(broken, cause), host };
  return sent ? new Failure('ambiguous', 'delivery.unknown', detail, { cause }) : later('delivery.unavailable', detail, cause);
}

/**
 * An answer that says no; `undefined` for 2xx. Only what the counterpart says of itself or of our credentials is the connection's fault
 * (`delivery.unavailable`): one message at which it breaks must not hold up the others.
 */
export function statusFailure({ status, headers }: HttpResponse): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  const detail = { status: String(status) };
  if (status === 429 || status === 503) return later('delivery.unavailable', { ...detail, ...retryAfter(headers) });
  if (status === 401 || status === 403 || status === 407)
    return later('delivery.unavailable', { ...detail, reason: 'credentials are not accepted' });
  if (status < 400) return later('delivery.failed', { ...detail, reason: 'redirects are not followed' });
  if (status >= 500 || status === 408 || status === 425) return later('delivery.failed', detail);
  return refuse('delivery.refused', detail);
}

/** Sent, but the answer cannot be understood. */
export const unreadableAnswer = (detail: Readonly<Record<string, string>>, cause?: unknown): Failure =>
  new Failure('ambiguous', 'delivery.unknown', { reason: 'unreadable answer', ...detail }, { cause });

/** Credentials cannot be had: whatever the reason, it keeps every message back. */
export const loginFailure = (step: string, cause: unknown): Failure => later('delivery.unavailable', { ...detailOf(cause), step }, cause);

/** A question before a delivery has no answer: nothing was sent, so that its unknown end is only a reason to ask again. */
export function lookupFailure(step: string, cause: unknown): Failure {
  if (cause instanceof Failure && cause.kind !== 'ambiguous') return cause;
  return later('delivery.failed', { ...detailOf(cause), step }, cause);
}

const detailOf = (cause: unknown): Failure['detail'] => (cause instanceof Failure ? cause.detail : {});

const notSent = (broken: Broken, cause: unknown): string => {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return code ? `not connected (${code})` : `${broken} before it was sent`;
};

const retryAfter = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const seconds = headers['retry-after'];
  return seconds && /^\d{1,6}$/.test(seconds) ? { retryAfter: seconds } : {};
};
