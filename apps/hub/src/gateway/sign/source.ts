import { readFile } from 'node:fs/promises';
import type { SignerSource } from '@lienthong/authority';
import type { GatewayConfig } from '@lienthong/config';
import { readSecret } from '../../credentials';
import { readCertificates } from '../../pem-files';

type SignerConfig = GatewayConfig['keys'][string]['signer'];

/** Reads what opens a key. @throws CommandError, or what the file system says */
export async function sourceOf(signer: SignerConfig): Promise<SignerSource> {
  const password = signer.passwordFile === undefined ? undefined : readSecret(signer.passwordFile);
  switch (signer.kind) {
    case 'pkcs12':
      return { kind: 'pkcs12', file: await readFile(signer.file), password: password ?? '' };
    case 'pem': {
      const [key, certificates] = [readSecret(signer.keyFile), readSecret(signer.certificatesFile)];
      return { kind: 'pem', key, certificates, ...(password !== undefined && { password }) };
    }
    case 'pkcs11': {
      const { moduleFile, token, key, environment, certificatesFile } = signer;
      const certificates = certificatesFile === undefined ? {} : { certificates: await readCertificates(certificatesFile) };
      return {
        kind: 'pkcs11',
        module: moduleFile,
        token: { label: token },
        key: { label: key },
        pin: password ?? '',
        environment,
        ...certificates,
      };
    }
    case 'remote': {
      const { url, key, certificatesFile, clientCertificateFile, clientKeyFile, authoritiesFile } = signer;
      const tls = {
        certificate: readSecret(clientCertificateFile),
        key: readSecret(clientKeyFile),
        authorities: readSecret(authoritiesFile),
      };
      const certificates = await readCertificates(certificatesFile);
      return { kind: 'remote', url, key, certificates, tls: { ...tls, ...(password !== undefined && { password }) } };
    }
  }
}
