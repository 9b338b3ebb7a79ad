import { createHash } from 'node:crypto';

import { type Certificate, TrustError } from '../model';
import { readExtensions } from '../x509/certificate';
import { context, DerReader, tags } from '../x509/der';
import { extensionOids } from '../x509/extensions';
import { nameKey } from '../x509/name-chaining';
import { readBits, readInteger, readSmall, readTime } from '../x509/values';
import { type Entries, readEntries } from './entries';
import { type IssuingPoint, readIssuingPoint } from './issuing-point';

/** A CRL (RFC 5280 §5) as it says itself; nobody has verified its signature or asked who may sign it. */
export interface CertificateList {
  readonly version: 1 | 2;
  /** Lower-case hex SHA-256 of the DER. */
  readonly evidence: string;
  readonly issuerDer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly number?: bigint;
  /** Number of the list that a delta CRL updates; absent for a complete one. */
  readonly base?: bigint;
  readonly point?: IssuingPoint;
  /** DER of what says the scope and the key: a delta has the same as its base (§5.2.4). */
  readonly scope: { readonly point?: Uint8Array; readonly key?: Uint8Array };
  /** From when on certificates stay on the list after they expired (X.509 §9.5.2.8). */
  readonly keepsExpiredSince?: Date;
  readonly entries: Entries;
  readonly tbs: Uint8Array;
  /** DER AlgorithmIdentifier. */
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
}

const maxBytes = 32 * 1024 * 1024;
/** Any other critical one makes the list unusable, known ones that must not be critical among them (§5.2). */
const processed: ReadonlySet<string> = new Set([extensionOids.deltaCrlIndicator, extensionOids.issuingDistributionPoint]);

const known = new WeakMap<Uint8Array, CertificateList>();

/** Throws `crl-malformed` for what is broken or has a critical part that is not processed. Remembered for the very same bytes. */
export function readCertificateList(der: Uint8Array): CertificateList {
  if (der.length > maxBytes) throw new TrustError('crl-malformed', `reading CRL: larger than ${maxBytes} bytes`);
  const list = known.get(der) ?? convert(() => read(Uint8Array.from(der)));
  known.set(der, list);
  return list;
}

/** Names and extensions share their readers with certificates, whose error they throw. */
function convert<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof TrustError && error.code !== 'crl-malformed')
      throw new TrustError('crl-malformed', error.message, { cause: error });
    throw error;
  }
}

function read(der: Uint8Array): CertificateList {
  const outer = new DerReader(der, 'crl-malformed', 'CRL');
  const signed = outer.enter(tags.sequence);
  outer.end();
  const tbs = signed.next(tags.sequence);
  const algorithm = signed.next(tags.sequence).der;
  const signature = readBits(signed);
  signed.end();
  const evidence = createHash('sha256').update(der).digest('hex');
  return { evidence, ...readTbs(signed.inside(tbs), algorithm), tbs: tbs.der, algorithm, signature };
}

function readTbs(reader: DerReader, algorithm: Uint8Array): Omit<CertificateList, 'evidence' | 'tbs' | 'algorithm' | 'signature'> {
  const version = reader.peek() === tags.integer ? 2 : 1;
  if (version === 2 && readSmall(reader) !== 1) throw reader.fail('version is neither 1 nor 2');
  if (Buffer.compare(reader.next(tags.sequence).der, algorithm) !== 0) throw reader.fail('the two signature algorithms differ');
  const issuerDer = reader.next(tags.sequence).der;
  const thisUpdate = readTime(reader);
  const isDated = reader.peek() === tags.utcTime || reader.peek() === tags.generalizedTime;
  const nextUpdate = isDated ? readTime(reader) : undefined;
  const revoked = reader.optional(tags.sequence);
  if (revoked?.value.length === 0) throw reader.fail('an empty list of revoked certificates, which must be absent (§5.1.2.6)');
  const extensions = version === 2 ? readExtensions(reader, context(0)) : new Map<string, never>();
  reader.end();
  for (const [oid, { critical }] of extensions) if (critical && !processed.has(oid)) throw reader.fail(`critical extension ${oid}`);
  const fields = readFields(extensions);
  const form = { version, indirect: fields.point?.indirect === true } as const;
  const entries = readEntries(revoked ? reader.inside(revoked) : reader, nameKey(issuerDer), form);
  return { version, issuerDer, thisUpdate, ...(nextUpdate && { nextUpdate }), ...fields, entries };
}

function readFields(
  extensions: Certificate['extensions'],
): Pick<CertificateList, 'number' | 'base' | 'point' | 'scope' | 'keepsExpiredSince'> {
  const value = (oid: string): Uint8Array | undefined => extensions.get(oid)?.value;
  const reader = (der: Uint8Array): DerReader => new DerReader(der, 'crl-malformed', 'CRL extension');
  const [number, base] = [value(extensionOids.crlNumber), value(extensionOids.deltaCrlIndicator)];
  const [point, key] = [value(extensionOids.issuingDistributionPoint), value(extensionOids.authorityKeyIdentifier)];
  const expired = value(extensionOids.expiredCertsOnCrl);
  return {
    ...(number && { number: readNumber(reader(number)) }),
    ...(base && { base: readNumber(reader(base)) }),
    ...(point && { point: readIssuingPoint(reader(point)) }),
    ...(expired && { keepsExpiredSince: readTime(reader(expired)) }),
    scope: { ...(point && { point }), ...(key && { key }) },
  };
}

/** CRLNumber and BaseCRLNumber: not negative, up to 20 octets (§5.2.3). */
function readNumber(reader: DerReader): bigint {
  const value = readInteger(reader);
  reader.end();
  if ((value[0] ?? 0) >= 0x80 || value.length > 21) throw reader.fail('number is negative or too large');
  return BigInt(`0x${Buffer.from(value).toString('hex')}`);
}
