import { timingSafeEqual } from 'node:crypto';
import type { Tools } from '../../tools';
import { closed } from './keep';

/** What the header Authorization must say at a door whose token stands in this file. Throws `Failure` transient `door.closed`. */
export async function bearerIn(tokenFile: string, secret: Tools['secret']): Promise<Buffer> {
  const token = await secret(tokenFile).catch((cause: unknown) => Promise.reject(closed('token file', cause)));
  if (token === '') throw closed('token file is empty');
  return Buffer.from(`Bearer ${token}`, 'utf8');
}

/** In a time that says nothing of where they differ. */
export function isSame(given: string, expected: Buffer): boolean {
  const padded = Buffer.alloc(expected.length);
  padded.write(given, 'utf8');
  return timingSafeEqual(padded, expected) && Buffer.byteLength(given, 'utf8') === expected.length;
}
