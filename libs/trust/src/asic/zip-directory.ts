import { UnreadableError } from '../verdict/found';
import { readName } from './zip-name';

/** An entry as the central directory says it (APPNOTE 4.3.12). */
export interface ZipRecord {
  readonly name: string;
  readonly rawName: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Of its local header. */
  readonly offset: number;
}

export interface ZipDirectory {
  readonly records: readonly ZipRecord[];
  /** Offset of the directory: where the entries end. */
  readonly start: number;
}

const [endSignature, recordSignature] = [0x06054b50, 0x02014b50];
const [endLength, recordLength] = [22, 46];
const maxEntries = 4096;
const maxComment = 512;
const [encrypted, strongEncryption, maskedHeaders] = [1, 1 << 6, 1 << 13];
/** Deflate's options, a data descriptor, names in UTF-8. */
const knownFlags = (1 << 1) | (1 << 2) | (1 << 3) | (1 << 11);
/** ZIP64, another name in Unicode, AES: they say over again, and otherwise, what the headers say. */
const refusedExtras = new Set([0x0001, 0x7075, 0x9901]);
const symbolicLink = 0xa000;

/** The central directory, which ends where the end record begins, and that one where the file ends. Comments may only be a line of text. */
export function readDirectory(bytes: Buffer): ZipDirectory {
  const end = findEnd(bytes);
  const [disk, startDisk, here, count] = [4, 6, 8, 10].map((at) => bytes.readUInt16LE(end + at));
  const [size, start] = [bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)];
  if (count === 0xffff || size === 0xffff_ffff || start === 0xffff_ffff) throw unsupported('zip.unsupported', 'ZIP64');
  if (disk !== 0 || startDisk !== 0 || here !== count || start + size !== end) throw malformed('its directory is not where it should be');
  if (count === undefined || count > maxEntries) throw unsupported('zip.too-large', `more than ${maxEntries} entries`);
  const records: ZipRecord[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    const { record, next } = readRecord(bytes, at, end);
    records.push(record);
    at = next;
  }
  if (at !== end) throw malformed('something is behind its directory');
  return { records, start };
}

function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - endLength; at >= 0 && at >= bytes.length - endLength - maxComment; at--) {
    if (bytes.readUInt32LE(at) !== endSignature || bytes.readUInt16LE(at + 20) !== bytes.length - at - endLength) continue;
    checkComment(bytes.subarray(at + endLength));
    return at;
  }
  throw malformed('no end of a directory');
}

function readRecord(bytes: Buffer, at: number, end: number): { record: ZipRecord; next: number } {
  if (at + recordLength > end || bytes.readUInt32LE(at) !== recordSignature) throw malformed('no entry of a directory');
  const [flags = 0, method = 0] = [8, 10].map((field) => bytes.readUInt16LE(at + field));
  const [crc = 0, packedSize = 0, size = 0] = [16, 20, 24].map((field) => bytes.readUInt32LE(at + field));
  const [nameLength = 0, extraLength = 0, commentLength = 0, disk = 0] = [28, 30, 32, 34].map((field) => bytes.readUInt16LE(at + field));
  const next = at + recordLength + nameLength + extraLength + commentLength;
  if (next > end || disk !== 0 || commentLength > maxComment) throw malformed('entry of a directory');
  if (flags & (encrypted | strongEncryption | maskedHeaders)) throw unsupported('zip.encrypted', 'encrypted entries');
  if (flags & ~knownFlags || (method !== 0 && method !== 8)) throw unsupported('zip.unsupported', `flags ${flags} or method ${method}`);
  if ([packedSize, size].includes(0xffff_ffff)) throw unsupported('zip.unsupported', 'ZIP64');
  if ((bytes.readUInt16LE(at + 40) & 0xf000) === symbolicLink) throw unsupported('zip.unsupported', 'a symbolic link');
  checkExtras(bytes, at + recordLength + nameLength, extraLength);
  checkComment(bytes.subarray(next - commentLength, next));
  const rawName = bytes.subarray(at + recordLength, at + recordLength + nameLength);
  const record = { name: readName(rawName, flags), rawName, flags, method, crc, packedSize, size, offset: bytes.readUInt32LE(at + 42) };
  return { record, next };
}

/** Programs put their names there, and some the media type. */
function checkComment(comment: Uint8Array): void {
  if (comment.some((octet) => octet < 0x20 || octet > 0x7e)) throw malformed('a comment that is no text');
}

/** Extra fields (APPNOTE 4.5): times and owners may be there, nothing that changes what the entry is. */
export function checkExtras(bytes: Buffer, start: number, length: number): void {
  const end = start + length;
  let at = start;
  while (at + 4 <= end) {
    if (refusedExtras.has(bytes.readUInt16LE(at))) throw unsupported('zip.unsupported', `extra field ${bytes.readUInt16LE(at)}`);
    at += 4 + bytes.readUInt16LE(at + 2);
  }
  if (at !== end) throw malformed('extra fields are cut off');
}

export const malformed = (reason: string): UnreadableError => new UnreadableError('unreadable', 'zip.malformed', `reading ZIP: ${reason}`);
export const unsupported = (code: string, reason: string): UnreadableError =>
  new UnreadableError('unsupported', code, `reading ZIP: ${reason}`);
