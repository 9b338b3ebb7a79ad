import type { KeyObject } from 'node:crypto';
import { EvidenceError } from '../error';
import type { TreeHead } from '../model';
import { base64, readBase64, readCount } from '../text/values';
import { openNote, signNote, splitNote } from './note';

export interface Checkpoint extends TreeHead {
  readonly origin: string;
}

/** C2SP tlog-checkpoint: origin, size, root; no extension lines. */
export function signCheckpoint(head: TreeHead, origin: string, key: KeyObject): string {
  return signNote(`${origin}\n${head.size}\n${base64(head.root)}\n`, origin, key);
}

/** Throws `evidence.untrusted` unless the key signed it and its origin is the key's name. */
export function openCheckpoint(note: string, vkey: string): Checkpoint {
  const checkpoint = readBody(openNote(note, vkey));
  if (!vkey.startsWith(`${checkpoint.origin}+`))
    throw new EvidenceError('evidence.untrusted', 'opening a checkpoint: it is of another log');
  return checkpoint;
}

/** Reads the head and verifies nothing: for one's own files. */
export function readCheckpoint(note: string): Checkpoint {
  return readBody(splitNote(note).text);
}

function readBody(text: string): Checkpoint {
  const [origin, size, root, end, ...more] = text.split('\n');
  if (!origin || size === undefined || root === undefined || end !== '' || more.length > 0)
    throw new EvidenceError('evidence.malformed', 'reading a checkpoint: not three lines');
  const bytes = readBase64(root, 'the root');
  if (bytes.length !== 32) throw new EvidenceError('evidence.malformed', 'reading a checkpoint: the root is not a SHA-256');
  return { origin, size: readCount(size, 'the size'), root: bytes };
}
