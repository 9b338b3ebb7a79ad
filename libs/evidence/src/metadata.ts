import { EvidenceError } from './error';
import type { Metadata } from './model';
import { escape, readRecord, unescape, writeRecord } from './text/record';
import { digestText, readDigest, readTime, timeText } from './text/values';

const format = 'lienthong/metadata/v1';
const keys = ['sender', 'id', 'type', 'subject', 'time', 'receivers', 'signature'] as const;

/** The text that the metadata commitment covers, `docs/evidence-format.md` §2; any characters are possible, escaped as told there. */
export function metadataText(metadata: Metadata): Uint8Array {
  return writeRecord(format, [
    ['sender', escape(metadata.sender)],
    ['id', escape(metadata.id)],
    ['type', escape(metadata.type)],
    ['subject', escape(metadata.subject)],
    ['time', timeText(metadata.time)],
    ['receivers', metadata.receivers.map((receiver) => escape(receiver, ' ')).join(' ')],
    ['signature', digestText(metadata.signature)],
  ]);
}

/** Throws `evidence.malformed`. */
export function parseMetadata(bytes: Uint8Array): Metadata {
  const found = readRecord(format, keys, bytes);
  const metadata = {
    sender: unescape(found.sender),
    id: unescape(found.id),
    type: unescape(found.type),
    subject: unescape(found.subject),
    time: readTime(found.time, 'time'),
    receivers: found.receivers === '' ? [] : found.receivers.split(' ').map(unescape),
    signature: readDigest(found.signature, 'signature'),
  };
  if (Buffer.compare(metadataText(metadata), bytes) !== 0)
    throw new EvidenceError('evidence.malformed', 'reading metadata: not the canonical text');
  return metadata;
}
