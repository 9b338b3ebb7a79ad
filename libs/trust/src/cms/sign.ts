import { hash } from 'node:crypto';
import { type Certificate, TrustError } from '../model';
import * as der from './der';
import * as oids from './oids';
import { type CmsAlgorithm, identifiersOf } from './sign-algorithm';

/** A key that signs and the certificates that vouch for it; where the key lives is the implementation's business. */
export interface SigningKey {
  /** Signer's certificate first, then its issuers; the root may be left out. */
  readonly chain: readonly Certificate[];
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `data` (not over a digest). Called once a signature; a rejection ends that signature only. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** The same for any algorithm; ECDSA values as DER (`ECDSA-Sig-Value`), a PSS salt as long as the digest. */
export interface CmsSigner extends SigningKey {
  readonly algorithm: CmsAlgorithm;
}

export interface CmsOrder {
  readonly content: Uint8Array;
  /** Whether the content goes into the message. */
  readonly attached: boolean;
  readonly signer: CmsSigner;
  /** What the signer claims as time of signing; whole seconds. */
  readonly at: Date;
}

/** CAdES-B-B (ETSI EN 319 122-1 §6): CMS SignedData (RFC 5652) in DER. */
export async function signCms({ content, attached, signer: key, at }: CmsOrder): Promise<Uint8Array> {
  const signer = key.chain[0];
  if (!signer) throw new TrustError('cms-malformed', 'signing: the key has no certificate');
  const identifiers = identifiersOf(key.algorithm, signer.publicKey);
  const attributes = signedAttributes(hash(identifiers.digest, content, 'buffer'), signer, at);
  const signature = await key.sign(der.setOf(...attributes));
  const signerInfo = der.sequence(
    der.small(1),
    issuerAndSerial(signer),
    der.sequence(identifiers.digestOid),
    der.tagged(0, ...der.inDerOrder(attributes)),
    identifiers.signature,
    der.octets(signature),
  );
  const encapsulated = attached ? [der.tagged(0, der.octets(content))] : [];
  const signedData = der.sequence(
    der.small(1),
    der.setOf(der.sequence(identifiers.digestOid)),
    der.sequence(der.oid(oids.data), ...encapsulated),
    der.tagged(0, ...der.inDerOrder(key.chain.map((certificate) => certificate.der))),
    der.setOf(signerInfo),
  );
  return der.sequence(der.oid(oids.signedData), der.tagged(0, signedData));
}

/** Detached from `content`, by RSA with SHA-256. */
export const signDetached = (content: Uint8Array, key: SigningKey, at: Date): Promise<Uint8Array> =>
  signCms({ content, attached: false, at, signer: { chain: key.chain, algorithm: 'rsa-sha256', sign: (data) => key.sign(data) } });

function signedAttributes(digest: Uint8Array, signer: Certificate, at: Date): Uint8Array[] {
  const certId = der.sequence(der.octets(hash('sha256', signer.der, 'buffer')));
  return [
    der.attribute(oids.contentType, der.oid(oids.data)),
    der.attribute(oids.messageDigest, der.octets(digest)),
    der.attribute(oids.signingTime, der.time(at)),
    der.attribute(oids.signingCertificateV2, der.sequence(der.sequence(certId))),
  ];
}

function issuerAndSerial({ serial, issuerDer }: Certificate): Uint8Array {
  const even = serial.padStart(serial.length + (serial.length % 2), '0');
  return der.sequence(issuerDer, der.unsigned(Buffer.from(even, 'hex')));
}
