import { crc32 } from 'node:zlib';

/** A ZIP with its entries stored as they are (APPNOTE 6.3.3), the first one first: as ASiC wants its mimetype. */
export function zipOf(entries: readonly (readonly [name: string, content: Uint8Array])[]): Buffer {
  const parts: Buffer[] = [];
  const directory = entries.map(([name, content]) => {
    const offset = parts.reduce((sum, part) => sum + part.length, 0);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt32LE(crc32(content), 10);
    fixed.writeUInt32LE(content.length, 14);
    fixed.writeUInt32LE(content.length, 18);
    fixed.writeUInt16LE(Buffer.byteLength(name), 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), fixed, Buffer.from(name), Buffer.from(content));
    const more = Buffer.alloc(14);
    more.writeUInt32LE(offset, 10);
    return Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), fixed, more, Buffer.from(name)]);
  });
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(
    directory.reduce((sum, one) => sum + one.length, 0),
    8,
  );
  end.writeUInt32LE(
    parts.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
