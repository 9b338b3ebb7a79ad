import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256 as the national client writes it: each byte without its leading zero, so that `0b` becomes `b`. */
export const sdkHash = (bytes: Uint8Array): string =>
  [...createHash('sha256').update(bytes).digest()].map((byte) => byte.toString(16)).join('');

export const fullHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The client adds one CR LF to the file: exactly that is taken off. */
export const fileIn = (body: Buffer): Buffer => (body.subarray(-2).toString('latin1') === '\r\n' ? body.subarray(0, -2) : body);

/** Node gives one character a byte; clients write UTF-8. */
export const utf8In = (header: string): string => Buffer.from(header, 'latin1').toString('utf8');

/**
 * `ddMMyyyy'T'HHmmss+SSSS` as if it were UTC: the caller's local time without its zone; what stands behind `+` are milliseconds.
 * `undefined`: no such time.
 */
export function timestampOf(text: string): Date | undefined {
  const [, day, month, year, hour, minute, second] = /^(\d{2})(\d{2})(\d{4})T(\d{2})(\d{2})(\d{2})\+\d{3,4}$/.exec(text) ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = new Date(iso);
  return !Number.isNaN(time.getTime()) && time.toISOString() === iso ? time : undefined;
}

/** `yyyy/MM/dd HH:mm:ss` in Vietnam, as edXML writes times. */
export const written = (iso: string): string =>
  new Date(new Date(iso).getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/');
