import { createHash } from 'node:crypto';

import type { Certificate, RevocationStatus } from '../model';
import { readExtensionList, readExtensions } from '../x509/certificate';
import { context, DerReader, tags } from '../x509/der';
import { extensionOids, keyUsage, keyUsages } from '../x509/extensions';
import { verifyBy } from '../x509/signature';
import { readBits, readInteger, readSerial, readSmall, readTime } from '../x509/values';
import { skewMs } from './need';

const maxBytes = 10 * 1024 * 1024;
/**
 * They say that the list is no complete one of its issuer's own certificates. The standard wants them critical; one that is not would let a
 * list that holds a part pass for the whole.
 */
const narrowing: ReadonlySet<string> = new Set([
  extensionOids.deltaCrlIndicator,
  extensionOids.issuingDistributionPoint,
  extensionOids.certificateIssuer,
]);

/** A complete CRL of one issuer, its signature and times checked. */
export interface Crl {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Lower-case hex SHA-256 of the DER. */
  readonly evidence: string;
  /** When the certificate with this serial (lower-case hex, no leading zeros) was revoked; `undefined` when it was not. */
  revoked(serial: string): Date | undefined;
}

/**
 * Reads a CRL (RFC 5280 §5) that `issuer` signed itself and that is current at `at`. Throws `crl-malformed`, also for what is not
 * processed here: delta and indirect CRLs and issuing distribution points, critical or not, and any other critical extension.
 */
export function readCrl(der: Uint8Array, issuer: Certificate, at: Date): Crl {
  const outer = new DerReader(der, 'crl-malformed', 'CRL');
  if (der.length > maxBytes) throw outer.fail(`larger than ${maxBytes} bytes`);
  const signed = outer.enter(tags.sequence);
  outer.end();
  const list = signed.next(tags.sequence);
  const algorithm = signed.next(tags.sequence).der;
  const signature = readBits(signed);
  signed.end();
  checkIssuer(signed, issuer);
  if (!verifyBy(issuer.publicKey, algorithm, list.der, signature))
    throw signed.fail('its signature is not by the issuer of the certificate');
  const { thisUpdate, nextUpdate, entries } = readList(signed.inside(list), algorithm, issuer);
  if (thisUpdate.getTime() > at.getTime() + skewMs || nextUpdate.getTime() < at.getTime() - skewMs) throw signed.fail('not current');
  return { thisUpdate, nextUpdate, evidence: createHash('sha256').update(der).digest('hex'), revoked: (serial) => entries.get(serial) };
}

/** The status that a current CRL gives to a certificate of its issuer. */
export function crlStatus(crl: Crl, certificate: Certificate): RevocationStatus {
  const revokedAt = crl.revoked(certificate.serial);
  const found = { source: 'crl', producedAt: crl.thisUpdate, evidence: crl.evidence } as const;
  return revokedAt === undefined ? { status: 'good', ...found } : { status: 'revoked', revokedAt, ...found };
}

function checkIssuer(reader: DerReader, issuer: Certificate): void {
  if (keyUsage(issuer)?.has(keyUsages.cRLSign) === false) throw reader.fail('the issuer may not sign CRLs');
}

function readList(
  reader: DerReader,
  algorithm: Uint8Array,
  issuer: Certificate,
): { thisUpdate: Date; nextUpdate: Date; entries: Map<string, Date> } {
  if (readSmall(reader) !== 1) throw reader.fail('not version 2');
  if (Buffer.compare(reader.next(tags.sequence).der, algorithm) !== 0) throw reader.fail('the two signature algorithms differ');
  if (Buffer.compare(reader.next(tags.sequence).der, issuer.subjectDer) !== 0) throw reader.fail('names another issuer');
  const thisUpdate = readTime(reader);
  if (reader.peek() !== tags.utcTime && reader.peek() !== tags.generalizedTime) throw reader.fail('nextUpdate is missing');
  const nextUpdate = readTime(reader);
  const entries = readEntries(reader);
  checkExtensions(reader);
  reader.end();
  return { thisUpdate, nextUpdate, entries };
}

function readEntries(reader: DerReader): Map<string, Date> {
  const entries = new Map<string, Date>();
  const list = reader.optional(tags.sequence);
  if (list === undefined) return entries;
  const revoked = reader.inside(list);
  while (!revoked.done) {
    const entry = revoked.enter(tags.sequence);
    const serial = readSerial(entry);
    entries.set(serial, readTime(entry));
    if (!entry.done) refuseUnprocessed(entry, readExtensionList(entry.enter(tags.sequence)));
    entry.end();
  }
  return entries;
}

function refuseUnprocessed(reader: DerReader, extensions: Certificate['extensions']): void {
  for (const [oid, { critical }] of extensions) if (critical || narrowing.has(oid)) throw reader.fail(`extension ${oid} is not processed`);
}

function checkExtensions(reader: DerReader): void {
  const extensions = readExtensions(reader, context(0));
  refuseUnprocessed(reader, extensions);
  const number = extensions.get(extensionOids.crlNumber);
  if (number === undefined) throw reader.fail('no CRL number');
  readInteger(new DerReader(number.value, 'crl-malformed', 'CRL number'));
}
