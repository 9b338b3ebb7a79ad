import { hash } from 'node:crypto';
import { EvidenceError } from './error';
import type { LeafKind, LeafRecord } from './model';
import { readRecord, writeRecord } from './text/record';
import { digestText, readCount, readDigest, readTime, timeText } from './text/values';

const format = 'lienthong/leaf/v1';
const keys = [
  'kind',
  'message',
  'delivery',
  'connector',
  'accepted',
  'recorded',
  'code',
  'rules',
  'verdict',
  'payload',
  'metadata',
  'attached',
] as const;
const kinds: readonly LeafKind[] = [
  'recorded',
  'refused',
  'delivered',
  'failed',
  'erased',
  'unverified',
  'validation',
  'signed',
  'reverified',
];
/** Identifiers and codes: printable ASCII without spaces, and never the sign for an absent value. */
const identifier = /^(?!-$)[\x21-\x7e]{0,200}$/;

/** The canonical text of a leaf, `docs/evidence-format.md` §1. Throws `evidence.unstorable` for what would not read back. */
export function leafText(record: LeafRecord): Uint8Array {
  if (!Number.isSafeInteger(record.rulesVersion) || record.rulesVersion < 0)
    throw new EvidenceError('evidence.unstorable', 'writing a leaf: the rules version is not a count');
  return writeRecord(format, [
    ['kind', record.kind],
    ['message', checked('message', record.message)],
    ['delivery', checked('delivery', record.delivery)],
    ['connector', checked('connector', record.connector)],
    ['accepted', timeText(record.acceptedAt)],
    ['recorded', timeText(record.recordedAt)],
    ['code', checked('code', record.code)],
    ['rules', String(record.rulesVersion)],
    ['verdict', digestText(record.verdict)],
    ['payload', digestText(record.payload)],
    ['metadata', digestText(record.metadata)],
    ['attached', digestText(record.attached)],
  ]);
}

/** Reads back what `leafText` wrote and nothing else; throws `evidence.malformed`. */
export function parseLeaf(bytes: Uint8Array): LeafRecord {
  const found = readRecord(format, keys, bytes);
  const kind = kinds.find((one) => one === found.kind);
  if (!kind) throw new EvidenceError('evidence.malformed', 'reading a leaf: unknown kind');
  for (const key of ['message', 'delivery', 'connector', 'code'] as const)
    if (!identifier.test(found[key])) throw new EvidenceError('evidence.malformed', `reading a leaf: ${key}`);
  return {
    kind,
    message: found.message,
    delivery: found.delivery,
    connector: found.connector,
    acceptedAt: readTime(found.accepted, 'accepted'),
    recordedAt: readTime(found.recorded, 'recorded'),
    code: found.code,
    rulesVersion: readCount(found.rules, 'rules'),
    verdict: readDigest(found.verdict, 'verdict'),
    payload: readDigest(found.payload, 'payload'),
    metadata: readDigest(found.metadata, 'metadata'),
    attached: readDigest(found.attached, 'attached'),
  };
}

/** The log's entry for a leaf text: its SHA-256, 32 bytes. The log never holds the text. */
export function entryOf(text: Uint8Array): Uint8Array {
  return hash('sha256', text, 'buffer');
}

function checked(key: string, value: string): string {
  if (!identifier.test(value)) throw new EvidenceError('evidence.unstorable', `writing a leaf: ${key} holds characters that a leaf cannot`);
  return value;
}
