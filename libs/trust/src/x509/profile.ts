import type { Certificate } from '../model';
import { type Chain, type Fault, faultOf, type Role } from './chain';
import {
  authorityKeyIdentifier,
  basicConstraints,
  distributionPoints,
  extendedKeyUsage,
  extensionOids,
  inhibitAnyPolicy,
  keyUsage,
  ocspUrls,
  policyConstraints,
  policyInformation,
  policyMappings,
  subjectAltNames,
  subjectKeyIdentifier,
} from './extensions';
import { isSameName, isSelfIssued } from './name-chaining';
import type { PathOptions } from './options';
import { nameConstraints } from './subtrees';

/** What RFC 5280 §4 demands of every certificate and §6 does not look at. Legacy forgives what cannot hide anything. */
export function profileFault(certificate: Certificate, role: Role, { policy }: PathOptions): Fault | undefined {
  readEveryExtension(certificate);
  const reason =
    (role === 'anchor' ? undefined : belowAnchor(certificate, policy)) ??
    nameless(certificate, role) ??
    constraintsOfNobody(certificate) ??
    (policy === 'legacy'
      ? undefined
      : (notCritical(certificate, role) ?? brokenConstraint(certificate) ?? rootIdentifier(certificate, role)));
  return reason === undefined ? undefined : faultOf('path-constraint', reason, certificate);
}

/**
 * Key identifiers help to find paths and §6 does not check them, so a pair without any is as good as another. Where one of the two has its
 * half and the other has not, one of them is not what the authority made (§4.2.1.1, §4.2.1.2).
 */
export function keyIdentifierFault(issuer: Certificate, certificate: Certificate, { policy }: PathOptions): Fault | undefined {
  if (policy === 'legacy') return undefined;
  const own = subjectKeyIdentifier(issuer);
  const named = authorityKeyIdentifier(certificate)?.keyIdentifier;
  if ((own === undefined) === (named === undefined)) return undefined;
  return own === undefined
    ? faultOf('path-constraint', 'an authority without the subject key identifier by which it is named', issuer)
    : faultOf('path-constraint', 'no authority key identifier', certificate);
}

export function keyIdentifiersFault({ certificates, options }: Chain): Fault | undefined {
  for (let index = certificates.length - 2; index >= 0; index--) {
    const [issuer, certificate] = [certificates[index + 1], certificates[index]];
    const fault = issuer && certificate && keyIdentifierFault(issuer, certificate, options);
    if (fault) return fault;
  }
  return undefined;
}

/** A broken extension refuses the certificate even when nobody would have asked for it. */
function readEveryExtension(certificate: Certificate): void {
  for (const reader of [ocspUrls, distributionPoints, subjectAltNames, subjectKeyIdentifier, authorityKeyIdentifier]) reader(certificate);
  for (const reader of [policyInformation, policyMappings, policyConstraints, inhibitAnyPolicy, nameConstraints]) reader(certificate);
  for (const reader of [basicConstraints, keyUsage, extendedKeyUsage]) reader(certificate);
}

/**
 * Well-known roots are of version 1 or have the serial number 0; nothing below them may (§4.1.2.1, §4.1.2.2, §6.1.4 k). Whoever verifies
 * should cope with such numbers, which legacy does.
 */
function belowAnchor({ version, serial }: Certificate, policy: PathOptions['policy']): string | undefined {
  if (version < 3) return `version ${version}, which only a root may have`;
  if (policy === 'legacy') return undefined;
  if (serial === '0' || serial.startsWith('-')) return 'serial number is not positive';
  const octets = Math.ceil((serial.length + (serial >= '8' ? 1 : 0)) / 2);
  return octets > 20 ? 'serial number longer than 20 octets' : undefined;
}

function nameless(certificate: Certificate, role: Role): string | undefined {
  if (certificate.subjectDer.length > 2) return undefined;
  if (role !== 'leaf') return 'an authority without a subject name';
  return certificate.extensions.get(extensionOids.subjectAltName)?.critical === true
    ? undefined
    : 'neither a subject nor a critical subjectAltName';
}

/** No name of the form passes it (§6.1.3 b, c); whoever has it was not made with care. */
function brokenConstraint(certificate: Certificate): string | undefined {
  const { permitted = [], excluded = [] } = nameConstraints(certificate) ?? {};
  return [...permitted, ...excluded].some(({ form }) => form === 'broken')
    ? 'nameConstraints with a subtree of an impossible form'
    : undefined;
}

function constraintsOfNobody(certificate: Certificate): string | undefined {
  return nameConstraints(certificate) !== undefined && basicConstraints(certificate)?.ca !== true && certificate.version === 3
    ? 'nameConstraints of a certificate that may not issue any'
    : undefined;
}

/**
 * They bind in any case, and §6.1 does not ask whether they are critical. A root is chosen and follows the profile; an authority that demands
 * policies and names none has been made by nobody who knows it.
 */
function notCritical({ extensions }: Certificate, role: Role): string | undefined {
  const demands = extensions.get(extensionOids.policyConstraints)?.critical === false;
  if (demands && !extensions.has(extensionOids.certificatePolicies)) return 'policyConstraints is not critical';
  return role === 'anchor' && extensions.get(extensionOids.nameConstraints)?.critical === false
    ? 'nameConstraints of a root is not critical'
    : undefined;
}

/** A self-issued root that says whose key signed it names its own, and its own certificate. */
function rootIdentifier(certificate: Certificate, role: Role): string | undefined {
  if (role !== 'anchor' || !isSelfIssued(certificate)) return undefined;
  const [own, named] = [subjectKeyIdentifier(certificate), authorityKeyIdentifier(certificate)];
  if (named === undefined || own === undefined) return undefined;
  const { keyIdentifier, issuer, serial } = named;
  const isKey = keyIdentifier !== undefined && Buffer.compare(keyIdentifier, own) === 0;
  const isIssuer = issuer?.some(({ choice, value }) => choice === 4 && isSameName(value, certificate.issuerDer)) === true;
  const isNamed = issuer === undefined && serial === undefined ? true : isIssuer && serial === certificate.serial;
  return isKey && isNamed ? undefined : 'a root whose authority key identifier is not its own';
}
