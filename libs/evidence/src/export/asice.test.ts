import { pack, unpack } from './asice';

/** The same container with its last entry named `times` over in the directory, under other names. */
function named(container: Uint8Array, times: number): Uint8Array {
  const zip = Buffer.from(container);
  const end = zip.length - 22;
  const directory = zip.readUInt32LE(end + 16);
  const data = zip.indexOf('data', directory) - 46;
  const entry = zip.subarray(data, data + 46 + 'data'.length);
  const copies = Array.from({ length: times }, (_, index) => {
    const copy = Buffer.from(entry);
    copy.write(String(index).padStart(4, '0'), 46);
    return copy;
  });
  const tail = Buffer.from(zip.subarray(end));
  const count = tail.readUInt16LE(8) + times;
  tail.writeUInt16LE(count, 8);
  tail.writeUInt16LE(count, 10);
  tail.writeUInt32LE(end - directory + times * entry.length, 12);
  return Buffer.concat([zip.subarray(0, end), ...copies, tail]);
}

describe('reading a container', () => {
  const files = [{ name: 'data', bytes: Buffer.alloc(100_000, 1) }];

  it('gives back what was packed', () => {
    expect(unpack(pack(files, Buffer.from('signature'))).files.map(({ name, bytes }) => [name, bytes.length])).toEqual([['data', 100_000]]);
  });

  it('copies no bytes again that many entries name', () => {
    expect(unpack(named(pack(files, Buffer.from('signature')), 500)).files.map(({ name }) => name)).toEqual(['data']);
  });
});
