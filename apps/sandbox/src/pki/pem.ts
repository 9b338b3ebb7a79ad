import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Certificate } from 'pkijs';

export const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;

/** DER of each PEM block, in the order of the file. */
export const ders = (text: string): Buffer[] =>
  [...text.matchAll(/-----BEGIN [^-]+-----([^-]+)-----END/g)].map((block) => Buffer.from(block[1] ?? '', 'base64'));

export const certificatesOf = async (dir: string, name: string): Promise<Buffer[]> =>
  ders(await readFile(join(dir, `${name}.pem`), 'utf8'));

/** A CA or a service of the city: its certificate and the key to sign with. */
export interface Holder {
  readonly certificate: Certificate;
  readonly key: webcrypto.CryptoKey;
}

/** Loads `<name>.pem` and `<name>.key.pem` of an RSA holder. */
export async function holderOf(dir: string, name: string): Promise<Holder> {
  const [der] = await certificatesOf(dir, name);
  const [pkcs8] = ders(await readFile(join(dir, `${name}.key.pem`), 'utf8'));
  if (!der || !pkcs8) throw new Error(`the sandbox certificate ${name} in ${dir} is damaged: remove the folder and start again`);
  const key = await webcrypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']);
  return { certificate: Certificate.fromBER(der), key };
}
