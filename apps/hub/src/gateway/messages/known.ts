import { Failure, refuse } from '@lienthong/message';
import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { Content } from './submitted';

/** A message's identity: the party that signs it, and the id that it gave. */
export interface Identity {
  readonly party: string;
  readonly id: string;
}

interface Known<T> {
  readonly content: string;
  readonly answer: Promise<T>;
}

/** Of so many messages the first answer is given again as it was. */
const remembered = 100_000;

/** Same id and content: the same answer; same id and other content: refused while its sender listens. The ledger has the last word on both. */
export class KnownMessages<T extends object> {
  private readonly recent = new LRUCache<string, Known<T>>({ max: remembered });
  private readonly stored: DataLoader<Identity, string | undefined, string>;

  /** `contents`: digests of what stands in the ledger under these identities, aligned. */
  constructor(contents: (identities: readonly Identity[]) => Promise<readonly (string | undefined)[]>) {
    // while the ledger is away it is not asked: it will tell repeats from conflicts when it is back
    const load = (asked: readonly Identity[]) => contents(asked).catch(() => asked.map(() => undefined));
    this.stored = new DataLoader(load, { cache: false, maxBatchSize: 500, cacheKeyFn: keyOf });
  }

  /** `make` is called once for all who come with the same. Throws `Failure` `message.conflict`. */
  async once(identity: Identity, content: Content, make: () => Promise<T>): Promise<T> {
    const key = keyOf(identity);
    const known = this.recent.get(key);
    if (known && known.content !== content.digest) throw conflict(known.content, content.digest);
    if (known) return known.answer;
    const answer = this.first(identity, content, make);
    this.recent.set(key, { content: content.digest, answer });
    answer.catch(() => this.recent.delete(key));
    return answer;
  }

  /** What this party was answered, if it is not long ago. */
  answered(identity: Identity): Promise<T> | undefined {
    return this.recent.get(keyOf(identity))?.answer;
  }

  private async first(identity: Identity, { digest, asRecorded }: Content, make: () => Promise<T>): Promise<T> {
    const stored = asRecorded ? await this.stored.load(identity) : undefined;
    if (stored !== undefined && stored !== digest) throw conflict(stored, digest);
    return make();
  }
}

const keyOf = ({ party, id }: Identity): string => `${party} ${id}`;

const conflict = (stored: string, received: string): Failure => refuse('message.conflict', { stored, received });
