import { createPublicKey, generateKeyPairSync, type KeyObject, webcrypto } from 'node:crypto';

import { schemeOf, type SigningAlgorithm } from '../../keys/algorithm';
import type { Signer } from '../../keys/signer';
import { signerWith as keyedSigner } from '../../keys/testing/signer.test-kit';
import type { Certificate } from '../../model';
import { parseCertificate } from '../../x509/certificate';
import { x509 } from '../../x509/testing/pki.test-kit';

export interface KeyedSigner extends Signer {
  readonly key: KeyObject;
  readonly certificate: Certificate;
}

/** A certification authority of @peculiar/x509 that certifies any public key, and signers with keys of node:crypto. */
export class Desk {
  private readonly signers = new Map<string, Promise<KeyedSigner>>();

  private constructor(private readonly keys: webcrypto.CryptoKeyPair) {}

  static async open(): Promise<Desk> {
    return new Desk(await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']));
  }

  /** `key` is a public one. */
  async certify(key: KeyObject, name = 'Sở Thử nghiệm'): Promise<Certificate> {
    const made = await x509.X509CertificateGenerator.create({
      serialNumber: '5a01',
      subject: `C=VN, CN=${name}`,
      issuer: 'C=VN, CN=Gốc thử nghiệm',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2028-01-01T00:00:00Z'),
      publicKey: new x509.PublicKey(key.export({ format: 'der', type: 'spki' })),
      signingKey: this.keys.privateKey,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      extensions: [new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)],
    });
    return parseCertificate(new Uint8Array(made.rawData));
  }

  /** One a name and algorithm; made when first asked for. */
  signer(algorithm: SigningAlgorithm, name = algorithm as string): Promise<KeyedSigner> {
    const known = this.signers.get(name) ?? this.make(algorithm, name);
    this.signers.set(name, known);
    return known;
  }

  private async make(algorithm: SigningAlgorithm, name: string): Promise<KeyedSigner> {
    const key = newKey(algorithm);
    return signerWith(key, await this.certify(createPublicKey(key), name), algorithm);
  }
}

export const signerWith = (key: KeyObject, certificate: Certificate, algorithm: SigningAlgorithm): KeyedSigner => ({
  ...{ key, certificate },
  ...keyedSigner(key, [certificate], algorithm),
});

function newKey(algorithm: SigningAlgorithm): KeyObject {
  const { key, curve } = schemeOf(algorithm);
  if (key === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (curve !== undefined) return generateKeyPairSync('ec', { namedCurve: curve.name }).privateKey;
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}
