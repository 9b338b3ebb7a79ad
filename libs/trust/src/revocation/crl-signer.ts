import type { Certificate, Path, RevocationNeed } from '../model';
import type { DistributionPoint } from '../x509/distribution-point';
import { keyUsage, keyUsages } from '../x509/extensions';
import { findChain } from '../x509/find';
import { isSameName, nameKey } from '../x509/name-chaining';
import type { PathOptions } from '../x509/options';
import { recover } from '../x509/recover';
import { isDataSignedBy } from '../x509/signature';
import type { CertificateList } from './certificate-list';
import { type Ask, type Inquiry, type Material, spend } from './inquiry';
import { needsOf } from './need';

/** So many certificates with the name of a list's issuer are tried, those that were handed in before those of the file. */
const maxSigners = 16;

/** Who signed a list and may, or why nobody did. */
type Signer = { readonly certificate: Certificate } | { readonly fault: string };

/**
 * RFC 5280 §6.3.3 f, g: the issuer's own key, or another certificate of the list's issuer whose path ends at the same anchor and whose status
 * is known to be good. So keys may roll over, and lists may be signed by a key of their own.
 */
export function signerOf(list: CertificateList, by: DistributionPoint, on: Inquiry, material: Material, ask: Ask): Signer {
  let fault = 'nobody with the name of its issuer signed it';
  for (const certificate of signersNamed(list, on.need, material)) {
    if (!isDataSignedBy(list, certificate, material.policy)) continue;
    // The certificates are anybody's: one that is broken is no signer, and no hindrance to the next.
    const why = recover(
      () => refusal(certificate, { list, by, on }, material, ask),
      ({ message }) => message,
    );
    if (why === undefined) return { certificate };
    fault = why;
  }
  return { fault };
}

function signersNamed({ issuerDer }: CertificateList, { issuer, anchor }: RevocationNeed, material: Material): Certificate[] {
  const own = [issuer, ...(anchor ? [anchor] : [])].filter(({ subjectDer }) => isSameName(subjectDer, issuerDer));
  const found = new Map<string, Certificate>();
  for (const one of [...own, ...named(issuerDer, material)]) {
    if (found.size === maxSigners) break;
    if (!found.has(one.fingerprint)) found.set(one.fingerprint, one);
  }
  return [...found.values()];
}

const byName = new WeakMap<Material, Map<string, Certificate[]>>();

/** Remembered: hundreds of lists may have one name, and hundreds of certificates. */
function named(name: Uint8Array, material: Material): Certificate[] {
  const known = byName.get(material) ?? new Map<string, Certificate[]>();
  byName.set(material, known);
  const key = nameKey(name);
  const found = known.get(key) ?? material.certificates.filter(({ subjectDer }) => isSameName(subjectDer, name));
  known.set(key, found);
  return found;
}

interface Signed {
  readonly list: CertificateList;
  readonly by: DistributionPoint;
  readonly on: Inquiry;
}

/** Why a certificate whose key signed may not have. */
function refusal(signer: Certificate, { list, by, on }: Signed, material: Material, ask: Ask): string | undefined {
  const { need, asking } = on;
  if (keyUsage(signer)?.has(keyUsages.cRLSign) === false) return 'its signer may not sign CRLs';
  const isOneOf = (...known: (Certificate | undefined)[]): boolean => known.some((one) => one?.fingerprint === signer.fingerprint);
  if (isOneOf(need.issuer, need.anchor)) return undefined;
  // A key does not vouch for itself, unless the certificate's issuer named that very signer for the purpose.
  if (isOneOf(need.certificate) && by.crlIssuer !== undefined) return undefined;
  if (asking.has(signer.fingerprint)) return 'its signer would vouch for itself';
  if (!spend(on)) return 'too many lists and certificates lead in circles';
  const at = material.times.later === true && list.thisUpdate > on.at ? list.thisUpdate : on.at;
  const path = pathOf(signer, at, need, material);
  if (path === undefined) return 'no path leads from its signer to the root of the certificate';
  for (const other of needsOf(path)) {
    if (other.certificate.fingerprint === need.issuer.fingerprint) continue;
    const status = ask(other)?.status;
    if (status !== 'good') return `the status of its signer is ${status ?? 'not known'}`;
  }
  return undefined;
}

/** The anchor must be the one of the certificate in question (§6.3.3 f). */
function pathOf(
  signer: Certificate,
  at: Date,
  { issuer, anchor }: RevocationNeed,
  { certificates, anchors, policy }: Material,
): Path | undefined {
  const same = anchor ? anchors.filter(({ certificate }) => certificate.fingerprint === anchor.fingerprint) : anchors;
  const options: PathOptions = { anyPurpose: true, keyUsage: [keyUsages.cRLSign], allowAuthority: true, policy };
  return findChain({ leaf: signer, intermediates: [...certificates, issuer], anchors: same, at, options })?.certificates;
}
