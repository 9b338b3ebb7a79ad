import { EvidenceError } from '../error';

/** `2026-11-23T01:02:03.004Z`: years 0000-9999 only, so that text order is time order. */
export function timeText(at: Date): string {
  const text = Number.isNaN(at.getTime()) ? '' : at.toISOString();
  if (text.length !== 24) throw new EvidenceError('evidence.unstorable', 'writing a time: outside the years 0000-9999');
  return text;
}

export function readTime(text: string, what: string): Date {
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) || Number.isNaN(at.getTime()) || at.toISOString() !== text)
    throw new EvidenceError('evidence.malformed', `reading ${what}: not a UTC time with milliseconds`);
  return at;
}

/** Lower-case hex of a 32-byte digest, `''` for an empty one. */
export function digestText(digest: Uint8Array): string {
  if (digest.length !== 0 && digest.length !== 32)
    throw new EvidenceError('evidence.unstorable', `writing a digest: ${digest.length} bytes instead of 32`);
  return Buffer.from(digest).toString('hex');
}

export function readDigest(text: string, what: string): Uint8Array {
  if (text !== '' && !/^[0-9a-f]{64}$/.test(text))
    throw new EvidenceError('evidence.malformed', `reading ${what}: not 64 lower-case hex digits`);
  return Buffer.from(text, 'hex');
}

/** A decimal without leading zeros, within the integers that a double holds exactly. */
export function readCount(text: string, what: string): number {
  const count = Number(text);
  if (!/^(0|[1-9]\d*)$/.test(text) || !Number.isSafeInteger(count))
    throw new EvidenceError('evidence.malformed', `reading ${what}: not a decimal`);
  return count;
}

/** RFC 4648 §4 in its one canonical form. */
export function readBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new EvidenceError('evidence.malformed', `reading ${what}: not base64`);
  return bytes;
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
