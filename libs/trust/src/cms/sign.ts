import { hash } from 'node:crypto';
import { ecdsaToDer } from '../keys/ecdsa';
import { fileAlgorithm } from '../keys/file-algorithm';
import type { Signer } from '../keys/signer';
import { type Certificate, TrustError } from '../model';
import * as der from './der';
import * as oids from './oids';
import { type CmsAlgorithm, identifiersOf } from './sign-algorithm';

type CmsSigner = Pick<Signer, 'certificateChain' | 'algorithm' | 'sign'>;

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
  const [signer] = key.certificateChain;
  if (!signer) throw new TrustError('cms-malformed', 'signing: the key has no certificate');
  const algorithm = algorithmOf(key);
  const identifiers = identifiersOf(algorithm, signer.publicKey);
  const attributes = signedAttributes(hash(identifiers.digest, content, 'buffer'), signer, at);
  const value = await key.sign(der.setOf(...attributes));
  const signature = algorithm.startsWith('ecdsa') ? ecdsaToDer(value) : value;
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
    der.tagged(0, ...der.inDerOrder(key.certificateChain.map((certificate) => certificate.der))),
    der.setOf(signerInfo),
  );
  return der.sequence(der.oid(oids.signedData), der.tagged(0, signedData));
}

/** Detached from `content`. */
export const signDetached = (content: Uint8Array, signer: CmsSigner, at: Date): Promise<Uint8Array> =>
  signCms({ content, attached: false, at, signer });

function algorithmOf({ algorithm }: CmsSigner): CmsAlgorithm {
  const name = fileAlgorithm(algorithm);
  if (name === 'eddsa-ed25519') throw new TrustError('cms-malformed', `signing: CMS is not signed with ${algorithm} here`);
  return name;
}

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
