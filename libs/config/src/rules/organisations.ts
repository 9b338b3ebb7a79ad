/** An organisation as far as it decides where messages go; days local (`yyyy-mm-dd`), `until` excluded. */
export interface OrganisationRule {
  readonly code: string;
  readonly aliases: readonly string[];
  readonly name: { readonly vi: string; readonly en: string };
  readonly from?: string;
  readonly until?: string;
  readonly into: readonly string[];
  readonly heir?: string;
}

/** What a code stands for at an instant. `organisation` is always the one that was named, so that the fact is kept. */
export type Resolved =
  | { readonly kind: 'current'; readonly organisation: OrganisationRule; readonly code: string }
  /** It is no more: `code` is the successor that has its affairs at the instant, `mergedInto` its direct one since the day `on`. */
  | {
      readonly kind: 'merged';
      readonly organisation: OrganisationRule;
      readonly code: string;
      readonly mergedInto: string;
      readonly on: string;
    }
  /** It was divided and no heir is named. */
  | { readonly kind: 'divided'; readonly organisation: OrganisationRule; readonly among: readonly string[] }
  /** Gone without a successor, or not there yet. */
  | { readonly kind: 'ended' | 'not-yet'; readonly organisation: OrganisationRule };

/** Of a code or alias; without `at`, of the newest state. `undefined`: a code that the tree does not know. */
export type Resolve = (codeOrAlias: string, at?: Date) => Resolved | undefined;

interface Entry {
  readonly rule: OrganisationRule;
  readonly from: number;
  readonly until: number;
}

export function compileOrganisations(organisations: readonly OrganisationRule[]): Resolve {
  const entries = new Map(
    organisations.flatMap((rule) => {
      const entry = { rule, from: midnight(rule.from, -Infinity), until: midnight(rule.until, Infinity) };
      return [rule.code, ...rule.aliases].map((code) => [code, entry] as const);
    }),
  );
  return (codeOrAlias, at) => {
    const entry = entries.get(codeOrAlias);
    return entry && resolveEntry(entries, entry, at?.getTime() ?? Number.MAX_VALUE);
  };
}

function resolveEntry(entries: ReadonlyMap<string, Entry>, { rule, from, until }: Entry, time: number): Resolved {
  if (time < from) return { kind: 'not-yet', organisation: rule };
  if (time < until) return { kind: 'current', organisation: rule, code: rule.code };
  const mergedInto = rule.heir ?? (rule.into.length === 1 ? rule.into[0] : undefined);
  if (mergedInto === undefined)
    return rule.into.length === 0 ? { kind: 'ended', organisation: rule } : { kind: 'divided', organisation: rule, among: rule.into };
  const next = entries.get(mergedInto);
  // Spans of successors follow each other (`hub config check`), so this ends.
  const successor = next && resolveEntry(entries, next, time);
  if (successor?.kind === 'current' || successor?.kind === 'merged')
    return { kind: 'merged', organisation: rule, code: successor.code, mergedInto, on: rule.until ?? '' };
  return successor ? { ...successor, organisation: rule } : { kind: 'ended', organisation: rule };
}

const midnight = (day: string | undefined, otherwise: number): number =>
  day === undefined ? otherwise : Date.parse(`${day}T00:00:00+07:00`);
