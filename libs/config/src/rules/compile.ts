import type { ConnectorRule, DocumentPolicy, PartyRule, RulesContent } from './content';
import type { TrustRoot } from '../model';
import { digestOf } from './digest';
import { compileAgreements } from './agreements';
import { compileOrganisations, type Resolve } from './organisations';
import { compileRoutes, type Destination } from './routes';

/** The rules as look-ups. Each costs the same whatever the number of parties, agreements, routes and connectors. */
export interface Rules {
  /** Digest of the content: the version that a decision names. */
  readonly digest: string;
  readonly roots: readonly TrustRoot[];
  readonly documents: DocumentPolicy;
  /** Whom a certificate speaks for at an instant; `fingerprint` is lower-case hex SHA-256 of its DER. */
  partyOfCertificate(fingerprint: string, at: Date): PartyRule | undefined;
  /**
   * Of a code or alias of the directory or of the tree of organisations, at an instant (absent: the newest state). What was merged by
   * then is its successor; what was divided or has ended without one is nobody.
   */
  party(codeOrAlias: string, at?: Date): PartyRule | undefined;
  /** Whether a certificate is bound to the party with this code at an instant. */
  signs(code: string, at: Date): boolean;
  /** What a code stands for in the tree of organisations, whether they exchange messages or not: tells a merger from an alias. */
  organisation: Resolve;
  /**
   * The receivers, by their codes, that agreements allow `sender` to send `type` to. Empty `receivers` = all that are not
   * suspended. `undefined` when one of them, or all, is not covered. Suspension of a receiver that is named is the caller's to check.
   * Codes are those of the instant `at`, as in `party`.
   */
  allows(sender: string, type: string, receivers: readonly string[], at?: Date): { readonly allowed: readonly string[] } | undefined;
  /** For each receiver that has a route: the connector of the first one that matches. */
  destinations(type: string, sender: string, receivers: readonly string[]): readonly Destination[];
  channel(connector: string): Channel | undefined;
}

export interface Channel extends ConnectorRule {
  /** Whether this channel may carry the party with this code. */
  carries(code: string): boolean;
  /** Whether it may vouch for unsigned messages of this sender and type. */
  vouchesFor(sender: string, type: string): boolean;
}

export function compileRules(content: RulesContent): Rules {
  const organisation = compileOrganisations(content.organisations ?? []);
  const codes = compileCodes(content);
  const [bindings, bound] = [compileBindings(content, 'sha256'), compileBindings(content, 'party')];
  const channels = new Map(content.connectors.map((connector) => [connector.name, channelOf(connector)]));
  const party = (codeOrAlias: string, at?: Date): PartyRule | undefined => {
    const resolved = organisation(codeOrAlias, at);
    if (!resolved) return codes.get(codeOrAlias);
    return resolved.kind === 'current' || resolved.kind === 'merged' ? codes.get(resolved.code) : undefined;
  };
  const codeOf = (codeOrAlias: string): string => codes.get(codeOrAlias)?.code ?? codeOrAlias;
  const allows = compileAgreements(content);
  const destinations = compileRoutes(content.routes);
  return {
    digest: digestOf(content),
    roots: content.roots,
    documents: content.documents,
    partyOfCertificate: (fingerprint, at) => {
      const code = bindings.get(fingerprint)?.find((span) => isIn(span, at))?.party;
      return code === undefined ? undefined : codes.get(code);
    },
    party,
    signs: (code, at) => (bound.get(code) ?? []).some((span) => isIn(span, at)),
    organisation,
    allows: (sender, type, receivers, at) => {
      const named = receivers.map((receiver) => party(receiver, at)?.code);
      const agreed = named.every((code) => code !== undefined) ? allows(codeOf(sender), type, named) : undefined;
      if (!agreed || named.length > 0) return agreed;
      const there = agreed.allowed.filter((code) => party(code, at)?.code === code);
      return there.length > 0 ? { allowed: there } : undefined;
    },
    destinations: (type, sender, receivers) => destinations(type, codeOf(sender), receivers.map(codeOf)),
    channel: (connector) => channels.get(connector),
  };
}

/** Each party by every code of it: its own, its aliases, and those of the organisation that it is. */
function compileCodes({ parties, organisations = [] }: RulesContent): Map<string, PartyRule> {
  const own = new Map(parties.flatMap((party) => [party.code, ...party.aliases].map((code) => [code, party] as const)));
  const shared = organisations.flatMap(({ code, aliases }) => {
    const names = [code, ...aliases];
    const party = names.map((name) => own.get(name)).find((found) => found !== undefined);
    return party ? names.map((name) => [name, party] as const) : [];
  });
  return new Map([...own, ...shared]);
}

interface Span {
  readonly party: string;
  readonly from: number;
  readonly until: number;
}

const isIn = ({ from, until }: Span, at: Date): boolean => from <= at.getTime() && at.getTime() < until;

function compileBindings({ bindings }: RulesContent, by: 'sha256' | 'party'): Map<string, Span[]> {
  const spans = new Map<string, Span[]>();
  for (const { [by]: key, party, from, until } of bindings) {
    const span = {
      party,
      from: from === undefined ? -Infinity : Date.parse(from),
      until: until === undefined ? Infinity : Date.parse(until),
    };
    spans.set(key, [...(spans.get(key) ?? []), span]);
  }
  return spans;
}

function channelOf(connector: ConnectorRule): Channel {
  const carried = new Set(connector.parties);
  const vouched = new Set((connector.asserted ?? []).flatMap(({ sender, types }) => types.map((type) => `${sender} ${type}`)));
  return { ...connector, carries: (code) => carried.has(code), vouchesFor: (sender, type) => vouched.has(`${sender} ${type}`) };
}
