import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: Uint8Array.of(1, 0, 1), modulusLength: 2_048 };

/** DER of leaf, authority and root; so many chains of the same keys and of different certificates, none of which any cache knows. */
export async function freshChains(count: number): Promise<readonly (readonly [Uint8Array, Uint8Array, Uint8Array])[]> {
  const [rootKeys, subKeys, leafKeys] = await Promise.all(
    [1, 2, 3].map(() => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])),
  );
  if (!rootKeys || !subKeys || !leafKeys) throw new Error('no keys');
  const usage = { authority: KeyUsageFlags.keyCertSign, leaf: KeyUsageFlags.digitalSignature };
  const issue = async (
    subject: string,
    issuer: string,
    keys: webcrypto.CryptoKeyPair,
    by: webcrypto.CryptoKeyPair,
    extensions: Extension[],
  ): Promise<Uint8Array> => {
    const span = { notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 86_400_000) };
    const order = {
      subject,
      issuer,
      publicKey: keys.publicKey,
      signingKey: by.privateKey,
      signingAlgorithm: algorithm,
      extensions,
      ...span,
    };
    const made: X509Certificate = await X509CertificateGenerator.create(order);
    return new Uint8Array(made.rawData);
  };
  const authority = [new BasicConstraintsExtension(true, undefined, true), new KeyUsagesExtension(usage.authority, true)];
  const chainOf = (n: number): Promise<[Uint8Array, Uint8Array, Uint8Array]> =>
    Promise.all([
      issue(`CN=Department ${n}`, `CN=Authority ${n}`, leafKeys, subKeys, [new KeyUsagesExtension(usage.leaf, true)]),
      issue(`CN=Authority ${n}`, `CN=Root ${n}`, subKeys, rootKeys, authority),
      issue(`CN=Root ${n}`, `CN=Root ${n}`, rootKeys, rootKeys, authority),
    ]);
  return Promise.all(Array.from({ length: count }, (_, n) => chainOf(n)));
}
