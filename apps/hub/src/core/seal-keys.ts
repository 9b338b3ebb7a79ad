import { readFile } from 'node:fs/promises';
import { loadPkcs12 } from '@lienthong/authority';
import type { HubConfig } from '@lienthong/config';
import { type SealKeys, readLogKey, vkey } from '@lienthong/evidence';
import type { SigningKey } from '@lienthong/trust';
import { readSecret } from '../credentials';

/** The log's Ed25519 key and the hub's certificate: the two keys of a seal. */
export async function sealKeys(config: HubConfig): Promise<SealKeys> {
  const { origin, keyFile } = config.log;
  const logKey = readLogKey(readSecret(keyFile));
  return { origin, logKey, vkey: vkey(origin, logKey), sealKey: await readSealKey(config) };
}

export async function readSealKey({ log }: HubConfig): Promise<SigningKey> {
  return loadPkcs12(await readFile(log.sealKey.pkcs12File), readSecret(log.sealKey.passwordFile));
}
