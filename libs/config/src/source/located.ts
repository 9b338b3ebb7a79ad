import type { Place } from '../problem';
import { type Path, placeOf, type Source } from './yaml';

/** A value of a file that still knows where it and its parts stand. */
export interface Located<T> {
  readonly source: Source;
  readonly value: T;
  /** The place of a part, by its keys; of the value itself without keys. */
  at(...path: PropertyKey[]): Place;
}

export const located = <T>(source: Source, value: T, prefix: Path = []): Located<T> => ({
  source,
  value,
  at: (...path) => placeOf(source, [...prefix, ...path]),
});
