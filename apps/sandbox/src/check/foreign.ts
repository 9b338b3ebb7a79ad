import type { ListedMessage, Observation } from './model';

/** What was there before the day and stands in no ledger: handed in by hand, say. It is nobody's phantom. */
export interface Foreign {
  message(listed: ListedMessage): boolean;
  effect(shown: string): boolean;
}

/** By the hub's list: taken in before the day began. An effect may show later than that, so it also goes by its dossier. */
export function foreignTo({ ledger, earlier, listed, before, began }: Observation): Foreign {
  const known = new Set([...earlier, ...ledger].map(({ digest }) => digest));
  const message = ({ digest, acceptedAt }: ListedMessage): boolean => !known.has(digest) && new Date(acceptedAt) < began;
  const dossiers = new Set(listed.filter(message).map(({ subject }) => subject));
  const shown = new Set(before);
  return { message, effect: (effect) => shown.has(effect) || dossiers.has(dossierOf(effect)) };
}

const dossierOf = (effect: string): string => effect.split(' ', 1)[0] ?? '';
