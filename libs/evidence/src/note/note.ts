import { type KeyObject, sign, verify } from 'node:crypto';
import { EvidenceError } from '../error';
import { base64, readBase64 } from '../text/values';
import { keyId, rawKey, readVkey, type VerifierKey } from './key';

const maxLength = 64 * 1024;
const maxSignatures = 32;

/** C2SP signed note over `text`, which ends with a newline; the key is named `origin`. */
export function signNote(text: string, origin: string, key: KeyObject): string {
  const signature = sign(null, Buffer.from(text), key);
  return `${text}\n— ${origin} ${base64(Buffer.concat([keyId(origin, rawKey(key)), signature]))}\n`;
}

/**
 * The text of a note that the key signed. Signatures of other keys (witnesses) are passed over.
 * @throws EvidenceError `evidence.malformed`, `evidence.untrusted`
 */
export function openNote(note: string, vkey: string): string {
  const key = readVkey(vkey);
  const { text, signatures } = splitNote(note);
  const known = signatures.filter((signature) => isBy(signature, key));
  if (known.length === 0) throw new EvidenceError('evidence.untrusted', `opening a note: it is not signed by ${key.name}`);
  if (!known.every(({ value }) => verify(null, Buffer.from(text), key.publicKey, value.subarray(4))))
    throw new EvidenceError('evidence.untrusted', `opening a note: the signature of ${key.name} does not match`);
  return text;
}

export interface NoteSignature {
  readonly name: string;
  /** Key id (4 bytes), then the signature. */
  readonly value: Buffer;
}

/** Takes a note apart and verifies nothing. */
export function splitNote(note: string): { text: string; signatures: NoteSignature[] } {
  const end = note.lastIndexOf('\n\n') + 1;
  const lines = note.slice(end + 1).split('\n');
  if (
    note.length > maxLength ||
    end === 0 ||
    /[^\P{Cc}\n]/u.test(note) ||
    lines.pop() !== '' ||
    lines.length === 0 ||
    lines.length > maxSignatures
  )
    throw new EvidenceError('evidence.malformed', 'reading a note: not text, an empty line and signature lines');
  return { text: note.slice(0, end), signatures: lines.map(readSignature) };
}

function readSignature(line: string): NoteSignature {
  const [, name, encoded] = /^— ([^+\s]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  if (!name || !encoded) throw new EvidenceError('evidence.malformed', 'reading a note: a signature line of another form');
  const value = readBase64(encoded, 'a signature line');
  if (value.length <= 4) throw new EvidenceError('evidence.malformed', 'reading a note: a signature line without a signature');
  return { name, value };
}

function isBy({ name, value }: NoteSignature, key: VerifierKey): boolean {
  return name === key.name && Buffer.compare(value.subarray(0, 4), key.id) === 0;
}
