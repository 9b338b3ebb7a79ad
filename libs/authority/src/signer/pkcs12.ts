import { createPrivateKey, type KeyObject } from 'node:crypto';

import { type Certificate, parseCertificate, type Signer, type SigningAlgorithm } from '@lienthong/trust';
import { asn1, pkcs12, pki } from 'node-forge';

import { AuthorityError } from '../error';
import { keySigner } from './key';
import { type Circumstances, proveSigner } from './prove';

const maxBytes = 1024 * 1024;

export interface Pkcs12Source {
  readonly file: Uint8Array;
  /** ASCII. */
  readonly password: string;
  readonly algorithm?: SigningAlgorithm;
}

/**
 * Opens a PKCS#12 file (RFC 7292; PBES2 with AES as OpenSSL 3 and pkijs write it, and the older ciphers) with the one key in it and the chain
 * found beside it. Signing runs in the thread pool. Slow by design: hundreds of milliseconds of key derivation. Throws `pkcs12-unreadable`
 * (broken, or another password), `pkcs12-unsuitable` (no key, or several), `signer-mismatch`, or as `proveSigner`.
 */
export async function openPkcs12({ file, password, algorithm }: Pkcs12Source, circumstances: Circumstances): Promise<Signer> {
  const { key, certificates } = open(file, password);
  return proveSigner(keySigner(key, certificates, algorithm), circumstances);
}

interface Contents {
  readonly key: KeyObject;
  readonly certificates: readonly Certificate[];
}

function open(bytes: Uint8Array, password: string): Contents {
  if (bytes.length > maxBytes) throw new AuthorityError('pkcs12-unreadable', `opening PKCS#12: larger than ${maxBytes} bytes`);
  let bags: pkcs12.Bag[];
  try {
    const structure = asn1.fromDer(Buffer.from(bytes).toString('latin1'));
    bags = pkcs12.pkcs12FromAsn1(structure, password).safeContents.flatMap(({ safeBags }) => safeBags);
  } catch (cause) {
    // Files with AES derive their keys from UTF-8, which forge cannot do beside the MAC's UTF-16.
    const hint = /^[\x20-\x7e]*$/.test(password) ? '' : '; export it again under an ASCII password';
    throw new AuthorityError('pkcs12-unreadable', `opening PKCS#12: not such a file, or the password is another one${hint}`, { cause });
  }
  const keys = bags.filter(({ type }) => type === pki.oids.keyBag || type === pki.oids.pkcs8ShroudedKeyBag);
  const [keyBag] = keys;
  if (keyBag === undefined || keys.length > 1) throw unsuitable(`it holds ${keys.length} private keys, not one`);
  const certificates = bags.filter(({ type }) => type === pki.oids.certBag).map(readCertificate);
  return { key: readKey(keyBag), certificates };
}

/** forge decodes what it knows (RSA) and leaves the rest as ASN.1; either way the bytes go to node:crypto. */
function readKey({ key, asn1: structure }: pkcs12.Bag): KeyObject {
  const info = key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key)) : structure;
  return createPrivateKey({ key: toDer(info), format: 'der', type: 'pkcs8' });
}

function readCertificate({ cert, asn1: structure }: pkcs12.Bag): Certificate {
  return parseCertificate(toDer(cert ? asSigned(cert) : structure));
}

/**
 * The certificate as it was in the file. forge keeps what was signed, but writes the outer algorithm anew and adds parameters that some
 * issuers leave out; it must equal the one inside (RFC 5280 §4.1.1.2), so that one is taken.
 */
function asSigned({ tbsCertificate, signature }: pki.Certificate): asn1.Asn1 {
  const [, , algorithm] = tbsCertificate.value as asn1.Asn1[];
  if (algorithm === undefined) throw new AuthorityError('pkcs12-unreadable', 'opening PKCS#12: a certificate is cut off');
  const bits = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.BITSTRING, false, `\0${String(signature)}`);
  return asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [tbsCertificate, algorithm, bits]);
}

const toDer = (structure: asn1.Asn1): Buffer => Buffer.from(asn1.toDer(structure).getBytes(), 'latin1');
const unsuitable = (reason: string): AuthorityError => new AuthorityError('pkcs12-unsuitable', `opening PKCS#12: ${reason}`);
