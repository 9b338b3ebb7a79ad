import { createHmac } from 'node:crypto';
import { sameSecret } from '../http/secret';
import type { Call } from '../http/server';

const toleranceMs = 300_000;

/** Standard Webhooks 1.0, as a department would check it: right key, right bytes, and not an old one played again. */
export function isSignedByHub({ header }: Pick<Call, 'header'>, body: Uint8Array, secret: string, now: Date): boolean {
  const [id, timestamp] = [header('webhook-id'), header('webhook-timestamp')];
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() - Number(timestamp) * 1_000) > toleranceMs) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const wanted = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
  return header('webhook-signature')
    .split(' ')
    .some((given) => sameSecret(given, wanted));
}
