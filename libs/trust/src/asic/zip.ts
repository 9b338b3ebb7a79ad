import { crc32, inflateRawSync } from 'node:zlib';
import { UnreadableError } from '../verdict/found';
import { checkExtras, malformed, readDirectory, unsupported, type ZipRecord } from './zip-directory';
import { foldName } from './zip-name';

export interface ZipEntry {
  /** As the headers say it; that of a folder ends with `/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Neither compressed nor with extra fields in its local header. */
  readonly isPlain: boolean;
}

const localSignature = 0x04034b50;
const descriptorSignature = 0x08074b50;
const localLength = 30;
const hasDescriptor = 1 << 3;
const maxTotal = 512 * 1024 * 1024;
/** Text compresses to a tenth, a bomb to a thousandth. */
const maxRatio = 200;
const smallSize = 1024 * 1024;

/**
 * The entries of a ZIP file (APPNOTE 6.3) in the order in which they lie. Local headers and directory must say the same, and the file must be
 * made of them and nothing else: entry on entry from its first byte to the directory. What is stored stays where it is.
 * @throws UnreadableError `zip.malformed`, `zip.name`, `zip.encrypted`, `zip.unsupported` or `zip.too-large`
 */
export function readZip(input: Uint8Array): ZipEntry[] {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.length);
  const { records, start } = readDirectory(bytes);
  checkNames(records);
  checkSizes(records);
  let expected = 0;
  const ordered = [...records].sort((a, b) => a.offset - b.offset);
  const entries = ordered.map((record, index) => {
    if (record.offset !== expected) throw malformed('something lies between its entries');
    const { entry, end } = readEntry(bytes, record, ordered[index + 1]?.offset ?? start);
    expected = end;
    return entry;
  });
  if (expected !== start) throw malformed('something lies between its entries');
  return entries;
}

function checkNames(records: readonly ZipRecord[]): void {
  const names = new Set(records.map(({ name }) => foldName(name)));
  if (names.size !== records.length) throw malformed('two entries of one name');
  for (const { name, size } of records) if (name.endsWith('/') && size > 0) throw malformed('a folder with content');
}

function checkSizes(records: readonly ZipRecord[]): void {
  const total = records.reduce((sum, { size }) => sum + size, 0);
  if (total > maxTotal) throw unsupported('zip.too-large', `more than ${maxTotal} bytes in it`);
  for (const { size, packedSize, method } of records) {
    if (method === 0 && size !== packedSize) throw malformed('a stored entry of two sizes');
    if (size > smallSize && size > packedSize * maxRatio) throw unsupported('zip.too-large', 'an entry grows too much');
  }
}

function readEntry(bytes: Buffer, record: ZipRecord, next: number): { entry: ZipEntry; end: number } {
  const { offset, rawName, packedSize } = record;
  if (offset + localLength > next || bytes.readUInt32LE(offset) !== localSignature)
    throw malformed('no entry where the directory says one');
  const extraLength = bytes.readUInt16LE(offset + 28);
  const start = offset + localLength + rawName.length + extraLength;
  if (start + packedSize > next) throw malformed('entries lie over each other');
  checkLocal(bytes, record);
  checkExtras(bytes, offset + localLength + rawName.length, extraLength);
  const end = start + packedSize + descriptorLength(bytes, record, start + packedSize, next);
  const content = unpack(bytes.subarray(start, start + packedSize), record);
  return { entry: { name: record.name, bytes: content, isPlain: record.method === 0 && extraLength === 0 }, end };
}

/** The local header says the same as the directory, or nothing where a descriptor follows the data. */
function checkLocal(bytes: Buffer, { offset, rawName, flags, method, crc, packedSize, size }: ZipRecord): void {
  const [localFlags, localMethod, nameLength] = [6, 8, 26].map((at) => bytes.readUInt16LE(offset + at));
  const name = bytes.subarray(offset + localLength, offset + localLength + rawName.length);
  const isSame = localFlags === flags && localMethod === method && nameLength === rawName.length && name.equals(rawName);
  const sizes = [14, 18, 22].map((at) => bytes.readUInt32LE(offset + at));
  const said = [crc, packedSize, size];
  if (sizes.includes(0xffff_ffff)) throw unsupported('zip.unsupported', 'ZIP64');
  const mayBeLeftOut = (flags & hasDescriptor) !== 0;
  const isSaid = sizes.every((value, index) => value === said[index] || (value === 0 && mayBeLeftOut));
  if (!isSame || !isSaid) throw malformed('an entry and the directory say different things');
}

/** Length of the data descriptor (APPNOTE 4.3.9), with or without its signature. */
function descriptorLength(bytes: Buffer, { flags, crc, packedSize, size }: ZipRecord, at: number, next: number): number {
  if ((flags & hasDescriptor) === 0) return 0;
  const signed = next - at === 16 && bytes.readUInt32LE(at) === descriptorSignature ? 4 : 0;
  if (next - at !== 12 + signed) throw malformed('no data descriptor');
  const [a, b, c] = [0, 4, 8].map((field) => bytes.readUInt32LE(at + signed + field));
  if (a !== crc || b !== packedSize || c !== size) throw malformed('an entry and the directory say different things');
  return 12 + signed;
}

/** Exactly as many bytes out of exactly as many bytes as said, and no more memory than that. */
function unpack(packed: Buffer, { method, size, crc }: ZipRecord): Uint8Array {
  const content = method === 0 ? packed : inflate(packed, size);
  if (content.length !== size || crc32(content) !== crc) throw malformed('an entry is damaged');
  return content;
}

function inflate(packed: Buffer, size: number): Buffer {
  const { buffer, engine } = tryInflate(packed, size);
  if (engine.bytesWritten !== packed.length) throw malformed('something lies behind compressed data');
  return buffer;
}

/** With `info`, which the types of node do not know, it tells how much of its input it used. */
function tryInflate(packed: Buffer, size: number): { buffer: Buffer; engine: { bytesWritten: number } } {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size), info: true }) as unknown as ReturnType<typeof tryInflate>;
  } catch (cause) {
    throw new UnreadableError('unreadable', 'zip.malformed', 'reading ZIP: compressed data is damaged', { cause });
  }
}
