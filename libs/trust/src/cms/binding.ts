import { hash } from 'node:crypto';
import type { Certificate } from '../model';
import type { Check } from '../verdict/found';
import { DerReader, tags } from '../x509/der';
import { readOid } from '../x509/values';
import { onlyValue } from './attributes';
import { failed, judged, unknown, warning } from './check';
import * as oids from './oids';
import type { SignerInfo } from './signed-data';

/** ESSCertID or ESSCertIDv2 of the signer: the digest that its certificate must have. */
interface CertId {
  readonly algorithm: string;
  readonly digest: Uint8Array;
}

/** The first ESSCertID(v2) must be the signer's certificate (RFC 5035 §3); its optional issuer and serial add nothing to the hash. */
export function checkBinding({ signed }: SignerInfo, signer: Certificate | undefined): Check {
  const attributes = [oids.signingCertificateV2, oids.signingCertificate].filter((type) => signed.has(type));
  if (attributes.length === 0) return warning('signer.bound', 'no attribute names the certificate');
  if (!signer) return unknown('signer.bound', 'the certificate is not there');
  for (const type of attributes) {
    const certId = readCertId(onlyValue(signed, type), type);
    if (typeof certId === 'string') return failed('signer.bound', certId);
    if (!isOf(certId, signer)) return failed('signer.bound', 'signed for another certificate');
  }
  return judged('signer.bound', undefined, { certificate: signer.fingerprint });
}

/** Whether a signing-certificate attribute names this certificate: tells it from others of the same issuer and serial number. */
export function namesSigner({ signed }: SignerInfo, certificate: Certificate): boolean {
  const type = [oids.signingCertificateV2, oids.signingCertificate].find((one) => signed.has(one));
  const certId = type === undefined ? 'absent' : readCertId(onlyValue(signed, type), type);
  return typeof certId !== 'string' && isOf(certId, certificate);
}

/** Or why it cannot be told. */
function readCertId(value: Uint8Array | 'many' | undefined, type: string): CertId | string {
  if (value === undefined || value === 'many') return 'attribute repeated';
  const certId = new DerReader(value, 'cms-malformed', 'signing certificate')
    .enter(tags.sequence)
    .enter(tags.sequence)
    .enter(tags.sequence);
  const named = certId.optional(tags.sequence);
  const algorithm = type === oids.signingCertificate ? 'sha1' : oids.legacyDigests.get(named ? readOid(certId.inside(named)) : oids.sha256);
  return algorithm === undefined ? 'digest of the certificate is not allowed' : { algorithm, digest: certId.next(tags.octetString).value };
}

const isOf = ({ algorithm, digest }: CertId, { der }: Certificate): boolean => hash(algorithm, der, 'buffer').equals(digest);
