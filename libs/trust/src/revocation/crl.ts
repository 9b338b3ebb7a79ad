import type { Certificate, RevocationReason, RevocationStatus } from '../model';
import { TrustError } from '../model';
import { extensionOids, keyUsage, keyUsages } from '../x509/extensions';
import { isSameName, nameKey } from '../x509/name-chaining';
import { verifyBy } from '../x509/signature';
import { type CertificateList, readCertificateList } from './certificate-list';
import { currencyFault } from './currency';
import type { Entry } from './entries';

const maxBytes = 10 * 1024 * 1024;

/** A complete CRL of one issuer, its signature and times checked. */
export interface Crl {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Lower-case hex SHA-256 of the DER. */
  readonly evidence: string;
  /** When the certificate with this serial (lower-case hex, no leading zeros) was revoked; `undefined` when it was not. */
  revoked(serial: string): Date | undefined;
  /** All that it says of the certificate with this serial. */
  entry(serial: string): Entry | undefined;
}

/**
 * Reads a CRL (RFC 5280 §5) that `issuer` signed itself, that covers all of its certificates and is current at `at`. Throws `crl-malformed`, also
 * for what only `RevocationData` processes: delta and indirect CRLs and issuing distribution points, critical or not.
 */
export function readCrl(der: Uint8Array, issuer: Certificate, at: Date): Crl {
  if (der.length > maxBytes) throw fault(`larger than ${maxBytes} bytes`);
  const list = readCertificateList(der);
  if (keyUsage(issuer)?.has(keyUsages.cRLSign) === false) throw fault('the issuer may not sign CRLs');
  if (!isSameName(list.issuerDer, issuer.subjectDer)) throw fault('names another issuer');
  if (!verifyBy(issuer.publicKey, list.algorithm, list.tbs, list.signature))
    throw fault('its signature is not by the issuer of the certificate');
  const narrowed = narrowing(list) ?? numberFault(list);
  if (narrowed !== undefined) throw fault(narrowed);
  const { thisUpdate, nextUpdate, evidence, entries } = list;
  if (nextUpdate === undefined) throw fault('nextUpdate is missing');
  if (currencyFault(list, at, {}, 0) !== undefined) throw fault('not current');
  const own = nameKey(list.issuerDer);
  const entry = (serial: string): Entry | undefined => entries.find(own, serial);
  return { thisUpdate, nextUpdate, evidence, entry, revoked: (serial) => entry(serial)?.revokedAt };
}

/** The status that a current CRL gives to a certificate of its issuer. */
export function crlStatus(crl: Crl, certificate: Certificate): RevocationStatus {
  const entry = crl.entry(certificate.serial);
  const found = { source: 'crl', producedAt: crl.thisUpdate, evidence: crl.evidence } as const;
  return entry === undefined ? { status: 'good', ...found } : { ...revokedBy(entry), ...found };
}

/** What an entry means; `removeFromCRL` is for the caller, since it means something in delta lists alone. */
export function revokedBy({ revokedAt, reason, invalidityDate }: Entry): {
  readonly status: 'revoked';
  readonly revokedAt: Date;
  readonly reason?: RevocationReason;
  readonly invalidityDate?: Date;
} {
  return {
    status: 'revoked',
    revokedAt,
    ...(reason && reason !== 'removeFromCRL' && { reason }),
    ...(invalidityDate && { invalidityDate }),
  };
}

/** A list of version 2 must have a number (§5.2.3); version 1 has nowhere to write it. */
export const numberFault = ({ version, number }: CertificateList): string | undefined =>
  version === 2 && number === undefined ? 'no CRL number' : undefined;

function narrowing({ point, base }: CertificateList): string | undefined {
  if (base !== undefined) return `extension ${extensionOids.deltaCrlIndicator} is not processed`;
  return point === undefined ? undefined : `extension ${extensionOids.issuingDistributionPoint} is not processed`;
}

const fault = (reason: string): TrustError => new TrustError('crl-malformed', `reading CRL: ${reason}`);
