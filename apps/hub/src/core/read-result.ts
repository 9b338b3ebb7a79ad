import { type ConsumedRecord, zoneOf } from '@lienthong/kafka';
import { type DeliveryResult, catalogue, decodeResult } from '@lienthong/message';
import type { Settlement } from '@lienthong/pipeline';
import { validate as isUuid } from 'uuid';

const limits = { text: 300, details: 20, clockMs: 24 * 3_600_000 };

/** A result as a zone wrote it, or `undefined` when it names no attempt. Never throws: one bad record must not stop settling. */
export function readResult({ topic, timestamp, value }: ConsumedRecord): Settlement | undefined {
  const result = decoded(value);
  const zone = zoneOf(topic);
  if (!result || zone === undefined || !isUuid(result.deliveryId) || result.attempt < 1) return undefined;
  if (result.proofDigest.length !== 0 && result.proofDigest.length !== 32) return undefined;
  return {
    ...result,
    deliveryId: result.deliveryId.toLowerCase(), // a UUID has one spelling, or one delivery would be settled twice at once
    zone,
    acceptedAt: timestamp,
    code: result.code === '' || Object.hasOwn(catalogue, result.code) ? result.code : 'delivery.unknown',
    detail: cleanedAll(result.detail),
    proof: cleaned(result.proof),
    at: isNear(result.at, timestamp) ? result.at : timestamp,
  };
}

function decoded(value: Uint8Array): DeliveryResult | undefined {
  try {
    return decodeResult(value);
  } catch {
    return undefined;
  }
}

/** Text that PostgreSQL takes, of a length that a person reads. */
const cleaned = (text: string): string => text.slice(0, limits.text).toWellFormed().replaceAll('\0', '\ufffd');

const cleanedAll = (detail: DeliveryResult['detail']): DeliveryResult['detail'] =>
  Object.fromEntries(
    Object.entries(detail)
      .slice(0, limits.details)
      .map(([key, text]) => [cleaned(key), cleaned(text)]),
  );

const isNear = (a: Date, b: Date): boolean => Math.abs(a.getTime() - b.getTime()) <= limits.clockMs;
