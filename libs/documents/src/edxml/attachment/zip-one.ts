import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP (APPNOTE 6.3) with one deflated entry, of the first day that it can say: the same bytes for the same file. */
export function zipOne(name: string, content: Uint8Array): Buffer {
  const [packed, rawName] = [deflateRawSync(content), Buffer.from(name, 'utf8')];
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0); // version needed
  common.writeUInt16LE(0x0800, 2); // name in UTF-8
  common.writeUInt16LE(8, 4); // deflated
  common.writeUInt16LE(0x0021, 8); // 1980-01-01
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(rawName.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, rawName, packed]);
  const record = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(14), rawName]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(record.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, record, end]);
}
