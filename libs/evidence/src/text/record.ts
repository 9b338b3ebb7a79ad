import { EvidenceError } from '../error';

/**
 * Records that a person can read and `sha256sum` can check: UTF-8 lines that end with a newline, first the name of the format, then
 * `key: value` in a fixed order. One content has exactly one text.
 */
export type Fields = readonly (readonly [key: string, value: string])[];

export function writeRecord(format: string, fields: Fields): Uint8Array {
  return Buffer.from([format, ...fields.map(([key, value]) => `${key}: ${value === '' ? '-' : value}`), ''].join('\n'));
}

/** Values by key, `''` for an absent one. Throws `evidence.malformed` for any other order, key or count of lines. */
export function readRecord<Key extends string>(format: string, keys: readonly Key[], bytes: Uint8Array): Record<Key, string> {
  const lines = decodeUtf8(bytes, format).split('\n');
  if (lines[0] !== format) throw new EvidenceError('evidence.malformed', `reading ${format}: the first line is another`);
  if (lines.length !== keys.length + 2 || lines.at(-1) !== '')
    throw new EvidenceError('evidence.malformed', `reading ${format}: other lines than expected`);
  const entries = keys.map((key, index) => {
    const line = lines[index + 1] ?? '';
    if (!line.startsWith(`${key}: `) || line.length === key.length + 2)
      throw new EvidenceError('evidence.malformed', `reading ${format}: line ${key}`);
    const value = line.slice(key.length + 2);
    return [key, value === '-' ? '' : value] as const;
  });
  return Object.fromEntries(entries) as Record<Key, string>;
}

/** Nothing to escape: no control character and no `%`. */
const plain = /^[ -$&-~\u0080-\uffff]*$/;

/** Free text on one line: `%`, control characters and a lone `-` become `%XX`, nothing else changes. */
export function escape(text: string, also = ''): string {
  if (text === '-') return '%2D';
  if (plain.test(text) && (also === '' || !text.includes(also))) return text;
  return Array.from(text, (character) => (mustEscape(character) || also.includes(character) ? percent(character) : character)).join('');
}

export function unescape(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new EvidenceError('evidence.malformed', `reading ${what}: not UTF-8`, { cause });
  }
}

function mustEscape(character: string): boolean {
  return character < ' ' || character === '\x7f' || character === '%';
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
