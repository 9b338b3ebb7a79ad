import { readFileSync } from 'node:fs';
import { type Certificate, parseCertificate, parsePem } from '@lienthong/trust';
import type { Bulk } from '../upload/bulk';
import type { Objection } from './tasks';

/** An objection on its way out of a thread. */
export class Objected extends Error {
  constructor(readonly objection: Objection) {
    super(objection.code);
  }
}

export const object = (code: Objection['code'], where: string): Objected => new Objected({ kind: 'objection', code, where });

/** In a thread nothing else waits for the disk. */
export const bytesOf = (bulk: Bulk): Uint8Array => (bulk.kind === 'bytes' ? bulk.bytes : readFileSync(bulk.path));

const isDer = (bytes: Uint8Array): boolean => bytes[0] === 0x30;

/** PEM with any number of certificates, or one in DER. */
export function certificatesIn(bulks: readonly Bulk[], member: string): Certificate[] {
  return bulks.map(bytesOf).flatMap((bytes) => {
    try {
      return isDer(bytes) ? [parseCertificate(bytes)] : parsePem(Buffer.from(bytes).toString('latin1'));
    } catch {
      throw object('certificate.malformed', member);
    }
  });
}

/** DER, or PEM blocks with that label. */
export function dersIn(bulks: readonly Bulk[], label: string, member: string): Uint8Array[] {
  return bulks.map(bytesOf).flatMap((bytes) => {
    if (isDer(bytes)) return [bytes];
    const text = Buffer.from(bytes).toString('latin1');
    const blocks = [...text.matchAll(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g'))];
    if (blocks.length === 0) throw object('verify.input', member);
    return blocks.map(([, base64 = '']) => Buffer.from(base64, 'base64'));
  });
}
