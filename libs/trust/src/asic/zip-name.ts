import { UnreadableError } from '../verdict/found';

const utf8 = 1 << 11;
const maxLength = 512;

/** Name of an entry: ASCII, or UTF-8 where its flag says so; a path that stays inside. */
export function readName(raw: Uint8Array, flags: number): string {
  const name = decode(raw, (flags & utf8) !== 0);
  const parts = name.replace(/\/$/, '').split('/');
  const isSafe =
    name.length <= maxLength && !/[\p{Cc}\\:*?"<>|]/u.test(name) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isSafe) throw wrong('a name that is no path inside');
  return name;
}

function decode(raw: Uint8Array, isUtf8: boolean): string {
  if (!isUtf8 && raw.some((octet) => octet > 0x7e))
    throw new UnreadableError('unsupported', 'zip.name', 'reading ZIP: a name in an unknown code page');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch (cause) {
    throw new UnreadableError('unreadable', 'zip.name', 'reading ZIP: a name is not UTF-8', { cause });
  }
}

/** Two names that a file system may take for one. */
export const foldName = (name: string): string => name.replace(/\/$/, '').normalize('NFC').toLowerCase();

const wrong = (reason: string): UnreadableError => new UnreadableError('unreadable', 'zip.name', `reading ZIP: ${reason}`);
