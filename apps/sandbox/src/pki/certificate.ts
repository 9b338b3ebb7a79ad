import type { webcrypto } from 'node:crypto';
import * as asn1 from 'asn1js';
import { AttributeTypeAndValue, Certificate, PublicKeyInfo, RelativeDistinguishedNames, Time, TimeType } from 'pkijs';
import { engine } from './engine';
import { copy, extensionsOf } from './extensions';
import type { Holder } from './pem';
import type { Contents, Profile } from './profile';

const attributeOid = { C: '2.5.4.6', L: '2.5.4.7', O: '2.5.4.10', CN: '2.5.4.3' } as const;

interface Order<P extends Contents> {
  readonly profile: P;
  readonly serial: Uint8Array;
  readonly now: Date;
  readonly baseUrl: string;
}

export interface CertificateOrder extends Order<Profile> {
  readonly keys: webcrypto.CryptoKeyPair;
  /** Absent for a self-signed root. */
  readonly issuer?: Holder;
}

/** Issues one X.509 v3 certificate, signed with the hash of its issuer's key. */
export async function issue({ keys, issuer, ...order }: CertificateOrder): Promise<Holder> {
  const publicKey = new PublicKeyInfo();
  await publicKey.importKey(keys.publicKey);
  return {
    certificate: await certify({ ...order, publicKey, key: issuer?.key ?? keys.privateKey, ...(issuer && { issuer }) }),
    key: keys.privateKey,
  };
}

interface Certification extends Order<Contents> {
  readonly publicKey: PublicKeyInfo;
  readonly issuer?: Pick<Holder, 'certificate'>;
  /** The issuer's. */
  readonly key: webcrypto.CryptoKey;
}

export async function certify({ profile, publicKey, issuer, key, serial, now, baseUrl }: Certification): Promise<Certificate> {
  const certificate = new Certificate({ version: 2, serialNumber: new asn1.Integer({ valueHex: copy(serial) }) });
  certificate.subject = distinguishedName(profile.subject);
  certificate.issuer = issuer?.certificate.subject ?? certificate.subject;
  certificate.notBefore = time(now.getTime() + profile.from);
  certificate.notAfter = time(now.getTime() + profile.to);
  certificate.subjectPublicKeyInfo = publicKey;
  certificate.extensions = extensionsOf(profile, certificate, issuer?.certificate ?? certificate, baseUrl);
  await certificate.sign(key, hashOf(key), engine);
  return certificate;
}

const hashOf = ({ algorithm }: webcrypto.CryptoKey): string =>
  'hash' in algorithm ? (algorithm.hash as webcrypto.Algorithm).name : 'SHA-256';

export const derOf = (certificate: Certificate): Buffer => Buffer.from(certificate.toSchema(true).toBER());

/** UTCTime up to 2049, GeneralizedTime after it (RFC 5280 §4.1.2.5); whole seconds. */
export function time(milliseconds: number): Time {
  const value = new Date(Math.floor(milliseconds / 1000) * 1000);
  return new Time({ type: value.getUTCFullYear() < 2050 ? TimeType.UTCTime : TimeType.GeneralizedTime, value });
}

/** Each attribute is a SET of its own; pkijs, given attributes, would put all into one, but keeps what it decoded. */
function distinguishedName(subject: Profile['subject']): RelativeDistinguishedNames {
  const order = ['C', 'L', 'O', 'CN'] as const;
  const sets = order.flatMap((key) => {
    const value = subject[key];
    if (value === undefined) return [];
    const text = key === 'C' ? new asn1.PrintableString({ value }) : new asn1.Utf8String({ value });
    return [new asn1.Set({ value: [new AttributeTypeAndValue({ type: attributeOid[key], value: text }).toSchema()] })];
  });
  return RelativeDistinguishedNames.fromBER(new asn1.Sequence({ value: sets }).toBER());
}
