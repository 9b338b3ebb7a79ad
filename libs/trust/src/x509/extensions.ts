import type { Certificate } from '../model';
import { context, DerReader, tags } from './der';
import { type DistributionPoint, readDistributionPoint } from './distribution-point';
import { type GeneralName, readGeneralNames, uriOf } from './general-name';
import { readBoolean, readFlags, readOid, readSerial, readSmall } from './values';

/** Extension OIDs of RFC 5280 §4.2 and §5.2. */
export const extensionOids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extKeyUsage: '2.5.29.37',
  inhibitAnyPolicy: '2.5.29.54',
  expiredCertsOnCrl: '2.5.29.60',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
} as const;

export type ExtensionName = keyof typeof extensionOids;

/** KeyUsage bits of RFC 5280 §4.2.1.3. */
export const keyUsages = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;

/** Extended key purposes that this library asks for. */
export const purposes = { timeStamping: '1.3.6.1.5.5.7.3.8', ocspSigning: '1.3.6.1.5.5.7.3.9', any: '2.5.29.37.0' } as const;

/**
 * Purposes of which a signer's certificate must name one, if it names any. RFC 9336 and Microsoft have one for documents; certificates for
 * official duties name clientAuth and emailProtection.
 */
export const signingPurposes: readonly string[] = [
  '1.3.6.1.5.5.7.3.36', // documentSigning
  '1.3.6.1.5.5.7.3.4', // emailProtection
  '1.3.6.1.5.5.7.3.2', // clientAuth
  '1.3.6.1.4.1.311.10.3.12', // Microsoft's document signing
  '2.5.29.37.0', // anyExtendedKeyUsage
];

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength?: number;
}

export interface AuthorityKey {
  readonly keyIdentifier?: Uint8Array;
  /** The issuer's certificate by its own issuer and serial number. */
  readonly issuer?: readonly GeneralName[];
  readonly serial?: string;
}

export function basicConstraints(certificate: Certificate): BasicConstraints | undefined {
  return read(certificate, 'basicConstraints', (outer) => {
    const reader = outer.enter(tags.sequence);
    const ca = reader.peek() === tags.boolean && readBoolean(reader);
    const pathLength = reader.done ? undefined : readSmall(reader);
    reader.end();
    if (pathLength !== undefined && !ca) throw reader.fail('path length without the CA flag');
    return pathLength === undefined ? { ca } : { ca, pathLength };
  });
}

/** Bit numbers, see `keyUsages`; `undefined` when the extension is absent, which RFC 5280 takes as "any". */
export function keyUsage(certificate: Certificate): ReadonlySet<number> | undefined {
  return read(certificate, 'keyUsage', readFlags);
}

export function extendedKeyUsage(certificate: Certificate): readonly string[] | undefined {
  return read(certificate, 'extKeyUsage', (reader) => readList(reader.enter(tags.sequence), readOid));
}

interface PolicyInformation {
  readonly policy: string;
  /** OIDs of its qualifiers. */
  readonly qualifiers: readonly string[];
}

/** Policy OIDs, none of them twice (§4.2.1.4); none when the extension is absent. */
export const policies = (certificate: Certificate): readonly string[] => policyInformation(certificate)?.map(({ policy }) => policy) ?? [];

export function policyInformation(certificate: Certificate): readonly PolicyInformation[] | undefined {
  return read(certificate, 'certificatePolicies', (reader) => {
    const found = readList(reader.enter(tags.sequence), readPolicy);
    if (new Set(found.map(({ policy }) => policy)).size < found.length) throw reader.fail('a policy is there twice');
    return found;
  });
}

function readPolicy(list: DerReader): PolicyInformation {
  const information = list.enter(tags.sequence);
  const policy = readOid(information);
  const qualifiers = information.done ? [] : readList(information.enter(tags.sequence), (one) => readOid(one.enter(tags.sequence)));
  information.end();
  return { policy, qualifiers };
}

/** Pairs of §4.2.1.5: the issuer's policy, and the subject's that it takes for equal. */
export function policyMappings(certificate: Certificate): readonly (readonly [string, string])[] {
  return (
    read(certificate, 'policyMappings', (reader) =>
      readList(reader.enter(tags.sequence), (list): readonly [string, string] => {
        const pair = list.enter(tags.sequence);
        const [issuer, subject] = [readOid(pair), readOid(pair)];
        pair.end();
        return [issuer, subject];
      }),
    ) ?? []
  );
}

