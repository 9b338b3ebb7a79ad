import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Circumstances, type SignerSource, openSigner } from '@lienthong/authority';
import type { HubConfig } from '@lienthong/config';
import { type SealKeys, readLogKey, vkey } from '@lienthong/evidence';
import type { Signer } from '@lienthong/trust';
import { readSecret } from '../credentials';
import { readCertificates } from '../pem-files';

/** The log's Ed25519 key and the hub's certificate: the two keys of a seal. */
export async function sealKeys(config: HubConfig, status?: Circumstances['status']): Promise<SealKeys & { readonly sealKey: Signer }> {
  const { origin, keyFile } = config.log;
  const logKey = readLogKey(readSecret(keyFile));
  return { origin, logKey, vkey: vkey(origin, logKey), sealKey: await openSealKey(config, status) };
}

/** @throws AuthorityError as `openSigner` does: it has signed once, with a certificate that may sign now */
export async function openSealKey(config: HubConfig, status?: Circumstances['status']): Promise<Signer> {
  const circumstances = { clock: () => new Date(), random: (count: number) => randomBytes(count), ...(status && { status }) };
  return openSigner(await sourceOf(config.log.sealKey), circumstances);
}

async function sourceOf(key: HubConfig['log']['sealKey']): Promise<SignerSource> {
  switch (key.kind) {
    case 'pkcs12':
      return { kind: key.kind, file: await readFile(key.pkcs12File), password: readSecret(key.passwordFile) };
    case 'pem': {
      const password = key.passwordFile === undefined ? {} : { password: readSecret(key.passwordFile) };
      return { kind: key.kind, certificates: readSecret(key.certificatesFile), key: readSecret(key.keyFile), ...password };
    }
    case 'pkcs11': {
      const own = key.certificatesFile === undefined ? {} : { certificates: await readCertificates(key.certificatesFile) };
      const { moduleFile: module, token, environment } = key;
      return {
        kind: key.kind,
        module,
        token: { label: token },
        key: { label: key.key },
        pin: readSecret(key.pinFile),
        environment,
        ...own,
      };
    }
    case 'remote': {
      const tls = { certificate: readSecret(key.tlsCertificateFile), key: readSecret(key.tlsKeyFile), authorities: readSecret(key.caFile) };
      return { kind: key.kind, url: key.url, key: key.key, certificates: await readCertificates(key.certificatesFile), tls };
    }
  }
}
