import type { Certificate } from '../model';
import type { DistributionPoint, PointName } from '../x509/distribution-point';
import { basicConstraints } from '../x509/extensions';
import type { GeneralName } from '../x509/general-name';
import { isSameName, nameKey, relativeNameKey } from '../x509/name-chaining';
import type { CertificateList } from './certificate-list';

/** §6.3.3 at its end: lists that no point names are taken for those of a point that has the issuer's own name. */
export const ownPoint = ({ issuerDer }: Certificate): DistributionPoint => ({ fullName: [{ choice: 4, value: issuerDer }] });

/** Whether a list is signed in the name of whom the point says, or of the certificate's issuer. Others are not even looked at. */
export function isOfIssuer({ issuerDer }: CertificateList, { crlIssuer }: DistributionPoint, certificate: Certificate): boolean {
  if (crlIssuer === undefined) return isSameName(issuerDer, certificate.issuerDer);
  return directoryNames(crlIssuer).some((name) => isSameName(name, issuerDer));
}

/** Why a list of that issuer does not cover the certificate by this point, RFC 5280 §6.3.3 b; `undefined` when it does. */
export function scopeFault({ point, issuerDer }: CertificateList, by: DistributionPoint, certificate: Certificate): string | undefined {
  if (by.crlIssuer !== undefined && point?.indirect !== true) return 'not an indirect list';
  if (point === undefined) return undefined;
  const named = keysOf(point, issuerDer);
  if (named.size > 0 && !pointKeys(by, certificate).some((key) => named.has(key))) return 'for another distribution point';
  const isAuthority = basicConstraints(certificate)?.ca === true;
  if (point.onlyUsers && isAuthority) return 'for users only';
  if (point.onlyAuthorities && !isAuthority) return 'for authorities only';
  return point.onlyAttributes ? 'for attribute certificates only' : undefined;
}

/** A point without a name of its own goes by the names of its CRL issuer. */
function pointKeys(by: DistributionPoint, { issuerDer }: Certificate): string[] {
  const { fullName, relativeName, crlIssuer } = by;
  if (fullName === undefined && relativeName === undefined) return (crlIssuer ?? []).map(generalNameKey);
  const [base = issuerDer] = crlIssuer ? directoryNames(crlIssuer) : [];
  return [...keysOf(by, base)];
}

function keysOf({ fullName = [], relativeName }: PointName, issuer: Uint8Array): Set<string> {
  const keys = new Set(fullName.map(generalNameKey));
  if (relativeName) keys.add(`4 ${relativeNameKey(issuer, relativeName)}`);
  return keys;
}

const directoryNames = (names: readonly GeneralName[]): Uint8Array[] =>
  names.filter(({ choice }) => choice === 4).map(({ value }) => value);

/** Scheme and host of a URI are compared without regard to case (§7.4). */
function generalNameKey({ choice, value }: GeneralName): string {
  if (choice === 4) return `4 ${nameKey(value)}`;
  const text = Buffer.from(value).toString('latin1');
  if (choice === 6) return `6 ${text.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?/i, (head) => head.toLowerCase())}`;
  return `${choice} ${choice === 2 ? text.toLowerCase() : text}`;
}
