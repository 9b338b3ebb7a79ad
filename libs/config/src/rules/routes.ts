import type { Route } from '../model';

/** Where one receiver's copy of a message goes. */
export interface Destination {
  readonly receiver: string;
  readonly connector: string;
}

interface Ranked {
  readonly rank: number;
  readonly connector: string;
}

/**
 * "The first route that matches" without walking the list: a message can match routes under four keys only (sender or any, receiver
 * or any), so each key keeps its first route and the lowest rank of the four wins.
 */
export function compileRoutes(routes: readonly Route[]) {
  const table = new Map<string, Ranked>();
  routes.forEach(({ when, to }, rank) => {
    const at = key(when.type, when.sender, when.receiver);
    if (!table.has(at)) table.set(at, { rank, connector: to.connector });
  });
  const first = (type: string, sender: string, receiver: string): Ranked | undefined =>
    [key(type, sender, receiver), key(type, sender), key(type, undefined, receiver), key(type)]
      .map((at) => table.get(at))
      .reduce((best, candidate) => (candidate && (!best || candidate.rank < best.rank) ? candidate : best), undefined);

  return (type: string, sender: string, receivers: readonly string[]): Destination[] =>
    receivers.flatMap((receiver) => {
      const found = first(type, sender, receiver);
      return found ? [{ receiver, connector: found.connector }] : [];
    });
}

const key = (type: string, sender = '*', receiver = '*'): string => `${type} ${sender} ${receiver}`;
