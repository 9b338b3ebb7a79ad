import { type Certificate, TrustError, type TrustErrorCode } from '../model';
import {
  authorityKeyIdentifier,
  basicConstraints,
  crlUrls,
  extendedKeyUsage,
  extensionOids,
  keyUsage,
  keyUsages,
  ocspUrls,
  policies,
  subjectAltNames,
  subjectKeyIdentifier,
} from './extensions';
import { keyWeakness } from './key';

export type Role = 'leaf' | 'issuer' | 'anchor';

interface Rule {
  readonly code: TrustErrorCode;
  /** What is wrong with the certificate in this role, `undefined` when nothing is. */
  readonly broken: (certificate: Certificate, role: Role) => string | undefined;
}

const processed = new Set<string>([
  extensionOids.basicConstraints,
  extensionOids.keyUsage,
  extensionOids.extKeyUsage,
  extensionOids.certificatePolicies,
  extensionOids.subjectAltName,
  extensionOids.crlDistributionPoints,
]);
/** They could forbid the path, and nothing here processes them: a path that has one is refused, critical or not. */
const notProcessed = ['nameConstraints', 'policyConstraints', 'inhibitAnyPolicy'] as const;

/** What does not depend on time: RFC 5280 §4.1.2.6, §4.2 and §6.1.3–6.1.5, one rule an entry. */
const rules: readonly Rule[] = [
  { code: 'path-constraint', broken: (certificate) => keyWeakness(certificate.publicKey) },
  // Well-known roots have the serial number 0; nothing below them may.
  { code: 'path-constraint', broken: ({ serial }, role) => (serial === '0' && role !== 'anchor' ? 'serial number is zero' : undefined) },
  { code: 'path-constraint', broken: unprocessedExtension },
  { code: 'path-constraint', broken: nameless },
  { code: 'path-constraint', broken: keyIdentifiers },
  { code: 'path-constraint', broken: notAnAuthority },
  { code: 'certificate-usage', broken: notASigner },
];

const passed = new WeakMap<Certificate, Set<Role>>();

/** Throws the first broken rule; what passed is remembered, since certificates do not change. */
export function checkProfile(certificate: Certificate, role: Role): void {
  const roles = passed.get(certificate) ?? new Set();
  if (roles.has(role)) return;
  readEveryExtension(certificate);
  for (const { code, broken } of rules) {
    const reason = broken(certificate, role);
    if (reason !== undefined) throw new TrustError(code, `checking ${role} certificate ${certificate.fingerprint.slice(0, 16)}: ${reason}`);
  }
  passed.set(certificate, roles.add(role));
}

/** A broken extension refuses the certificate even when nobody would have asked for it. */
function readEveryExtension(certificate: Certificate): void {
  for (const reader of [ocspUrls, crlUrls, policies, subjectAltNames, extendedKeyUsage]) reader(certificate);
}

function unprocessedExtension({ extensions }: Certificate): string | undefined {
  const refused = notProcessed.find((name) => extensions.has(extensionOids[name]));
  if (refused !== undefined) return `${refused} is not processed`;
  for (const [oid, { critical }] of extensions)
    if (critical && !processed.has(oid)) return `critical extension ${oid} is not known or must not be critical`;
  return undefined;
}

function nameless(certificate: Certificate, role: Role): string | undefined {
  if (certificate.subjectDer.length > 2) return undefined;
  if (role !== 'leaf') return 'an authority without a subject name';
  return certificate.extensions.get(extensionOids.subjectAltName)?.critical === true
    ? undefined
    : 'neither a subject nor a critical subjectAltName';
}

function keyIdentifiers(certificate: Certificate, role: Role): string | undefined {
  const own = subjectKeyIdentifier(certificate);
  const issuers = authorityKeyIdentifier(certificate);
  if (role !== 'leaf' && own === undefined) return 'an authority without a subject key identifier';
  if (role !== 'anchor') return issuers?.keyIdentifier === undefined ? 'no authority key identifier' : undefined;
  if (issuers === undefined || own === undefined || !isSelfIssued(certificate)) return undefined;
  const same = issuers.keyIdentifier !== undefined && Buffer.compare(issuers.keyIdentifier, own) === 0;
  return same && !issuers.byIssuer ? undefined : 'a root whose authority key identifier is not its own';
}

function notAnAuthority(certificate: Certificate, role: Role): string | undefined {
  if (role === 'leaf') return undefined;
  if (basicConstraints(certificate)?.ca !== true) return 'not a certification authority';
  if (certificate.extensions.get(extensionOids.basicConstraints)?.critical !== true)
    return 'basicConstraints of an authority is not critical';
  return keyUsage(certificate)?.has(keyUsages.keyCertSign) === false ? 'its key usage does not allow signing certificates' : undefined;
}

function notASigner(certificate: Certificate, role: Role): string | undefined {
  if (role !== 'leaf') return undefined;
  if (basicConstraints(certificate)?.ca === true) return "an authority's certificate may not sign messages";
  const usage = keyUsage(certificate);
  if (usage === undefined) return undefined;
  if (usage.has(keyUsages.keyCertSign)) return 'key usage keyCertSign without the CA flag';
  return usage.has(keyUsages.digitalSignature) || usage.has(keyUsages.nonRepudiation)
    ? undefined
    : 'key usage allows neither digitalSignature nor nonRepudiation';
}

export const isSelfIssued = (certificate: Certificate): boolean => Buffer.compare(certificate.subjectDer, certificate.issuerDer) === 0;
