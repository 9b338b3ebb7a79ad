import 'reflect-metadata';

import * as x509 from '@peculiar/x509';
import { createPrivateKey, type KeyObject, webcrypto } from 'node:crypto';

import type { Certificate } from '../../model';
import { parseCertificate } from '../certificate';

export { x509 };

x509.cryptoProvider.set(webcrypto);

const kinds = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  weakRsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) },
  sha1Rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  p384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
} as const;

export interface Issued {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly kind: keyof typeof kinds;
  readonly subject: string;
  readonly certificate: Certificate;
  readonly privateKey: KeyObject;
}

export interface Wish {
  readonly subject: string;
  readonly kind?: keyof typeof kinds;
  readonly issuer?: Issued;
  /** Reuses the key of an earlier certificate: for cross-signing. */
  readonly keyOf?: Issued;
  readonly serial?: string;
  readonly from?: string;
  readonly until?: string;
  readonly ca?: boolean;
  readonly pathLength?: number;
  readonly usages?: readonly x509.KeyUsageFlags[];
  readonly extra?: readonly x509.Extension[];
}

/** Issues certificates with @peculiar/x509, which shares no code with this library. */
export async function issue(wish: Wish): Promise<Issued> {
  const kind = wish.keyOf?.kind ?? wish.kind ?? 'p256';
  const keys = wish.keyOf?.keys ?? (await webcrypto.subtle.generateKey(kinds[kind], true, ['sign', 'verify']));
  const signer = wish.issuer ?? { keys, kind, subject: wish.subject };
  const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
  const usages = wish.usages ?? (wish.ca === true ? [keyCertSign, cRLSign] : [digitalSignature]);
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: wish.serial ?? '5a01',
    subject: wish.subject,
    issuer: signer.subject,
    notBefore: new Date(wish.from ?? '2026-01-01T00:00:00Z'),
    notAfter: new Date(wish.until ?? '2028-01-01T00:00:00Z'),
    publicKey: keys.publicKey,
    signingKey: signer.keys.privateKey,
    signingAlgorithm: kinds[signer.kind],
    extensions: [
      new x509.BasicConstraintsExtension(wish.ca ?? false, wish.pathLength, true),
      new x509.KeyUsagesExtension(
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- flags are joined by OR, which TypeScript calls a number
        usages.reduce((sum: number, usage) => sum | usage, 0),
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
      await x509.AuthorityKeyIdentifierExtension.create(signer.keys.publicKey, false),
      ...(wish.extra ?? []),
    ],
  });
  const certificate = parseCertificate(new Uint8Array(made.rawData));
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { keys, kind, subject: wish.subject, certificate, privateKey: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }) };
}

/** Root, subordinate and leaf with Vietnamese names. */
export async function hierarchy(leaf: Partial<Wish> = {}): Promise<{ root: Issued; sub: Issued; leaf: Issued }> {
  const root = await issue({ subject: 'C=VN, O=Ban Thử nghiệm, CN=Gốc thử nghiệm', ca: true, kind: 'p384', serial: '01' });
  const sub = await issue({ subject: 'C=VN, CN=Cơ quan chứng thực thử nghiệm', ca: true, pathLength: 0, issuer: root, serial: '02' });
  return { root, sub, leaf: await issue({ subject: 'C=VN, L=Hà Nội, CN=Sở Thử nghiệm', issuer: sub, ...leaf }) };
}
