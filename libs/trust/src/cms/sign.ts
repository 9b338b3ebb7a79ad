import { hash } from 'node:crypto';
import { type Certificate, TrustError } from '../model';
import * as der from './der';
import * as oids from './oids';

/** A key that signs and the certificates that vouch for it; where the key lives is the implementation's business. */
export interface SigningKey {
  /** Signer's certificate first, then its issuers; the root may be left out. */
  readonly chain: readonly Certificate[];
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `data` (not over a digest). Called once a signature; a rejection ends that signature only. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** CAdES-B (ETSI EN 319 122-1 §6): CMS SignedData (RFC 5652) in DER, detached from `content`. */
export async function signDetached(content: Uint8Array, key: SigningKey, at: Date): Promise<Uint8Array> {
  const signer = key.chain[0];
  if (!signer) throw new TrustError('cms-malformed', 'signing: the key has no certificate');
  const attributes = signedAttributes(content, signer, at);
  const signature = await key.sign(der.encode(der.setOf(...attributes)));
  return der.encode(envelope(key.chain, signerInfo(signer, attributes, signature)));
}

function signedAttributes(content: Uint8Array, signer: Certificate, at: Date): der.Node[] {
  const certId = der.sequence(der.octets(hash('sha256', signer.der, 'buffer')));
  return der.inDerOrder([
    der.attribute(oids.contentType, der.oid(oids.data)),
    der.attribute(oids.messageDigest, der.octets(hash('sha256', content, 'buffer'))),
    der.attribute(oids.signingTime, der.time(at)),
    der.attribute(oids.signingCertificateV2, der.sequence(der.sequence(certId))),
  ]);
}

function signerInfo(signer: Certificate, attributes: der.Node[], signature: Uint8Array): der.Node {
  return der.sequence(
    der.small(1),
    issuerAndSerial(signer),
    der.sequence(der.oid(oids.sha256)),
    der.tagged(0, ...attributes),
    der.sequence(der.oid(oids.sha256WithRsa), der.nothing()),
    der.octets(signature),
  );
}

function issuerAndSerial(certificate: Certificate): der.Node {
  const serial = Buffer.from(certificate.serial.padStart(certificate.serial.length + (certificate.serial.length % 2), '0'), 'hex');
  return der.sequence(der.decode(certificate.issuerDer, 'certificate-malformed'), der.unsigned(serial));
}

function envelope(chain: readonly Certificate[], signer: der.Node): der.Node {
  const certificates = der.inDerOrder(chain.map((certificate) => der.decode(certificate.der, 'certificate-malformed')));
  const signedData = der.sequence(
    der.small(1),
    der.setOf(der.sequence(der.oid(oids.sha256))),
    der.sequence(der.oid(oids.data)),
    der.tagged(0, ...certificates),
    der.setOf(signer),
  );
  return der.sequence(der.oid(oids.signedData), der.tagged(0, signedData));
}
