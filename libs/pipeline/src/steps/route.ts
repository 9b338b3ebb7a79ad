import { Failure } from '@lienthong/message';
import type { Destination, Routes } from '../rules';
import type { Allowed } from './authorise';

declare const step: unique symbol;

/** Step 6: the destinations, and the exact bytes that each will get. */
export interface Routed extends Omit<Allowed, symbol> {
  readonly [step]: 'routed';
  readonly destinations: readonly Destination[];
}

export function route(allowed: Allowed, routes: Routes): Routed {
  const { known, data, receivers } = allowed;
  const destinations = routes.destinations({ ...known, data }, receivers);
  if (destinations.length === 0) throw new Failure('ambiguous', 'route.missing', { type: known.envelope.type });
  return { ...allowed, destinations } as unknown as Routed;
}
