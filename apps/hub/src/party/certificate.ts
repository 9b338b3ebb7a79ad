import { readFileSync } from 'node:fs';
import { parsePem, TrustError } from '@lienthong/trust';
import { CommandError } from '../complaint/command-error';

/** SHA-256 of the first certificate of a PEM file, lower-case hex. */
export function fingerprintIn(file: string): string {
  try {
    const [first] = parsePem(readFileSync(file, 'utf8'));
    if (first) return first.fingerprint;
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause;
    throw new CommandError('certificate.malformed', file, { cause });
  }
  throw new CommandError('certificate.malformed', file);
}

/** RFC 3339 with its zone, or a day that begins in Hanoi. */
export function instantOf(words: string): Date {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(words);
  const at = new Date(isDay ? `${words}T00:00:00+07:00` : words);
  if (Number.isNaN(at.getTime()) || !/^\d{4}-\d\d-\d\d(T.+(Z|[+-]\d\d:\d\d))?$/.test(words)) throw new CommandError('cli.usage', words);
  return at;
}
