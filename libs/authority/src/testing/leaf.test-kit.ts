import 'reflect-metadata';

import { createPrivateKey, createPublicKey, type KeyObject, webcrypto } from 'node:crypto';

import { type Certificate, parseCertificate } from '@lienthong/trust';
import * as x509 from '@peculiar/x509';

export interface LeafWish {
  readonly from?: string;
  readonly until?: string;
  readonly usage?: x509.KeyUsageFlags;
  readonly subject?: string;
}

export { KeyUsageFlags } from '@peculiar/x509';

/** A certificate of the key's public half, by a CA that nobody knows; made by @peculiar/x509. */
export async function leafOf(key: KeyObject, { from, until, usage, subject }: LeafWish = {}): Promise<Certificate> {
  x509.cryptoProvider.set(webcrypto);
  const issuer = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: '5a01',
    subject: subject ?? 'C=VN, CN=Trục liên thông thử nghiệm',
    issuer: 'C=VN, CN=Gốc thử nghiệm',
    notBefore: new Date(from ?? '2026-01-01T00:00:00Z'),
    notAfter: new Date(until ?? '2030-01-01T00:00:00Z'),
    publicKey: new x509.PublicKey(createPublicKey(key).export({ format: 'der', type: 'spki' })),
    signingKey: issuer.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [new x509.KeyUsagesExtension(usage ?? x509.KeyUsageFlags.digitalSignature, true)],
  });
  return parseCertificate(new Uint8Array(made.rawData));
}

export const pemOf = ({ der }: Certificate): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/** One side of a TLS connection: a self-signed certificate and its key, PEM. */
export async function tlsSide(host: string): Promise<{ certificate: string; key: string }> {
  x509.cryptoProvider.set(webcrypto);
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${host}`,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2120-01-01T00:00:00Z'),
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return { certificate: made.toString('pem'), key: key.export({ format: 'pem', type: 'pkcs8' }) as string };
}
