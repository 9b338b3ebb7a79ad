import type { Certificate } from '../model';
import { type Chain, type Fault, faultOf } from './chain';
import { DerReader, tags } from './der';
import { subjectAltNames } from './extensions';
import { isSelfIssued } from './name-chaining';
import { readRdns } from './name';
import { type Base, emailOf, type SubjectName, subjectNameOf } from './name-forms';
import { type NameConstraints, nameConstraints } from './subtrees';
import { isText, readText } from './values';

/** Greatest product of names and subtrees that is compared: real certificates have some dozen of each. */
const maxComparisons = 1 << 18;
const emailAddress = '1.2.840.113549.1.9.1';

const found = new WeakMap<Certificate, WeakMap<Certificate, string>>();

/**
 * §6.1.3 b, c with §6.1.4 g: a name lies in the intersection of all permitted subtrees and outside the union of all excluded ones exactly if
 * it satisfies each authority above it, so authorities are asked one by one. Self-issued authorities are exempt, the leaf never is.
 */
export function nameConstraintsFault({ certificates }: Chain): Fault | undefined {
  for (let authority = certificates.length - 1; authority > 0; authority--)
    for (let below = authority - 1; below >= 0; below--) {
      const [issuer, certificate] = [certificates[authority], certificates[below]];
      if (issuer === undefined || certificate === undefined) continue;
      const fault = constrainedFault(issuer, certificate, below === 0);
      if (fault) return fault;
    }
  return undefined;
}

/** Whether one authority forbids the names of one certificate below it. */
export function constrainedFault(issuer: Certificate, certificate: Certificate, isLeaf: boolean): Fault | undefined {
  const constraints = nameConstraints(issuer);
  if (constraints === undefined || (!isLeaf && isSelfIssued(certificate))) return undefined;
  const known = found.get(issuer) ?? new WeakMap<Certificate, string>();
  found.set(issuer, known);
  const reason = known.get(certificate) ?? violation(constraints, namesOf(certificate)) ?? '';
  known.set(certificate, reason);
  return reason === '' ? undefined : faultOf('path-constraint', reason, certificate);
}

function violation({ permitted, excluded }: NameConstraints, names: readonly SubjectName[]): string | undefined {
  if (names.length * (permitted.length + excluded.length) > maxComparisons) return 'too many names and constraints to compare';
  for (const name of names) {
    const form = name.form === 'broken' ? name.of : name.form;
    const allowed = permitted.filter((base) => binds(base, name));
    const forbidden = excluded.filter((base) => binds(base, name));
    if (allowed.length + forbidden.length === 0) continue;
    if (name.form === 'broken' || [...allowed, ...forbidden].some((base) => base.form === 'broken'))
      return `a name of the form ${form} cannot be compared with the constraints on it`;
    if (allowed.length > 0 && !allowed.some((base) => isWithin(name, base))) return `a name of the form ${form} is not permitted`;
    if (forbidden.some((base) => isWithin(name, base) || mayBeWithin(name, base))) return `a name of the form ${form} is excluded`;
  }
  return undefined;
}

function binds(base: Base, name: SubjectName): boolean {
  if (base.form === 'broken') return base.of === (name.form === 'broken' ? name.of : name.form);
  if (base.form === 'other') return name.form === 'broken' && name.choice === base.choice;
  return base.form === (name.form === 'broken' ? name.of : name.form);
}

/** The subject, e-mail addresses in it, and all alternative names (§4.2.1.10). */
function namesOf(certificate: Certificate): readonly SubjectName[] {
  const subject = subjectNameOf({ choice: 4, value: certificate.subjectDer });
  const reader = new DerReader(certificate.subjectDer, 'certificate-malformed', 'subject').enter(tags.sequence);
  const emails = readRdns(reader)
    .flat()
    .filter(({ oid }) => oid === emailAddress)
    .map(({ value }) => emailOf(isText(value) ? readText(reader, value) : ''));
  const isEmpty = subject.form === 'directory' && subject.rdns.length === 0;
  return [...(isEmpty ? [] : [subject]), ...emails, ...subjectAltNames(certificate).map(subjectNameOf)];
}

function isWithin(name: SubjectName, base: Base): boolean {
  if (name.form === 'directory' && base.form === 'directory') return base.rdns.every((rdn, index) => rdn === name.rdns[index]);
  if (name.form === 'ip' && base.form === 'ip') return isInNetwork(name.address, base);
  if (name.form === 'dns' && base.form === 'dns') return base.host === '' || name.host === base.host || name.host.endsWith(`.${base.host}`);
  if (name.form === 'uri' && base.form === 'uri') return isInDomain(name.host, base.host);
  if (name.form !== 'email' || base.form !== 'email') return false;
  return base.local === undefined ? isInDomain(name.host, base.host) : name.local === base.local && name.host === base.host;
}

/** A host, or with a leading period whatever lies below it. */
const isInDomain = (host: string, domain: string): boolean =>
  domain === '' || (domain.startsWith('.') ? host.endsWith(domain) && host.length > domain.length : host === domain);

const isInNetwork = (address: Uint8Array, { address: network, mask }: Extract<Base, { form: 'ip' }>): boolean =>
  address.length === network.length && network.every((octet, i) => ((octet ^ (address[i] ?? 0)) & (mask[i] ?? 0)) === 0);

/** `*.example.com` stands for `a.example.com` too, so excluding that excludes both. */
function mayBeWithin(name: SubjectName, base: Base): boolean {
  if (name.form !== 'dns' || base.form !== 'dns' || !name.host.startsWith('*.')) return false;
  const parent = name.host.slice(1);
  return base.host.endsWith(parent) && !base.host.slice(0, -parent.length).includes('.');
}
