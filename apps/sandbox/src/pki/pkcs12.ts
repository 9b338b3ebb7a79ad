import { createHash } from 'node:crypto';
import * as asn1 from 'asn1js';
import {
  Attribute,
  AuthenticatedSafe,
  type Certificate,
  CertBag,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { derOf } from './certificate';
import { copy } from './extensions';

const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2';
const certBag = '1.2.840.113549.1.12.10.1.3';
const localKeyId = '1.2.840.113549.1.9.21';
/** The password is random, and readers in plain JavaScript need seconds for more. */
const iterations = 10_000;

/** PKCS#12 with PBES2 (AES-256-CBC, PBKDF2-HMAC-SHA256) and an HMAC-SHA256 over it (RFC 7292). The first certificate belongs to the key. */
export async function pkcs12(pkcs8: Uint8Array, chain: readonly Certificate[], password: string): Promise<Buffer> {
  const secret = copy(Buffer.from(password, 'utf8'));
  const keyBag = new PKCS8ShroudedKeyBag({ parsedValue: PrivateKeyInfo.fromBER(copy(pkcs8)) });
  const encryption = { name: 'AES-CBC', length: 256 };
  await keyBag.makeInternalValues({
    password: secret,
    contentEncryptionAlgorithm: encryption,
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: iterations,
  });
  // pkijs cuts the octets into pieces, which some readers (node-forge) refuse.
  keyBag.encryptedData = new asn1.OctetString({ valueHex: keyBag.encryptedData.getValue() });
  const safe = new AuthenticatedSafe({ parsedValue: { safeContents: [{ privacyMode: 0, value: contents(keyBag, chain) }] } });
  await safe.makeInternalValues({ safeContents: [{}] });
  const pfx = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues({ password: secret, iterations, pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' });
  return Buffer.from(pfx.toSchema().toBER());
}

function contents(keyBag: PKCS8ShroudedKeyBag, chain: readonly Certificate[]): SafeContents {
  const [leaf] = chain;
  if (!leaf) throw new Error('a PKCS#12 file needs the certificate of its key');
  const id = createHash('sha1').update(derOf(leaf)).digest();
  const ofKey = (): Attribute[] => [new Attribute({ type: localKeyId, values: [new asn1.OctetString({ valueHex: copy(id) })] })];
  const certificates = chain.map(
    (each) =>
      new SafeBag({ bagId: certBag, bagValue: new CertBag({ parsedValue: each }), ...(each === leaf ? { bagAttributes: ofKey() } : {}) }),
  );
  return new SafeContents({
    safeBags: [new SafeBag({ bagId: shroudedKeyBag, bagValue: keyBag, bagAttributes: ofKey() }), ...certificates],
  });
}