/** Numbers of certificates that may follow before a rule of policies begins (§4.2.1.11, §4.2.1.14). */
interface PolicySkips {
  readonly requireExplicitPolicy?: number;
  readonly inhibitPolicyMapping?: number;
}

export function policyConstraints(certificate: Certificate): PolicySkips {
  return (
    read(certificate, 'policyConstraints', (outer) => {
      const reader = outer.enter(tags.sequence);
      if (reader.done) throw reader.fail('empty');
      const requireExplicitPolicy = reader.peek() === context(0, false) ? readSmall(reader, context(0, false)) : undefined;
      const inhibitPolicyMapping = reader.peek() === context(1, false) ? readSmall(reader, context(1, false)) : undefined;
      reader.end();
      return { requireExplicitPolicy, inhibitPolicyMapping };
    }) ?? {}
  );
}

export const inhibitAnyPolicy = (certificate: Certificate): number | undefined =>
  read(certificate, 'inhibitAnyPolicy', (reader) => readSmall(reader));

export function subjectKeyIdentifier(certificate: Certificate): Uint8Array | undefined {
  return read(certificate, 'subjectKeyIdentifier', (reader) => reader.next(tags.octetString).value);
}

export function authorityKeyIdentifier(certificate: Certificate): AuthorityKey | undefined {
  return read(certificate, 'authorityKeyIdentifier', (outer) => {
    const reader = outer.enter(tags.sequence);
    const keyIdentifier = reader.optional(context(0, false))?.value;
    const issuer = reader.optional(context(1));
    const serial = reader.peek() === context(2, false) ? readSerial(reader, context(2, false)) : undefined;
    reader.end();
    return {
      ...(keyIdentifier && { keyIdentifier }),
      ...(issuer && { issuer: readGeneralNames(reader.inside(issuer)) }),
      ...(serial !== undefined && { serial }),
    };
  });
}

/** Names in subjectAltName, each of a form that RFC 5280 §4.2.1.6 allows. */
export function subjectAltNames(certificate: Certificate): readonly GeneralName[] {
  return read(certificate, 'subjectAltName', (reader) => readGeneralNames(reader.enter(tags.sequence))) ?? [];
}

/** http(s) addresses of OCSP responders in authorityInfoAccess. */
export function ocspUrls(certificate: Certificate): readonly string[] {
  return accessUrls(certificate, '1.3.6.1.5.5.7.48.1');
}

/** http(s) addresses of full CRLs by the issuer itself; points with reasons or another CRL issuer are passed over. */
export function crlUrls(certificate: Certificate): readonly string[] {
  return distributionPoints(certificate)
    .filter(({ reasons, crlIssuer }) => reasons === undefined && crlIssuer === undefined)
    .flatMap(({ fullName = [] }) => fullName.map(uriOf))
    .filter((url) => url !== undefined);
}

export function distributionPoints(certificate: Certificate): readonly DistributionPoint[] {
  return read(certificate, 'crlDistributionPoints', (reader) => readList(reader.enter(tags.sequence), readDistributionPoint)) ?? [];
}

function accessUrls(certificate: Certificate, method: string): readonly string[] {
  const descriptions = read(certificate, 'authorityInfoAccess', (reader) =>
    readList(reader.enter(tags.sequence), (list) => {
      const description = list.enter(tags.sequence);
      const oid = readOid(description);
      const [location] = readGeneralNames(description);
      return oid === method && location !== undefined ? uriOf(location) : undefined;
    }),
  );
  return (descriptions ?? []).filter((url) => url !== undefined);
}

function readList<T>(reader: DerReader, readItem: (reader: DerReader) => T): T[] {
  const items: T[] = [];
  do items.push(readItem(reader));
  while (!reader.done);
  return items;
}

function read<T>(certificate: Certificate, name: ExtensionName, decode: (reader: DerReader) => T): T | undefined {
  const extension = certificate.extensions.get(extensionOids[name]);
  if (extension === undefined) return undefined;
  const reader = new DerReader(extension.value, 'certificate-malformed', name);
  const value = decode(reader);
  reader.end();
  return value;
}
