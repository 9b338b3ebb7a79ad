import { setTimeout as sleep } from 'node:timers/promises';

import { type RevocationCache, type RevocationNeed, type RevocationStatus, TrustError } from '@lienthong/trust';

import { AuthorityError } from '../error';
import type { Log } from '../log';
import type { Kept, RevocationArchive } from './archive';
import { type Learned, Lookup } from './lookup';
import { issuerKey, RevocationMemory } from './memory';
import { restore } from './restore';

export interface RevocationOptions {
  /** Hosts that may be asked, as `host` or `host:port`. Nothing else is, whatever a certificate names. */
  readonly hosts: readonly string[];
  readonly clock: () => Date;
  readonly log: Log;
  /** For one exchange; 5 s unless told. */
  readonly timeoutMs?: number;
  /** What earlier processes learned; absent: nothing outlives this one. */
  readonly archive?: RevocationArchive;
}

const backOffMs = 5_000;

/** Status of certificates from OCSP and CRLs. Reading answers at once from memory; `fetchMissing` fills the memory once a batch. */
export class RevocationService implements RevocationCache {
  private readonly memory = new RevocationMemory();
  private readonly lookup: Lookup;
  private readonly flights = new Map<string, Promise<boolean>>();
  private readonly notBefore = new Map<string, number>();
  private restoring: Promise<void> = Promise.resolve();
  private readonly keeping = new Set<Promise<void>>();

  constructor(private readonly options: RevocationOptions) {
    this.lookup = new Lookup(options.hosts, options.timeoutMs ?? 5_000);
  }

  status(need: RevocationNeed, at: Date): RevocationStatus | undefined {
    return this.memory.status(need, at);
  }

  /** Raw OCSP response or CRL by the lower-case hex SHA-256 that a status names. */
  evidence(digest: string): Uint8Array | undefined {
    return this.memory.evidence(digest);
  }

  /**
   * Resolves when every need has a status, has failed, or the deadline (milliseconds from now) has passed; never rejects. One exchange
   * is shared by all who wait for it, and goes on after the deadline. Needs whose status grows old are renewed without waiting.
   */
  async fetchMissing(needs: readonly RevocationNeed[], deadlineMs: number): Promise<void> {
    const now = this.options.clock();
    const distinct = [...new Map(needs.map((need) => [need.key, need])).values()];
    await this.recall(distinct.filter((need) => this.status(need, now) === undefined));
    const due = distinct.filter((need) => this.memory.isAgeing(need, now) || this.status(need, now) === undefined);
    const learning = due.map((need) => ({ need, done: this.learn(need) }));
    const missing = learning.filter(({ need }) => this.status(need, now) === undefined);
    if (missing.length === 0) return;
    const over = new AbortController();
    const deadline = sleep(deadlineMs, undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.race([Promise.all(missing.map(({ done }) => done)), deadline]);
    over.abort();
  }

  /** What was learned is kept by then. */
  async close(): Promise<void> {
    await this.lookup.close();
    await Promise.all(this.keeping);
  }

  /** Asks the archive once for each need, and again when an authority that failed is asked again; together with whoever asks meanwhile. */
  private async recall(needs: readonly RevocationNeed[]): Promise<void> {
    const { archive, clock, log } = this.options;
    const fresh = needs.filter(({ key }) => !this.isBackingOff(`archive ${key}`));
    if (archive && fresh.length > 0) {
      for (const { key } of fresh) this.backOff(`archive ${key}`);
      const keys = [...new Set(fresh.flatMap((need) => [need.key, issuerKey(need)]))];
      const restored = archive.find(keys).then((kept) => restore(this.memory, fresh, kept, clock()));
      const failed = (error: unknown): void => log.warn({ error }, 'kept revocation data cannot be read');
      this.restoring = Promise.all([this.restoring, restored.catch(failed)]).then(() => undefined);
    }
    if (archive && needs.length > 0) await this.restoring;
  }

  /** Gives when it was learned. */
  private keep(key: string, kind: Kept['kind'], { raw }: Learned<unknown>): Date {
    const { archive, clock, log } = this.options;
    const learnedAt = clock();
    const failed = (error: unknown): void => log.warn({ error }, 'revocation data cannot be kept for the next process');
    const keeping = archive?.keep({ key, kind, raw, learnedAt }).catch(failed);
    if (!keeping) return learnedAt;
    this.keeping.add(keeping);
    void keeping.finally(() => this.keeping.delete(keeping));
    return learnedAt;
  }

  /** OCSP first, then the issuer's list. */
  private learn(need: RevocationNeed): Promise<boolean> {
    return this.once(`need ${need.key}`, async () => (await this.learnAnswer(need)) || this.learnList(need));
  }

  /** A responder that just failed is left alone for a while, so that other certificates go straight to the list. */
  private async learnAnswer(need: RevocationNeed): Promise<boolean> {
    const responders = `ocsp ${need.ocsp.join(' ')}`;
    if (need.ocsp.length === 0 || this.isBackingOff(responders)) return false;
    return this.attempt('OCSP', need, async (now) => {
      const learned = await this.lookup.ocsp(need, now).catch((error: unknown) => {
        if (error instanceof AuthorityError) this.backOff(responders);
        throw error;
      });
      if (learned !== undefined) this.memory.keepAnswer(need, learned, this.keep(need.key, 'ocsp', learned));
      return learned !== undefined && learned.value.status !== 'unknown';
    });
  }

  private learnList(need: RevocationNeed): Promise<boolean> {
    if (this.memory.hasFreshList(need, this.options.clock())) return Promise.resolve(true);
    return this.once(`list ${issuerKey(need)} ${need.crl.join(' ')}`, () =>
      this.attempt('CRL', need, async (now) => {
        const learned = await this.lookup.crl(need, now);
        if (learned !== undefined) this.memory.keepList(need, learned, this.keep(issuerKey(need), 'crl', learned));
        return learned !== undefined;
      }),
    );
  }

  /** True when something was learned; what authorities do wrong is logged, our own bugs too: the caller sees a missing status. */
  private async attempt(source: string, need: RevocationNeed, ask: (now: Date) => Promise<boolean>): Promise<boolean> {
    try {
      return await ask(this.options.clock());
    } catch (error) {
      const known = error instanceof AuthorityError || error instanceof TrustError;
      const fields = known ? { code: error.code, reason: error.message } : { error };
      this.options.log.warn({ source, need: need.key, ...fields }, 'revocation status cannot be obtained');
      return false;
    }
  }

  /** Joins a flight under way; after one that failed, answers false at once for a while. */
  private once(key: string, fly: () => Promise<boolean>): Promise<boolean> {
    const flying = this.flights.get(key);
    if (flying !== undefined) return flying;
    if (this.isBackingOff(key)) return Promise.resolve(false);
    const flight = fly().then((learned) => {
      this.flights.delete(key);
      if (learned) this.notBefore.delete(key);
      else this.backOff(key);
      return learned;
    });
    this.flights.set(key, flight);
    return flight;
  }

  private isBackingOff(key: string): boolean {
    return this.options.clock().getTime() < (this.notBefore.get(key) ?? 0);
  }

  private backOff(key: string): void {
    const now = this.options.clock().getTime();
    for (const [other, until] of this.notBefore) if (until <= now) this.notBefore.delete(other);
    this.notBefore.set(key, now + backOffMs);
  }
}
