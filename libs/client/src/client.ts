import { setTimeout as sleep } from 'node:timers/promises';
import { parsePem, type TrustAnchor } from '@lienthong/trust';
import { type Delivery, type InboxAnswer, type InboxItem, deliveryOf } from './delivery';
import { ClientError, type Language, ownError } from './error';
import { type Accepted, type Followed, type Journey, pathOf } from './follow';
import { type Answer, Gateway, type Question } from './gateway';
import { type Patience, type RetryParts, untilAnswered } from './retry';
import type { PemCredentials, SignedMessage } from './sign';

/** Texts are PEM. */
export interface ClientOptions extends PemCredentials {
  /** `https://host:port`. */
  readonly gateway: string;
  /** Roots that vouch for the gateway's own certificate. */
  readonly ca: string;
  /** Roots that vouch for senders: with them every delivery is verified. */
  readonly senders?: string;
  /** Of titles and details; Vietnamese unless told. */
  readonly language?: Language;
  /** Hears of each failure that is tried again, for one's own log. */
  readonly onRetry?: (error: ClientError, pauseMs: number) => void;
  readonly random?: () => number;
}

export interface ReceiveOptions {
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
  /** Deliveries that are fetched at once. */
  readonly limit?: number;
}

const waitSeconds = 30;
const [soonMs, latestMs] = [200, 5_000];

/**
 * A party's way to the gateway. Whatever fails for the moment is tried again, by default until `signal`: every call may be repeated without
 * harm. What is refused for good is thrown as a ClientError under the gateway's own code.
 */
export class Client {
  private readonly gateway: Gateway;
  private readonly language: Language;
  private readonly anchors: readonly TrustAnchor[] | undefined;
  private readonly retrying: RetryParts;

  /** @throws ClientError `client.credentials` */
  constructor({ senders, language = 'vi', onRetry = () => undefined, random = Math.random, ...at }: ClientOptions) {
    this.gateway = new Gateway({ ...at, language });
    this.language = language;
    this.anchors = senders === undefined ? undefined : parsePem(senders).map((certificate) => ({ certificate }));
    this.retrying = { gateway: this.gateway, language, random, onRetry };
  }

  /** Hands a message in, the same bytes again until they are stored durably. @throws ClientError; the reason of `signal` */
  async send({ contentType, body, jws }: SignedMessage, patience?: Patience): Promise<Accepted> {
    const headers = { 'content-type': contentType, 'jws-signature': jws };
    return this.json<Accepted>({ method: 'POST', path: '/v1/messages', headers, body }, patience);
  }

  /** What became of it so far. @throws ClientError `gateway.not-found`, …; the reason of `signal` */
  async look(message: Followed, patience?: Patience): Promise<Journey> {
    return this.json<Journey>({ method: 'GET', path: pathOf(message) }, patience);
  }

  /** Until all receivers have it, or it is refused. @throws ClientError `gateway.not-found`, …; the reason of `signal` */
  async follow(message: Followed, { signal }: Pick<Patience, 'signal'> = {}): Promise<Journey> {
    const at = pathOf(message);
    const path = `${at}${at.includes('?') ? '&' : '?'}wait=${waitSeconds}`;
    for (;;) {
      const journey = await this.json<Journey>({ method: 'GET', path, waitMs: waitSeconds * 1_000 }, { ...(signal && { signal }) });
      if (journey.settled) return journey;
    }
  }

  /**
   * What lies in the inbox, oldest first, and what comes; each delivery once an iteration. What was not answered comes again with the next
   * iteration. @throws ClientError when the inbox is refused for good
   */
  async *receive({ signal, limit = 100 }: ReceiveOptions = {}): AsyncGenerator<Delivery, void> {
    const patience = signal ? { signal } : {};
    const answer = (delivery: string, act: 'ack' | 'reject', code?: string): Promise<InboxAnswer> => this.answer(delivery, act, code);
    const parts = { anchors: this.anchors, language: this.language, answer };
    try {
      for (let after = 0; !signal?.aborted;) {
        const path = `/v1/inbox?after=${after}&limit=${limit}&wait=${waitSeconds}`;
        const { items } = await this.json<{ items: readonly InboxItem[] }>({ method: 'GET', path, waitMs: waitSeconds * 1_000 }, patience);
        for (const item of items) {
          if (signal?.aborted) return;
          yield await deliveryOf(item, parts);
          after = item.place;
        }
      }
    } catch (error) {
      if (!signal?.aborted || error !== signal.reason) throw error;
    }
  }

  /** ZIP of its receipt, once it is sealed. @throws ClientError `gateway.not-found` when there is no such message; the reason of `signal` */
  async receipt(message: string, patience: Patience = {}): Promise<Uint8Array> {
    const path = `/v1/messages/${encodeURIComponent(message)}`;
    for (let pauseMs = soonMs; ; pauseMs = Math.min(2 * pauseMs, latestMs)) {
      const { receipt } = await this.look(message, patience);
      const found = receipt === undefined ? undefined : await this.ask({ method: 'GET', path: `${path}/receipt` }, patience).catch(notYet);
      if (found) return found.body;
      await sleep(pauseMs, undefined, { ...(patience.signal && { signal: patience.signal }) }).catch(() =>
        patience.signal?.throwIfAborted(),
      );
    }
  }

  /** Ends its connections. */
  close(): void {
    this.gateway.close();
  }

  private answer(delivery: string, act: 'ack' | 'reject', code?: string): Promise<InboxAnswer> {
    const body = code === undefined ? undefined : Buffer.from(JSON.stringify({ code }));
    return this.json<InboxAnswer>({
      ...{ method: 'POST', path: `/v1/inbox/${encodeURIComponent(delivery)}/${act}` },
      ...(body && { body, headers: { 'content-type': 'application/json' } }),
    });
  }

  private ask(question: Question, patience?: Patience): Promise<Answer> {
    return untilAnswered(this.retrying, question, patience);
  }

  private async json<T>(question: Question, patience?: Patience): Promise<T> {
    const { status, body } = await this.ask(question, patience);
    try {
      return JSON.parse(body.toString()) as T;
    } catch (cause) {
      throw ownError('client.answer', this.language, { status: String(status) }, cause);
    }
  }
}

/** Its leaf is in the tree a moment before the seal is. */
function notYet(error: unknown): undefined {
  if (error instanceof ClientError && error.code === 'gateway.not-found') return;
  throw error;
}
