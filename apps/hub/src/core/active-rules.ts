import type { Adapter } from '@lienthong/adapter-kit';
import type { RulesContent } from '@lienthong/config';
import { type DocumentType, registeredTypes } from '@lienthong/documents';
import { Ended, type Lot, type Parsed, type RuleSet, type Rules, type Signed } from '@lienthong/pipeline';
import { type ActiveRules as StoredRules, activeVersion, readActiveRules } from '@lienthong/store';
import type { TrustAnchor } from '@lienthong/trust';
import type { Pool } from 'pg';
import { anchorsOf, ruleSet } from './rule-set';
import type { Signatures } from './signatures';
import type { Validation } from './validation';

interface Current {
  readonly set: RuleSet;
  readonly connectors: RulesContent['connectors'];
  readonly anchors: readonly TrustAnchor[];
}

/** What the messages of a lot are signed with, and since when that is known. */
export const claimsOf = (parsed: Lot<Parsed>): { readonly signature: Signed; readonly at: Date }[] =>
  parsed.flatMap((m) => {
    const signature = m instanceof Ended ? undefined : m.claim.signature;
    return m instanceof Ended || !signature || signature.format === 'none' ? [] : [{ signature, at: m.received.acceptedAt }];
  });

/** The rules that PostgreSQL says are active; compiled once a version. */
export class ActiveRules implements Rules {
  private compiled: Promise<Current> | undefined;
  private version = 0;
  private lookedAt = 0;

  constructor(
    private readonly pool: Pool,
    private readonly adapters: Readonly<Record<string, Adapter>>,
    private readonly documents: readonly DocumentType[],
    private readonly signatures: Signatures,
    private readonly validation: Validation,
  ) {}

  async current(): Promise<RuleSet> {
    return (await this.load()).set;
  }

  async fetchMissing(parsed: Lot<Parsed>, deadlineMs: number): Promise<void> {
    const { anchors } = await this.load();
    const claims = claimsOf(parsed);
    await this.signatures.prepare(claims.map(({ signature }) => signature));
    const needs = claims.flatMap(({ signature, at }) => this.signatures.needs(signature, anchors, at));
    const distinct = [...new Map(needs.map((need) => [need.key, need])).values()];
    await this.validation.learn(distinct, deadlineMs);
  }

  /** Roots of the active version. */
  async anchors(): Promise<readonly TrustAnchor[]> {
    return (await this.load()).anchors;
  }

  /** Connectors of the active version. */
  async connectors(): Promise<RulesContent['connectors']> {
    return (await this.load()).connectors;
  }

  /** Step 7 compares the version under a lock; looking once a second here only makes that comparison fail seldom. */
  private async load(): Promise<Current> {
    if (!this.compiled || Date.now() - this.lookedAt > 1_000) {
      const version = await activeVersion(this.pool);
      this.lookedAt = Date.now();
      if (version !== this.version) this.forget();
    }
    const compiled = (this.compiled ??= this.compile());
    return compiled.catch((error: unknown) => {
      this.forget();
      throw error;
    });
  }

  /** The next batch reads the active version again. */
  forget(): void {
    this.compiled = undefined;
  }

  private async compile(): Promise<Current> {
    const stored = await readActiveRules(this.pool);
    if (!stored) throw new Error('no rules are active yet: run "hub config apply"');
    this.version = stored.version;
    return this.build(stored);
  }

  private async build({ version, content }: StoredRules): Promise<Current> {
    const rules = content as RulesContent;
    const anchors = anchorsOf(rules.roots);
    const documents = [...this.documents, ...(await registeredTypes(rules.schemas ?? []))];
    const judge = (...[claim, signedAt]: Parameters<RuleSet['senders']['judge']>) => this.signatures.judge(claim, anchors, signedAt);
    return {
      anchors,
      connectors: rules.connectors,
      set: ruleSet({ version, content: rules, adapters: this.adapters, documents, judge }),
    };
  }
}
