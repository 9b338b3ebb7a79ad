import { type Failure, refuse } from '@lienthong/message';
import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { Claimed } from './submitted';

/** A message's identity: the party that signs it, and the id that it gave. */
export interface Identity {
  readonly party: string;
  readonly id: string;
}

/** What became of a message that was acknowledged; `unknown` while the ledger is away. */
export type Fate = 'pending' | 'recorded' | 'ended' | 'unknown';

export interface KnownParts<T> {
  /** Digests of the content that stands in the ledger under these identities, aligned. */
  readonly contents: (identities: readonly Identity[]) => Promise<readonly (string | undefined)[]>;
  readonly fate: (identity: Identity, answer: T) => Promise<Fate>;
}

interface Known<T> extends Pick<Claimed, 'content' | 'bytes'> {
  readonly answer: Promise<T>;
}

/** Of so many messages the first answer is given again as it was. */
const remembered = 100_000;

/**
 * Same id and content: the same answer; same id and other content: refused while its sender listens. An answer is given again only while what it
 * was given for can still be delivered: a message that ended unverified has taken no id. The core has the last word on both.
 */
export class KnownMessages<T extends object> {
  private readonly recent = new LRUCache<string, Known<T>>({ max: remembered });
  private readonly stored: DataLoader<Identity, string | undefined, string>;

  constructor(private readonly parts: KnownParts<T>) {
    // while the ledger is away it is not asked: it will tell repeats from conflicts when it is back
    const load = (asked: readonly Identity[]) => parts.contents(asked).catch(() => asked.map(() => undefined));
    this.stored = new DataLoader(load, { cache: false, maxBatchSize: 500, cacheKeyFn: keyOf });
  }

  /** The answer that was given for this message already; `undefined`: it has to be stored. Throws `Failure` `message.conflict`. */
  async earlier(identity: Identity, { content, bytes }: Claimed): Promise<T | undefined> {
    const known = this.recent.get(keyOf(identity));
    const answer = await known?.answer.catch(() => undefined);
    if (known && answer) {
      const fate = await this.parts.fate(identity, answer);
      if (fate === 'pending' && known.bytes === bytes) return answer;
      if (fate === 'recorded' && known.content.digest === content.digest) return answer;
      const differ = known.content.digest !== content.digest && known.content.asRecorded && content.asRecorded;
      if (fate === 'pending' && differ) throw conflict(known.content.digest, content.digest);
    }
    const stored = content.asRecorded ? await this.stored.load(identity) : undefined;
    if (stored !== undefined && stored !== content.digest) throw conflict(stored, content.digest);
    return undefined;
  }

  remember(identity: Identity, { content, bytes }: Claimed, answer: Promise<T>): void {
    const key = keyOf(identity);
    const known = { content, bytes, answer };
    this.recent.set(key, known);
    answer.catch(() => this.recent.get(key) === known && this.recent.delete(key));
  }

  /** What this party was answered, if it is not long ago. */
  answered(identity: Identity): Promise<T> | undefined {
    return this.recent.get(keyOf(identity))?.answer;
  }
}

const keyOf = ({ party, id }: Identity): string => `${party} ${id}`;

const conflict = (stored: string, received: string): Failure => refuse('message.conflict', { stored, received });
