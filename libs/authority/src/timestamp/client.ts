import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { readTimestampResponse, type Timestamp, timestampRequest, verifyTimestamp } from '@lienthong/trust';
import { Agent } from 'undici';

import { AuthorityError } from '../error';
import { fetchBytes } from '../http/fetch-bytes';
import { Slots } from './slots';

export interface TimestampOptions {
  readonly url: string;
  /** Random octets for the nonce. */
  readonly random: (count: number) => Uint8Array;
  /** For one attempt; 180 s unless told, since the real authority takes up to 131 s. */
  readonly timeoutMs?: number;
  /** Exchanges under way at once; 4 unless told, and never more. */
  readonly concurrency?: number;
  /** Pauses before the second and later attempts, in milliseconds, a quarter more or less; as many attempts as pauses and one. */
  readonly backOffMs?: readonly number[];
  /** For one stamp from the queue to the token, pauses and all attempts; as long as it takes unless told. */
  readonly deadlineMs?: number;
}

export interface Stamped {
  /** DER TimeStampToken. */
  readonly token: Uint8Array;
  /** Verified against the data, the nonce and the token's own signer; the signer's chain is not validated here. */
  readonly timestamp: Timestamp;
}

interface End {
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly left: () => number;
  readonly isOver: () => boolean;
}

const maxBytes = 256 * 1024;

/**
 * Client of one time-stamping authority (RFC 3161 over HTTP) that may take minutes: few requests at once, others wait their turn, failed ones
 * are tried again, and a deadline ends it all.
 */
export class TimestampClient {
  private readonly agent: Agent;
  private readonly slots: Slots;
  private readonly hosts: ReadonlySet<string>;

  constructor(private readonly options: TimestampOptions) {
    const { concurrency = 4, timeoutMs = 180_000 } = options;
    // Undici's own time limits would end a slow authority's answer before ours does.
    this.agent = new Agent({ connections: 4, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    this.slots = new Slots(Math.min(concurrency, 4));
    this.hosts = new Set([new URL(options.url).host]);
  }

  /**
   * Stamps the SHA-256 of `data`. Throws the last attempt's `AuthorityError` or `TrustError`, `request-failed` at the deadline; `stop` ends the
   * queue and the pauses, not an exchange under way.
   */
  async stamp(data: Uint8Array, stop?: AbortSignal): Promise<Stamped> {
    const end = this.endOf(stop);
    let failure: unknown;
    for (const pause of [0, ...(this.options.backOffMs ?? [2_000, 15_000])]) {
      try {
        if (pause > 0) await sleep(this.spread(pause), undefined, { signal: end.signal });
        return await this.slots.use(() => this.exchange(data, end.left()), end.signal);
      } catch (error) {
        if (end.isOver()) throw this.late(error);
        if (end.signal.aborted) throw failure ?? error;
        failure = error;
        if (error instanceof AuthorityError && error.code === 'address-refused') break;
      }
    }
    throw failure;
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async exchange(data: Uint8Array, leftMs: number): Promise<Stamped> {
    const nonce = this.options.random(16);
    const body = timestampRequest(createHash('sha256').update(data).digest(), nonce);
    const { url, timeoutMs = 180_000 } = this.options;
    const post = { body, contentType: 'application/timestamp-query' };
    const limits = { timeoutMs: Math.max(1, Math.ceil(Math.min(timeoutMs, leftMs))), maxBytes };
    const response = await fetchBytes({ url, post, accept: 'application/timestamp-reply', ...limits }, this.hosts, this.agent);
    const token = readTimestampResponse(response);
    return { token, timestamp: verifyTimestamp(token, data, nonce) };
  }

  /** When to give up: told to, or at the deadline. */
  private endOf(stop: AbortSignal | undefined): End {
    const { deadlineMs } = this.options;
    const until = deadlineMs === undefined ? Infinity : performance.now() + deadlineMs;
    const deadline = deadlineMs === undefined ? [] : [AbortSignal.timeout(deadlineMs)];
    const left = (): number => until - performance.now();
    // timers and clocks differ by a millisecond: whichever comes first
    const isOver = (): boolean => left() <= 0 || deadline.some(({ aborted }) => aborted);
    return { signal: AbortSignal.any([...(stop ? [stop] : []), ...deadline]), left, isOver };
  }

  /** Clients that failed together shall not all come back together. */
  private spread(pauseMs: number): number {
    return pauseMs * (0.75 + (this.options.random(1)[0] ?? 0) / 512);
  }

  private late(cause: unknown): AuthorityError {
    const { url, deadlineMs = 0 } = this.options;
    return new AuthorityError('request-failed', `asking ${new URL(url).host}: no time stamp within ${deadlineMs} ms`, { cause });
  }
}
