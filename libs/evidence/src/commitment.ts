import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * HMAC-SHA256 under a random 32-byte salt: binds to `bytes` without telling anything about them once the salt is erased.
 * One salt for one message and one group of fields.
 */
export function commit(salt: Uint8Array, bytes: Uint8Array): Uint8Array {
  return createHmac('sha256', salt).update(bytes).digest();
}

export function verifyCommitment(commitment: Uint8Array, salt: Uint8Array, bytes: Uint8Array): boolean {
  const found = commit(salt, bytes);
  return commitment.length === found.length && timingSafeEqual(commitment, found);
}
