import { later } from '@lienthong/message';
import { createHmac } from 'node:crypto';

/** Standard Webhooks 1.0: `whsec_` and the key in base64. Throws `Failure` transient: a file can be mended. */
export function keyIn(secret: string): Buffer {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? '';
  const key = Buffer.from(base64, 'base64');
  if (key.length < 24 || key.length > 64)
    throw later('delivery.unavailable', { reason: 'the webhook secret is not whsec_ and 24 to 64 bytes in base64' });
  return key;
}

export interface Signed {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly body: Uint8Array;
}

/** HMAC-SHA256 over id, time and the bytes; one signature for each key, separated by spaces. */
export const signatures = ({ id, timestamp, body }: Signed, keys: readonly Buffer[]): string =>
  keys.map((key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`).join(' ');
