import type { Blow, Fault, Finding, Sabotage, Sentence, Verdict } from '../model';
import type { Change } from '../variants/change';
import { crashing } from '../variants/crash-points';
import { makeVariant } from '../variants/make';

type Probe = (blow: Blow) => Promise<readonly Finding[]>;

export interface Provocation extends Sabotage {
  readonly provokes: Probe;
  /** What the provocation cannot do without. On a build that has this and nothing more it must find nothing. */
  readonly needs: NonNullable<Fault['needs']>;
}

interface Spec {
  readonly name: string;
  readonly title: Sentence;
  readonly edits: readonly Change[];
  /** Of the six figures, those that show it. */
  readonly shows: readonly Finding['figure'][];
  readonly needs?: Provocation['needs'];
  readonly probe: Probe;
}

/** A sabotage out of what is special about it. */
export function sabotage({ name, title, edits, shows, needs = {}, probe }: Spec): Provocation {
  const changes = needs.variant === undefined ? edits : [...crashing, ...edits];
  return {
    ...{ name, title, needs, provokes: probe },
    build: () => makeVariant(name, changes),
    caught: (verdict) => wordsOf(verdict, shows),
  };
}

const wordsOf = ({ findings }: Verdict, shows: Spec['shows']): string | undefined => {
  const telling = findings.filter(({ figure }) => shows.includes(figure));
  const [first] = telling;
  return first && `${first.figure} ${telling.length}: ${first.what}`;
};
