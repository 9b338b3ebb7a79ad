import type { RulesContent } from './content';

interface Covered {
  readonly receivers: Set<string>;
  /** Those that a message without receivers goes to. */
  readonly standing: string[];
}

type Allows = (sender: string, type: string, receivers: readonly string[]) => { readonly allowed: readonly string[] } | undefined;

/** Agreements of one sender and type add up. Codes only; aliases are resolved by the caller. */
export function compileAgreements({ agreements, parties }: RulesContent): Allows {
  const suspended = new Set(parties.filter((party) => party.suspended).map(({ code }) => code));
  const table = new Map<string, Covered>();
  for (const { sender, types, receivers, onlyNamed } of agreements)
    for (const type of types) {
      const covered = entry(table, key(sender, type));
      receivers.forEach((code) => covered.receivers.add(code));
      if (onlyNamed) continue;
      for (const code of receivers) if (!suspended.has(code) && !covered.standing.includes(code)) covered.standing.push(code);
    }
  return (sender, type, receivers) => {
    const covered = table.get(key(sender, type));
    if (!covered) return undefined;
    if (receivers.length === 0) return covered.standing.length === 0 ? undefined : { allowed: covered.standing };
    const named = [...new Set(receivers)];
    return named.every((code) => covered.receivers.has(code)) ? { allowed: named } : undefined;
  };
}

const key = (sender: string, type: string): string => `${sender} ${type}`;

function entry(table: Map<string, Covered>, at: string): Covered {
  const covered = table.get(at) ?? { receivers: new Set(), standing: [] };
  table.set(at, covered);
  return covered;
}
