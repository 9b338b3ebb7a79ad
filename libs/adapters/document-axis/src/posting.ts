import type { Delivery } from '@lienthong/adapter-kit';
import { Failure, parseJson, refuse } from '@lienthong/message';
import { createHash } from 'node:crypto';
import type { SinkConfig } from './config';

/** A rendering of this adapter, ready to be sent. */
export interface Posting {
  readonly from: string;
  readonly to: readonly string[];
  readonly messageType: 'edoc' | 'status';
  readonly notation: string;
  readonly body: Uint8Array;
}

export function postingOf({ attributes, body }: Delivery): Posting {
  const { from = '', to = '', 'message-type': messageType, notation = '' } = attributes;
  const receivers = listIn(to);
  if (from === '' || receivers.length === 0 || (messageType !== 'edoc' && messageType !== 'status'))
    throw refuse('delivery.refused', { reason: 'not a rendering of this adapter' });
  return { from, to: receivers, messageType, notation, body };
}

/**
 * `hash-file`: SHA-256 in lower-case hex. The national client loses the leading zero of each byte (`0b` becomes `b`), and axes were built
 * against it.
 */
export function hashFile(body: Uint8Array, way: SinkConfig['hashFile']): string {
  const digest = createHash('sha256').update(body).digest();
  return way === 'full' ? digest.toString('hex') : [...digest].map((byte) => byte.toString(16)).join('');
}

function listIn(text: string): readonly string[] {
  try {
    const value = parseJson(Buffer.from(text, 'utf8'));
    return Array.isArray(value) && value.every((code) => typeof code === 'string') ? value : [];
  } catch (cause) {
    if (cause instanceof Failure) return [];
    throw cause;
  }
}
