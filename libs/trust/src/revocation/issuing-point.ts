import { context, type DerReader, tags } from '../x509/der';
import { type PointName, readPointName } from '../x509/distribution-point';
import { readBoolean, readFlags } from '../x509/values';

/** What a list says that it covers (RFC 5280 §5.2.5). */
export interface IssuingPoint extends PointName {
  readonly onlyUsers: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributes: boolean;
  readonly indirect: boolean;
  /** Numbers of the ReasonFlags; all when absent. */
  readonly reasons?: ReadonlySet<number>;
}

export function readIssuingPoint(outer: DerReader): IssuingPoint {
  const reader = outer.enter(tags.sequence);
  outer.end();
  if (reader.done) throw reader.fail('an issuing distribution point that says nothing');
  const flag = (number: number): boolean => reader.peek() === context(number, false) && readBoolean(reader, context(number, false));
  const name = readPointName(reader);
  const [onlyUsers, onlyAuthorities] = [flag(1), flag(2)];
  const reasons = reader.peek() === context(3, false) ? readFlags(reader, context(3, false)) : undefined;
  const [indirect, onlyAttributes] = [flag(4), flag(5)];
  reader.end();
  return { ...name, onlyUsers, onlyAuthorities, onlyAttributes, indirect, ...(reasons && { reasons }) };
}
