import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that does not depend on where the texts differ. */
export const sameSecret = (given: string, right: string): boolean => timingSafeEqual(digest(given), digest(right));
