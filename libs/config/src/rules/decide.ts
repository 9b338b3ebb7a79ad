import type { ErrorCode } from '@lienthong/message';
import type { RouteTest } from '../model';
import type { Rules } from './compile';

/** What the rules alone say of a message: where it goes, or the code with which it is refused. */
export type Decision = { readonly connectors: readonly string[] } | { readonly code: ErrorCode };

/** Steps 5 and 6 of the way for a message whose sender is proved. */
export function decide(rules: Rules, { type, sender, receivers, at }: RouteTest['message']): Decision {
  const when = at === undefined ? undefined : new Date(at);
  const from = rules.party(sender, when);
  if (!from) return { code: 'certificate.unbound' };
  if (from.suspended) return { code: 'party.suspended' };
  const to = receivers.map((receiver) => rules.party(receiver, when));
  if (to.some((party) => party === undefined)) return { code: 'party.unknown-receiver' };
  const agreed = rules.allows(from.code, type, receivers, when);
  if (!agreed) return { code: 'agreement.missing' };
  if (to.some((party) => party?.suspended)) return { code: 'party.suspended' };
  const destinations = rules.destinations(type, from.code, agreed.allowed);
  if (destinations.length < agreed.allowed.length) return { code: 'route.missing' };
  return { connectors: [...new Set(destinations.map(({ connector }) => connector))].sort() };
}
