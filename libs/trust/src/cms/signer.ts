import type { Certificate } from '../model';
import { extensionOids } from '../x509/extensions';
import { namesSigner } from './binding';
import type { SignerId, SignerInfo } from './signed-data';

/**
 * The certificate that a signer names by issuer and serial number or by key identifier. Whoever makes a message can put another one with the
 * same issuer and number into it, so of several the one that the signed attributes name comes first.
 */
export function findSigner(info: SignerInfo, certificates: readonly Certificate[]): Certificate | undefined {
  const named = certificates.filter((one) => isNamed(one, info.sid));
  return named.length > 1 ? (named.find((one) => namesSigner(info, one)) ?? named[0]) : named[0];
}

function isNamed(certificate: Certificate, sid: SignerId): boolean {
  if ('serial' in sid) return certificate.serial === sid.serial && Buffer.compare(certificate.issuerDer, sid.issuer) === 0;
  const keyId = certificate.extensions.get(extensionOids.subjectKeyIdentifier)?.value;
  return keyId !== undefined && Buffer.compare(keyId.subarray(2), sid.keyId) === 0;
}

/** Follows issuer names through the certificates that came along; each is used once, so a cycle ends. */
export function chainOf(signer: Certificate, bag: readonly Certificate[]): Certificate[] {
  const chain = [signer];
  const rest = new Set(bag.filter((one) => one !== signer));
  for (let last = signer; ;) {
    const next = [...rest].find((one) => Buffer.compare(one.subjectDer, last.issuerDer) === 0);
    if (!next) return chain;
    rest.delete(next);
    chain.push((last = next));
  }
}
