import { createHash } from 'node:crypto';
import { asn1 } from 'node-forge';

import type { RevocationNeed } from '../model';
import { keyBits } from './cert-id';

const { Class, Type } = asn1;
const sha1 = '1.3.14.3.2.26';

/**
 * DER OCSPRequest for one certificate, without nonce so that responders may answer from their cache. The CertID uses SHA-1, the only
 * hash that every responder knows (RFC 5019 §2.1.1).
 */
export function ocspRequest({ certificate, issuer }: RevocationNeed): Uint8Array {
  const algorithm = sequence(primitive(Type.OID, asn1.oidToDer(sha1).getBytes()), primitive(Type.NULL, ''));
  const serial = certificate.serial.padStart(certificate.serial.length + (certificate.serial.length % 2), '0');
  const octets = Buffer.from(/^[89a-f]/.test(serial) ? `00${serial}` : serial, 'hex');
  const certId = sequence(
    algorithm,
    primitive(Type.OCTETSTRING, hash(issuer.subjectDer)),
    primitive(Type.OCTETSTRING, hash(keyBits(issuer))),
    primitive(Type.INTEGER, octets.toString('latin1')),
  );
  const request = sequence(sequence(sequence(sequence(certId))));
  return Buffer.from(asn1.toDer(request).getBytes(), 'latin1');
}

const sequence = (...items: asn1.Asn1[]): asn1.Asn1 => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, items);
const primitive = (type: asn1.Type, bytes: string): asn1.Asn1 => asn1.create(Class.UNIVERSAL, type, false, bytes);
const hash = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest().toString('latin1');
