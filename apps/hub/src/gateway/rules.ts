import { type Rules, type RulesContent, compileRules } from '@lienthong/config';
import { type ActiveRules, activeVersion, readActiveRules } from '@lienthong/store';
import type { TrustAnchor } from '@lienthong/trust';
import type { Pool } from 'pg';
import { anchorsOf } from '../core/rule-set';
import type { Bindings } from '../verify/agency';
import { Refusal } from './refusal';

/** What the gateway needs of the active rules. */
export interface ActiveParties {
  readonly version: number;
  readonly rules: Rules;
  readonly anchors: readonly TrustAnchor[];
  /** Connectors that bring a party what is for it. */
  receivedBy(party: string): readonly string[];
  /** JSON of `Bindings`: a text is handed to a thread faster than what it says. */
  readonly bindings: string;
}

const freshMs = 1_000;
/** While PostgreSQL is away, a binding that was withdrawn goes on counting at most as long as this. */
const staleMs = 5 * 60_000;

/** Parties, bindings and roots of the active rules; looked at once a second, and kept for a while when PostgreSQL is away. */
export class GatewayRules {
  private known: ActiveParties | undefined;
  private learnedAt = Number.NEGATIVE_INFINITY;
  private learning: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly elapsedMs: () => number,
    private readonly changed: (parties: ActiveParties) => void,
  ) {}

  /** @throws Refusal `gateway.rules-unavailable` */
  async current(): Promise<ActiveParties> {
    let failure: unknown;
    if (this.age() > freshMs) await this.learn().catch((error: unknown) => (failure = error));
    if (this.known && this.age() <= staleMs) return this.known;
    throw new Refusal('gateway.rules-unavailable', '', { cause: failure });
  }

  private age(): number {
    return this.elapsedMs() - this.learnedAt;
  }

  /** One look for all who wait for it. */
  private learn(): Promise<void> {
    this.learning ??= this.look().finally(() => (this.learning = undefined));
    return this.learning;
  }

  private async look(): Promise<void> {
    const version = await activeVersion(this.pool);
    if (version === undefined) throw new Error('no rules are active yet: run "hub provision" or "hub config apply"');
    const stored = version === this.known?.version ? undefined : await readActiveRules(this.pool);
    if (stored) {
      this.known = compiled(stored);
      this.changed(this.known);
    }
    this.learnedAt = this.elapsedMs();
  }
}

function compiled({ version, content }: ActiveRules): ActiveParties {
  const rules = compileRules(content as RulesContent);
  const { connectors } = content as RulesContent;
  const receivedBy = (party: string): string[] => connectors.flatMap(({ name }) => (rules.channel(name)?.carries(party) ? [name] : []));
  return { version, rules, anchors: anchorsOf(rules.roots), bindings: bindingsIn(content as RulesContent), receivedBy };
}

const bindingsIn = ({ bindings, parties }: RulesContent): string =>
  JSON.stringify({ bindings, parties: parties.map(({ code, name }) => ({ code, name })) } satisfies Bindings);
