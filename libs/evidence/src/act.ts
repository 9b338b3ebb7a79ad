import { EvidenceError } from './error';
import type { ActMetadata } from './model';
import { escape, readRecord, unescape, writeRecord } from './text/record';
import { digestText, readDigest, readTime, timeText } from './text/values';

const format = 'lienthong/signing-act/v1';
const keys = ['act', 'party', 'caller', 'key', 'certificate', 'format', 'level', 'content', 'signature', 'time'] as const;

/** The text that the commitment of a leaf `signed` covers, `docs/evidence-format.md` §2. */
export function actText(act: ActMetadata): Uint8Array {
  return writeRecord(format, [
    ['act', escape(act.act)],
    ['party', escape(act.party)],
    ['caller', digestText(act.caller)],
    ['key', escape(act.key)],
    ['certificate', digestText(act.certificate)],
    ['format', escape(act.format)],
    ['level', escape(act.level)],
    ['content', digestText(act.content)],
    ['signature', digestText(act.signature)],
    ['time', timeText(act.time)],
  ]);
}

/** Throws `evidence.malformed`. */
export function parseActText(bytes: Uint8Array): ActMetadata {
  const found = readRecord(format, keys, bytes);
  const act = {
    act: unescape(found.act),
    party: unescape(found.party),
    caller: readDigest(found.caller, 'caller'),
    key: unescape(found.key),
    certificate: readDigest(found.certificate, 'certificate'),
    format: unescape(found.format),
    level: unescape(found.level),
    content: readDigest(found.content, 'content'),
    signature: readDigest(found.signature, 'signature'),
    time: readTime(found.time, 'time'),
  };
  if (Buffer.compare(actText(act), bytes) !== 0)
    throw new EvidenceError('evidence.malformed', 'reading an act of signing: not the canonical text');
  return act;
}
