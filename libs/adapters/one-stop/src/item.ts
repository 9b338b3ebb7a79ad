import { isRecord, type RawMessage } from '@lienthong/message';
import { createHash } from 'node:crypto';

/** What the feed offers under one number. */
export interface Change {
  readonly seq: number;
  readonly raw: Omit<RawMessage, 'connector'>;
}

type Facts = Pick<RawMessage, 'subject' | 'contentType' | 'attributes'>;

/**
 * One item of the feed. A malformed one is handed on as its own JSON text, so that it ends as a refused row and does not stay in the
 * feed for ever. Without a number it cannot be acknowledged and is left out.
 */
export function readItem(item: unknown, maxBody: number): Change[] {
  if (!isRecord(item) || !Number.isSafeInteger(item['seq'])) return [];
  const seq = item['seq'] as number;
  const { subject, contentType, jws, body } = item;
  const bytes = typeof body === 'string' ? decoded(body) : undefined;
  const attributes: Record<string, string> = typeof jws === 'string' ? { 'jws-signature': jws } : {};
  if (typeof contentType !== 'string' || !bytes || (jws !== null && jws !== undefined && typeof jws !== 'string'))
    return [
      { seq, raw: sized({ subject: plain(subject), contentType: 'application/x-malformed-item', attributes: {} }, textOf(item), maxBody) },
    ];
  return [{ seq, raw: sized({ subject: plain(subject), contentType, attributes }, bytes, maxBody) }];
}

/** Of bytes over the limit only their number and digest travel on. */
function sized(facts: Facts, bytes: Buffer, maxBody: number): Omit<RawMessage, 'connector'> {
  if (bytes.length <= maxBody) return { ...facts, payload: bytes };
  const omitted = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest() };
  return { ...facts, payload: new Uint8Array(), omitted };
}

/** RFC 4648 §4, strictly: the signed bytes must be the ones that were meant. */
function decoded(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : undefined;
}

/** An order key only if it looks like one. */
const plain = (subject: unknown): string => (typeof subject === 'string' && /^[!-~]{1,120}$/.test(subject) ? subject : '');

function textOf(item: unknown): Buffer {
  try {
    return Buffer.from(JSON.stringify(item), 'utf8');
  } catch {
    return Buffer.from('item nested too deeply to repeat');
  }
}
