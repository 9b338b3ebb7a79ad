import { elementsOf, plainTextOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import type { Certificate } from '../../model';
import { decodeBase64 } from '../base64';
import { type DigestAlgorithm, digestOf, readDigestMethod } from '../digest';
import { ds, isNamed, xades } from '../names';

export interface CertificateDigest {
  /** `undefined`: an algorithm that is not allowed. */
  readonly algorithm: DigestAlgorithm | undefined;
  readonly digest: Uint8Array;
}

/**
 * Digests in SigningCertificateV2 or, by older rules, SigningCertificate (EN 319 132-1 §5.2.2); `undefined` when neither is there. Issuer and
 * serial beside the digest add nothing to it and are not read.
 */
export function readSigningCertificates(
  document: XmlDocument,
  properties: readonly XmlElement[],
): readonly CertificateDigest[] | undefined {
  const named = properties.find((one) => isNamed(one, xades, 'SigningCertificateV2') || isNamed(one, xades, 'SigningCertificate'));
  if (!named) return undefined;
  const digests = elementsOf(named)
    .filter((one) => isNamed(one, xades, 'Cert'))
    .flatMap((cert) => elementsOf(cert).filter((one) => isNamed(one, xades, 'CertDigest')));
  return digests.map((one) => readDigest(document, one)).filter((one) => one !== undefined);
}

function readDigest(document: XmlDocument, element: XmlElement): CertificateDigest | undefined {
  const parts = elementsOf(element);
  const method = parts.find((one) => isNamed(one, ds, 'DigestMethod'));
  const value = parts.find((one) => isNamed(one, ds, 'DigestValue'));
  const digest = decodeBase64((value && plainTextOf(document, value)) ?? '');
  return method && digest && digest.length > 0 ? { algorithm: readDigestMethod(method), digest } : undefined;
}

/** Whether one of the digests is of this certificate; those with a weak algorithm count under the legacy policy only. */
export function findDigest(
  certificate: Certificate,
  digests: readonly CertificateDigest[],
  weakToo: boolean,
): CertificateDigest | undefined {
  return digests.find(
    ({ algorithm, digest }) =>
      algorithm && (weakToo || !algorithm.weak) && Buffer.compare(digestOf(algorithm, certificate.der), digest) === 0,
  );
}
