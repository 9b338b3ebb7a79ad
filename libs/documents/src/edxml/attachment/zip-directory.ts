/** The first entry of a ZIP as its central directory says it (APPNOTE 4.3.12), and how many there are. */
export interface ZipDirectory {
  readonly count: number;
  readonly first: ZipRecord;
  /** Where the entries end. */
  readonly start: number;
}

export interface ZipRecord {
  readonly rawName: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly isLink: boolean;
}

const [recordSignature, endSignature] = [0x02014b50, 0x06054b50];
const [recordLength, endLength] = [46, 22];
const mostComment = 512;
const symbolicLink = 0xa000;

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/** `undefined`: no directory that ends where the end record begins, which in turn ends the file; or ZIP64. */
export function readDirectory(bytes: Buffer): ZipDirectory | undefined {
  const end = findEnd(bytes);
  if (end === undefined) return undefined;
  const [disk, startDisk, here, count] = [4, 6, 8, 10].map((at) => bytes.readUInt16LE(end + at));
  const [length, start] = [bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)];
  if (disk !== 0 || startDisk !== 0 || here !== count || start + length !== end || length < recordLength) return undefined;
  if (!count || bytes.readUInt32LE(start) !== recordSignature) return undefined;
  const [nameLength, extra, comment] = [28, 30, 32].map((at) => bytes.readUInt16LE(start + at)) as [number, number, number];
  const next = start + recordLength + nameLength + extra + comment;
  if (next > end || (count === 1 && next !== end) || bytes.readUInt32LE(start + 42) !== 0) return undefined;
  return { count, start, first: readRecord(bytes, start, nameLength) };
}

function findEnd(bytes: Buffer): number | undefined {
  for (let at = bytes.length - endLength; at >= 0 && at >= bytes.length - endLength - mostComment; at--)
    if (bytes.readUInt32LE(at) === endSignature && bytes.readUInt16LE(at + 20) === bytes.length - at - endLength) return at;
  return undefined;
}

const readRecord = (bytes: Buffer, start: number, nameLength: number): ZipRecord => ({
  rawName: bytes.subarray(start + recordLength, start + recordLength + nameLength),
  flags: bytes.readUInt16LE(start + 8),
  method: bytes.readUInt16LE(start + 10),
  crc: bytes.readUInt32LE(start + 16),
  packed: bytes.readUInt32LE(start + 20),
  size: bytes.readUInt32LE(start + 24),
  isLink: (bytes.readUInt16LE(start + 40) & 0xf000) === symbolicLink,
});
