import { crc32, inflateRawSync } from 'node:zlib';
import type { ZipDirectory, ZipRecord } from './zip-directory';

/** Why the content of a ZIP cannot be taken out. */
export type ZipFault = 'edxml.attachment-zip' | 'edxml.attachment-entries' | 'edxml.attachment-entry-name' | 'edxml.attachment-too-large';

const localSignature = 0x04034b50;
const descriptorSignature = 0x08074b50;
const localLength = 30;
/** Deflate's options, a data descriptor, a name in UTF-8: no encryption. */
const knownFlags = 0x080e;
const hasDescriptor = 0x0008;
/** Text shrinks to a tenth, a bomb to a thousandth. */
const [mostRatio, small] = [200, 1024 * 1024];

/**
 * The one entry of a ZIP, as the national library makes it: a flat name, stored or deflated, the local header says the same as the directory,
 * nothing lies before or behind it, and it takes no more memory than the directory says, nor than there is `room` for (octets).
 */
export function unzipOne(bytes: Buffer, { count, first, start }: ZipDirectory, room: number): Buffer | ZipFault {
  if (count !== 1) return 'edxml.attachment-entries';
  if (!isFlat(first.rawName)) return 'edxml.attachment-entry-name';
  const from = contentStart(bytes, first);
  if (from === undefined || first.isLink || from + first.packed + descriptorLength(bytes, first, from + first.packed, start) !== start)
    return 'edxml.attachment-zip';
  if (first.size > room || (first.size > small && first.size > first.packed * mostRatio)) return 'edxml.attachment-too-large';
  const content = unpack(bytes.subarray(from, from + first.packed), first);
  return content?.length === first.size && crc32(content) === first.crc ? content : 'edxml.attachment-zip';
}

/** A name that can lead nowhere, whatever writes it to a disk. */
function isFlat(raw: Buffer): boolean {
  const name = raw.toString('utf8');
  return raw.length > 0 && raw.length <= 255 && name !== '.' && name !== '..' && !/[\p{Cc}/\\:*?"<>|\uFFFD]/u.test(name);
}

function contentStart(bytes: Buffer, { rawName, flags, method, crc, packed, size }: ZipRecord): number | undefined {
  if ((flags & ~knownFlags) !== 0 || (method !== 0 && method !== 8) || bytes.readUInt32LE(0) !== localSignature) return undefined;
  const [localFlags, localMethod, nameLength, extra] = [6, 8, 26, 28].map((at) => bytes.readUInt16LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  if (localFlags !== flags || localMethod !== method || nameLength !== rawName.length) return undefined;
  if (!bytes.subarray(localLength, localLength + nameLength).equals(rawName)) return undefined;
  const said = [14, 18, 22].map((at) => bytes.readUInt32LE(at));
  const isSame = [crc, packed, size].every((value, i) => said[i] === value || (said[i] === 0 && (flags & hasDescriptor) !== 0));
  return isSame ? localLength + nameLength + extra : undefined;
}

/** Of the data descriptor (APPNOTE 4.3.9), with or without its signature; what it says must be what the directory says. */
function descriptorLength(bytes: Buffer, { flags, crc, packed, size }: ZipRecord, at: number, end: number): number {
  if ((flags & hasDescriptor) === 0) return 0;
  const length = end - at;
  const signed = length === 16 && bytes.readUInt32LE(at) === descriptorSignature ? 4 : 0;
  if (length !== 12 + signed) return Number.NaN;
  const same = [crc, packed, size].every((value, i) => bytes.readUInt32LE(at + signed + 4 * i) === value);
  return same ? length : Number.NaN;
}

function unpack(packed: Buffer, { method, size }: ZipRecord): Buffer | undefined {
  if (method === 0) return packed;
  try {
    const { buffer, engine } = inflateRawSync(packed, { maxOutputLength: Math.max(1, size), info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return engine.bytesWritten === packed.length ? buffer : undefined;
  } catch {
    return undefined;
  }
}
