import { type Envelope, isRecord } from '@lienthong/message';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json';

/**
 * SHA-256 over the RFC 8785 form of type, subject, sender and data. Attachments count by id and digest only: a download link that was
 * issued anew does not make other content.
 */
export function contentDigest({ type, subject, source }: Envelope, data: unknown): Uint8Array {
  const text = canonicalJson({ type, subject, source, data: reduced(data) });
  return createHash('sha256').update(text, 'utf8').digest();
}

function reduced(data: unknown): unknown {
  if (!isRecord(data)) return data ?? null;
  return {
    ...data,
    ...(isRecord(data['dossier']) && { dossier: withoutLinks(data['dossier']) }),
    ...(isRecord(data['received']) && { received: reduced(data['received']) }),
    ...(Array.isArray(data['results']) && { results: data['results'].map(withoutLink) }),
  };
}

function withoutLinks(dossier: Readonly<Record<string, unknown>>): unknown {
  const { attachments } = dossier;
  if (!Array.isArray(attachments)) return dossier;
  return { ...dossier, attachments: attachments.map(withoutLink) };
}

const withoutLink = (file: unknown): unknown => (isRecord(file) ? { id: file['id'], sha256: file['sha256'] } : file);
