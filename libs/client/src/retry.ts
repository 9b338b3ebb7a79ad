import { setTimeout as sleep } from 'node:timers/promises';
import { ClientError, type Language, ownError } from './error';
import type { Answer, Gateway, Question } from './gateway';

/** How long one goes on, and who wants to know. */
export interface Patience {
  readonly signal?: AbortSignal;
  /** Milliseconds until the last failure is thrown; without it, until `signal`. */
  readonly patienceMs?: number;
}

export interface RetryParts {
  readonly gateway: Pick<Gateway, 'ask'>;
  readonly language: Language;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Hears of each failure that is tried again, and of the pause before. */
  readonly onRetry: (error: ClientError, pauseMs: number) => void;
}

const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const [firstMs, mostMs, longestMs] = [250, 30_000, 600_000];

/** Asks until there is an answer that stands: every question of this library may be asked twice. @throws ClientError; the reason of `signal` */
export async function untilAnswered(parts: RetryParts, question: Question, { signal, patienceMs }: Patience = {}): Promise<Answer> {
  const until = performance.now() + (patienceMs ?? Number.POSITIVE_INFINITY);
  for (let tries = 0; ; tries++) {
    const { answer, failure, retryAfterMs } = await attempt(parts, question, signal);
    if (answer) return answer;
    // half of it by chance: those whom one failure hit do not come back together
    const backoff = Math.min(mostMs, firstMs * 2 ** tries) * (0.5 + parts.random() / 2);
    const pauseMs = retryAfterMs === undefined ? backoff : Math.min(longestMs, retryAfterMs) + backoff;
    if (!isPassing(failure) || performance.now() + pauseMs > until) throw failure;
    parts.onRetry(failure, pauseMs);
    await sleep(pauseMs, undefined, { ...(signal && { signal }) }).catch(() => signal?.throwIfAborted());
  }
}

const isPassing = ({ code, status }: ClientError): boolean =>
  code === 'client.unreachable' || (status !== undefined && passing.has(status));

type Attempt =
  | { readonly answer: Answer; readonly failure?: undefined; readonly retryAfterMs?: undefined }
  | { readonly answer?: undefined; readonly failure: ClientError; readonly retryAfterMs?: number };

async function attempt({ gateway, language }: RetryParts, question: Question, signal: AbortSignal | undefined): Promise<Attempt> {
  try {
    const answer = await gateway.ask(question, signal);
    if (answer.status >= 200 && answer.status < 300) return { answer };
    const retryAfterMs = retryAfterIn(answer);
    return { failure: refusalIn(answer, language), ...(retryAfterMs !== undefined && { retryAfterMs }) };
  } catch (failure) {
    if (failure instanceof ClientError) return { failure };
    throw failure;
  }
}

/** Seconds, or a date (RFC 9110 §10.2.3). */
function retryAfterIn({ headers }: Answer): number | undefined {
  const text = headers['retry-after'] ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** A problem (RFC 9457) under its own code; what is none is not of a gateway. */
function refusalIn({ status, headers, body }: Answer, language: Language): ClientError {
  const problem = /^application\/problem\+json\b/.test(headers['content-type'] ?? '') ? parsed(body) : {};
  const { code, title, detail, where, facts } = problem;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  if (typeof code !== 'string') {
    const { title: own, detail: next, facts: told } = ownError('client.answer', language, { status: String(status) });
    return new ClientError('client.answer', { title: own, detail: next, facts: told, status });
  }
  return new ClientError(code, {
    ...{ title: text(title), detail: text(detail), status, facts: (facts ?? {}) as Record<string, string> },
    ...(typeof where === 'string' && { where }),
  });
}

function parsed(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
