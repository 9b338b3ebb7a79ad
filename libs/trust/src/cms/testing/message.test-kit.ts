import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import type { Certificate } from '../../model';
import { DerReader } from '../../x509/der';
import * as der from '../der';
import * as oids from '../oids';

/** A message made by hand, each part of which a test may replace. */
export interface Draft {
  readonly content: Uint8Array;
  readonly attached?: boolean;
  readonly contentType?: string;
  readonly signer: Certificate;
  readonly key: KeyObject;
  readonly certificates?: readonly Uint8Array[];
  /** Signed attributes in the order in which they travel; `undefined`: the usual ones; `null`: none at all. */
  readonly attributes?: readonly Uint8Array[] | null;
  /** Signs the attributes as they travel, not in the order of DER. */
  readonly signAsIs?: boolean;
  readonly unsigned?: readonly Uint8Array[];
  readonly revocation?: readonly Uint8Array[];
  readonly digest?: 'sha1' | 'sha256' | 'sha512';
  readonly signatureAlgorithm?: Uint8Array;
}

const digestOids = { sha1: oids.sha1, sha256: oids.sha256, sha512: oids.sha512 };
const rsaOids = { sha1: '1.2.840.113549.1.1.5', sha256: oids.sha256WithRsa, sha512: '1.2.840.113549.1.1.13' };

export const typeAttribute = (type = oids.data): Uint8Array => der.attribute(oids.contentType, der.oid(type));
export const digestAttribute = (content: Uint8Array, digest = 'sha256'): Uint8Array =>
  der.attribute(oids.messageDigest, der.octets(hash(digest, content, 'buffer')));
export const timeAttribute = (at: Date): Uint8Array => der.attribute(oids.signingTime, der.time(at));
export const boundTo = (certificate: Certificate): Uint8Array =>
  der.attribute(oids.signingCertificateV2, der.sequence(der.sequence(der.sequence(der.octets(hash('sha256', certificate.der, 'buffer'))))));
export const rsaIdentifier = (digest: 'sha1' | 'sha256' | 'sha512'): Uint8Array => der.sequence(der.oid(rsaOids[digest]), der.nothing());

export function write(draft: Draft): Buffer {
  const { content, signer, digest = 'sha256', contentType = oids.data, unsigned = [], revocation = [] } = draft;
  const digestIdentifier = der.sequence(der.oid(digestOids[digest]));
  const encapsulated = draft.attached ? [der.tagged(0, der.octets(content))] : [];
  return der.sequence(
    der.oid(oids.signedData),
    der.tagged(
      0,
      der.sequence(
        der.small(1),
        der.setOf(digestIdentifier),
        der.sequence(der.oid(contentType), ...encapsulated),
        der.tagged(0, ...(draft.certificates ?? [signer.der])),
        ...(revocation.length > 0 ? [der.tagged(1, ...revocation)] : []),
        der.setOf(signerInfo({ ...draft, digest, contentType }, digestIdentifier, unsigned.length > 0 ? [der.tagged(1, ...unsigned)] : [])),
      ),
    ),
  );
}

/** The SignerInfo alone, as a counter-signature has it. */
export function signerInfo(draft: Draft, digestIdentifier: Uint8Array, tail: readonly Uint8Array[] = []): Buffer {
  const { content, signer, key, digest = 'sha256', contentType = oids.data } = draft;
  const usual = der.inDerOrder([typeAttribute(contentType), digestAttribute(content, digest), boundTo(signer)]);
  const attributes = draft.attributes === null ? undefined : (draft.attributes ?? usual);
  const covered = attributes === undefined ? content : draft.signAsIs ? der.write(0x31, ...attributes) : der.setOf(...attributes);
  const signature = sign(key.asymmetricKeyType === 'ed25519' ? null : digest, covered, key);
  return der.sequence(
    der.small(1),
    der.sequence(
      signer.issuerDer,
      der.unsigned(Buffer.from(signer.serial.padStart(signer.serial.length + (signer.serial.length % 2), '0'), 'hex')),
    ),
    digestIdentifier,
    ...(attributes === undefined ? [] : [der.tagged(0, ...attributes)]),
    draft.signatureAlgorithm ?? rsaIdentifier(digest),
    der.octets(signature),
    ...tail,
  );
}

/** Another certificate of the same issuer and serial number, as an attacker would put it beside the signer's. */
export function doubleOf(certificate: Certificate): Uint8Array {
  const spki = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' });
  const bytes = Buffer.from(certificate.der);
  const at = bytes.indexOf(certificate.spki);
  if (spki.length !== certificate.spki.length) throw new Error('the key of the double is of another size');
  spki.copy(bytes, at);
  return bytes;
}

/** The same message with lengths that are not told beforehand, as Windows and old versions of Java write the outer levels. */
export function inBer(message: Uint8Array): Buffer {
  const info = new DerReader(message, 'cms-malformed', 'CMS').enter(0x30);
  const [type, wrapper] = [info.next().der, info.next(0xa0)];
  const fields = info.inside(wrapper).next(0x30).value;
  const end = Buffer.alloc(2);
  return Buffer.concat([Buffer.from('3080', 'hex'), type, Buffer.from('a0803080', 'hex'), fields, end, end, end]);
}
