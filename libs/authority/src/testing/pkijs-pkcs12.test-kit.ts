import { webcrypto } from 'node:crypto';

import { Integer, OctetString, PrintableString } from 'asn1js';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AuthenticatedSafe,
  BasicConstraints,
  CertBag,
  Certificate,
  Extension,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;

/** A self-signed RSA certificate whose signature algorithm has no parameters, and a PKCS#12 file with it, both by pkijs. */
export async function pkijsFile(password: string): Promise<{ p12: Uint8Array; certificate: Uint8Array }> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await selfSigned(keys);
  const keyBag = new PKCS8ShroudedKeyBag({
    parsedValue: PrivateKeyInfo.fromBER(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
  });
  const content = { name: 'AES-CBC', length: 256 };
  await keyBag.makeInternalValues({
    password: bytes(password),
    contentEncryptionAlgorithm: content,
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: 2048,
  });
  keyBag.encryptedData = new OctetString({ valueHex: keyBag.encryptedData.getValue() });
  const safeBags = [
    new SafeBag({ bagId: '1.2.840.113549.1.12.10.1.2', bagValue: keyBag }),
    new SafeBag({ bagId: '1.2.840.113549.1.12.10.1.3', bagValue: new CertBag({ parsedValue: certificate }) }),
  ];
  const safe = new AuthenticatedSafe({ parsedValue: { safeContents: [{ privacyMode: 0, value: new SafeContents({ safeBags }) }] } });
  await safe.makeInternalValues({ safeContents: [{}] });
  const pfx = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues({
    password: bytes(password),
    iterations: 2048,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  });
  return { p12: new Uint8Array(pfx.toSchema().toBER()), certificate: new Uint8Array(certificate.toSchema(true).toBER()) };
}

async function selfSigned(keys: webcrypto.CryptoKeyPair): Promise<Certificate> {
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ value: 7 }) });
  const name = new AttributeTypeAndValue({ type: '2.5.4.3', value: new PrintableString({ value: 'Hub' }) });
  certificate.subject.typesAndValues.push(name);
  certificate.issuer.typesAndValues.push(name);
  certificate.notBefore.value = new Date('2026-01-01T00:00:00Z');
  certificate.notAfter.value = new Date('2030-01-01T00:00:00Z');
  const constraints = new BasicConstraints({ cA: true }).toSchema().toBER();
  certificate.extensions = [new Extension({ extnID: '2.5.29.19', critical: true, extnValue: constraints })];
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, 'SHA-256');
  certificate.signatureAlgorithm = new AlgorithmIdentifier({ algorithmId: certificate.signatureAlgorithm.algorithmId });
  return certificate;
}
