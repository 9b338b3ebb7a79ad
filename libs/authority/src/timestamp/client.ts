import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { readTimestampResponse, type Timestamp, timestampRequest, verifyTimestamp } from '@lienthong/trust';
import { Agent } from 'undici';

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
  /** Pauses before the second and later attempts, in milliseconds; as many attempts as pauses and one. */
  readonly backOffMs?: readonly number[];
}

export interface Stamped {
  /** DER TimeStampToken. */
  readonly token: Uint8Array;
  /** Verified against the data, the nonce and the token's own signer; the signer's chain is not validated here. */
  readonly timestamp: Timestamp;
}

const maxBytes = 256 * 1024;

/** Client of one time-stamping authority (RFC 3161 over HTTP). */
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

  /** Stamps the SHA-256 of `data`. Throws the last attempt's `AuthorityError` or `TrustError`; `stop` ends the pauses between attempts. */
  async stamp(data: Uint8Array, stop?: AbortSignal): Promise<Stamped> {
    const pauses = this.options.backOffMs ?? [2_000, 15_000];
    for (const pause of pauses) {
      try {
        return await this.attempt(data);
      } catch (error) {
        if (stop?.aborted === true) throw error;
        await sleep(pause, undefined, stop === undefined ? {} : { signal: stop });
      }
    }
    return this.attempt(data);
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private attempt(data: Uint8Array): Promise<Stamped> {
    return this.slots.use(async () => {
      const nonce = this.options.random(16);
      const body = timestampRequest(createHash('sha256').update(data).digest(), nonce);
      const { url, timeoutMs = 180_000 } = this.options;
      const post = { body, contentType: 'application/timestamp-query' };
      const response = await fetchBytes({ url, post, accept: 'application/timestamp-reply', timeoutMs, maxBytes }, this.hosts, this.agent);
      const token = readTimestampResponse(response);
      return { token, timestamp: verifyTimestamp(token, data, nonce) };
    });
  }
}
