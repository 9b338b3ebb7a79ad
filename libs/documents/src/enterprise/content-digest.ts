import { type Envelope, isRecord } from '@lienthong/message';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json';

/**
 * SHA-256 over the RFC 8785 form of type, subject, sender and data. When and how an answer was told, and what we noticed of it, is no content:
 * the same question asked of the register twice has one answer as long as the register says the same.
 */
export function contentDigest({ type, subject, source }: Envelope, data: unknown): Uint8Array {
  return createHash('sha256')
    .update(canonicalJson({ type, subject, source, data: reduced(data) }), 'utf8')
    .digest();
}

function reduced(data: unknown): unknown {
  if (!isRecord(data)) return data ?? null;
  const { told: _, enterprise, ...rest } = data;
  return { ...rest, ...(enterprise !== undefined && { enterprise: withoutWarnings(enterprise) }) };
}

const withoutWarnings = (enterprise: unknown): unknown => (isRecord(enterprise) ? { ...enterprise, warnings: undefined } : enterprise);
