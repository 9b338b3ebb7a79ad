import { hash, timingSafeEqual, verify } from 'node:crypto';
import { type Certificate, TrustError, type TrustErrorCode } from '../model';
import { DerReader, tags } from '../x509/der';
import { readOid, readTime } from '../x509/values';
import * as oids from './oids';
import { readSignedData, type SignedData, type SignerInfo } from './signed-data';

export interface DetachedSignature {
  readonly signer: Certificate;
  /** Signer first, then the issuers found beside it; not validated: see `validatePath`. */
  readonly chain: Certificate[];
  /** As the signer claims it; a time-stamp proves it. */
  readonly signingTime?: Date;
  /** The signature value: what a signature time-stamp stamps. */
  readonly value: Uint8Array;
  /** RFC 3161 token over `value`, DER; not verified: see `verifyTimestamp`. */
  readonly timestamp?: Uint8Array;
}

/**
 * Verifies a CAdES signature over `content`: one signer, digest, content type, signing certificate, signature.
 * Whether the signer is to be trusted is another question.
 * @throws TrustError `cms-malformed` or `signature-invalid`
 */
export function verifyDetached(p7s: Uint8Array, content: Uint8Array): DetachedSignature {
  const cms = readSignedData(p7s, 'cms-malformed');
  if (cms.content || cms.contentType !== oids.data)
    throw new TrustError('cms-malformed', 'verifying CMS: not a detached signature over data');
  const signer = verifySigner(cms, content, 'cms-malformed', [oids.signingCertificateV2]);
  const time = cms.signer.signed.get(oids.signingTime);
  const timestamp = cms.signer.unsigned.get(oids.signatureTimeStamp);
  return {
    signer,
    chain: chainOf(signer, cms.certificates),
    value: cms.signer.signature,
    ...(time && { signingTime: readTime(new DerReader(time, 'cms-malformed', 'signingTime')) }),
    ...(timestamp && { timestamp }),
  };
}

/** The checks of RFC 5652 §5.4 and §5.6 and RFC 5035 §5; `bindings` are the attributes that may name the signer's certificate. */
export function verifySigner(cms: SignedData, content: Uint8Array, code: TrustErrorCode, bindings: readonly string[]): Certificate {
  const { signer: info } = cms;
  const digest = oids.digests.get(info.digestAlgorithm);
  if (!digest) throw new TrustError(code, `verifying CMS: digest algorithm ${info.digestAlgorithm} is not allowed`);
  const certificate = cms.certificates.find((one) => isSigner(one, info.sid));
  if (!certificate) throw new TrustError(code, "verifying CMS: the signer's certificate is not included");
  checkAttributes(info, cms.contentType, hash(digest, content, 'buffer'), code);
  checkBinding(info, certificate, code, bindings);
  checkSignature(info, certificate, digest, code);
  return certificate;
}

function isSigner(certificate: Certificate, sid: SignerInfo['sid']): boolean {
  if ('serial' in sid) return certificate.serial === sid.serial && Buffer.compare(certificate.issuerDer, sid.issuer) === 0;
  const keyId = certificate.extensions.get(oids.subjectKeyIdentifier)?.value;
  return keyId !== undefined && Buffer.compare(keyId.subarray(2), sid.keyId) === 0;
}

function checkAttributes(info: SignerInfo, contentType: string, digest: Buffer, code: TrustErrorCode): void {
  if (readOid(signedAttribute(info, oids.contentType, code)) !== contentType)
    throw new TrustError('signature-invalid', 'verifying CMS: contentType attribute names another type');
  if (!same(signedAttribute(info, oids.messageDigest, code).next(tags.octetString).value, digest))
    throw new TrustError('signature-invalid', 'verifying CMS: the content is not what was signed');
}

/** The first ESSCertID(v2) must be the signer's certificate (RFC 5035 §3); its optional issuer and serial add nothing to the hash. */
function checkBinding(info: SignerInfo, certificate: Certificate, code: TrustErrorCode, bindings: readonly string[]): void {
  const type = bindings.find((binding) => info.signed.has(binding)) ?? oids.signingCertificateV2;
  const certId = signedAttribute(info, type, code).enter(tags.sequence).enter(tags.sequence).enter(tags.sequence);
  const named = certId.optional(tags.sequence);
  const digest = type === oids.signingCertificate ? 'sha1' : oids.digests.get(named ? readOid(certId.inside(named)) : oids.sha256);
  if (!digest) throw certId.fail('digest of the signing certificate is not allowed');
  if (!same(certId.next(tags.octetString).value, hash(digest, certificate.der, 'buffer')))
    throw new TrustError('signature-invalid', 'verifying CMS: signed for another certificate');
}

function signedAttribute(info: SignerInfo, type: string, code: TrustErrorCode): DerReader {
  const value = info.signed.get(type);
  if (!value) throw new TrustError(code, `verifying CMS: signed attribute ${type} is missing`);
  return new DerReader(value, code, `signed attribute ${type}`);
}

function checkSignature(info: SignerInfo, { publicKey }: Certificate, digest: string, code: TrustErrorCode): void {
  const algorithm = oids.signatures.get(info.signatureAlgorithm);
  if (!algorithm || (algorithm.digest ?? digest) !== digest || publicKey.asymmetricKeyType !== algorithm.key)
    throw new TrustError(code, `verifying CMS: signature algorithm ${info.signatureAlgorithm} is not allowed here`);
  if (algorithm.key === 'rsa' && (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    throw new TrustError(code, 'verifying CMS: RSA keys need at least 2048 bits');
  if (!verify(digest, info.signedBytes, publicKey, info.signature))
    throw new TrustError('signature-invalid', 'verifying CMS: the signature does not match');
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

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
