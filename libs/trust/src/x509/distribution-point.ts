import { context, type DerReader, tags } from './der';
import { type GeneralName, readGeneralNames } from './general-name';
import { readRdn } from './name';
import { readFlags } from './values';

/** Where a list is published, by one of the two forms of its name (RFC 5280 §4.2.1.13). */
export interface PointName {
  readonly fullName?: readonly GeneralName[];
  /** Contents of the RDN that follows the CRL issuer's name. */
  readonly relativeName?: Uint8Array;
}

export interface DistributionPoint extends PointName {
  /** Numbers of the ReasonFlags that its lists cover; all when absent. */
  readonly reasons?: ReadonlySet<number>;
  /** Who signs its lists; the certificate's issuer when absent. */
  readonly crlIssuer?: readonly GeneralName[];
}

export function readDistributionPoint(list: DerReader): DistributionPoint {
  const point = list.enter(tags.sequence);
  const name = readPointName(point);
  const reasons = point.peek() === context(1, false) ? readFlags(point, context(1, false)) : undefined;
  const issuer = point.optional(context(2));
  point.end();
  return { ...name, ...(reasons && { reasons }), ...(issuer && { crlIssuer: readGeneralNames(point.inside(issuer)) }) };
}

/** The field `[0] DistributionPointName`, which a list's issuingDistributionPoint has as well. */
export function readPointName(reader: DerReader): PointName {
  const field = reader.optional(context(0));
  if (field === undefined) return {};
  const choice = reader.inside(field);
  const name = choice.next();
  choice.end();
  if (name.tag === context(0)) return { fullName: readGeneralNames(choice.inside(name)) };
  if (name.tag === context(1)) {
    readRdn(choice.inside(name));
    return { relativeName: name.value };
  }
  throw reader.fail('name of a distribution point is of an impossible form');
}
