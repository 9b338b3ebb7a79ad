import { deflateRawSync } from 'node:zlib';
import { readEdxml } from '../read-edxml';
import { changed } from '../testing/samples.test-kit';
import { zipOne } from './zip-one';

const one = '01-new-one-receiver' as const;

const outcome = (bytes: Uint8Array): unknown => {
  const { refusal } = readEdxml(bytes);
  return refusal ? [refusal.code, refusal.field] : 'read';
};

describe('a ZIP around an attachment', () => {
  const text = Buffer.from('ghi chú');
  const good = zipOne('a.txt', text);
  const edited = (edit: (zip: Buffer) => Buffer | undefined): Buffer => {
    const copy = Buffer.from(good);
    return edit(copy) ?? copy;
  };
  const record = good.indexOf('PK\x01\x02');
  const inZip = (zip: Buffer, name = 'a.txt'): Buffer =>
    changed(
      one,
      ['<AttachmentName>101-STN-LT.pdf', `<AttachmentName>${name}`],
      ['<ContentType>application/pdf', '<ContentType>application/zip'],
      [/(?<=ContentTransferEncoded [^>]*>)[^<]*/, zip.toString('base64')],
    );
  /** Two entries, as any program writes them. */
  function two(): Buffer {
    const parts = [zipOne('a.txt', text), zipOne('b.txt', text)];
    const locals = parts.map((zip) => zip.subarray(0, zip.indexOf('PK\x01\x02')));
    const records = parts.map((zip) => Buffer.from(zip.subarray(zip.indexOf('PK\x01\x02'), zip.length - 22)));
    records[1]!.writeUInt32LE(locals[0]!.length, 42);
    const end = Buffer.from(parts[0]!.subarray(-22));
    end.writeUInt16LE(2, 8);
    end.writeUInt16LE(2, 10);
    end.writeUInt32LE(records[0]!.length + records[1]!.length, 12);
    end.writeUInt32LE(locals[0]!.length + locals[1]!.length, 16);
    return Buffer.concat([...locals, ...records, end]);
  }

  it('with one entry is read', () => expect(outcome(inZip(good))).toBe('read'));

  it.each<[string, Buffer, string]>([
    ['two entries', two(), 'edxml.attachment-entries'],
    ['a name that leads elsewhere', zipOne('../a.txt', text), 'edxml.attachment-entry-name'],
    ['a name of Windows that does', zipOne('..\\a.txt', text), 'edxml.attachment-entry-name'],
    ['a name from the root', zipOne('/etc/a.txt', text), 'edxml.attachment-entry-name'],
    ['a name of a drive', zipOne('C:a.txt', text), 'edxml.attachment-entry-name'],
    ['a name that ends early', zipOne('a.exe\0.txt', text), 'edxml.attachment-entry-name'],
    ['no name', zipOne('', text), 'edxml.attachment-entry-name'],
    ['a link', edited((zip) => void zip.writeUInt32LE(0xa1ff0000, record + 38)), 'edxml.attachment-zip'],
    ['a folder', zipOne('a/', text), 'edxml.attachment-entry-name'],
    ['a thousandfold growth', zipOne('a.txt', Buffer.alloc(64 * 1024 * 1024)), 'edxml.attachment-too-large'],
    ['more in it than it says', edited((zip) => void zip.writeUInt32LE(3, record + 24)), 'edxml.attachment-zip'],
    ['a wrong check sum', edited((zip) => void zip.writeUInt32LE(1, record + 16)), 'edxml.attachment-zip'],
    ['encryption', edited((zip) => void zip.writeUInt16LE(0x801, record + 8)), 'edxml.attachment-zip'],
    ['a method that nobody knows', edited((zip) => void zip.writeUInt16LE(12, record + 10)), 'edxml.attachment-zip'],
    ['a header that says another name', edited((zip) => void zip.write('b', 30)), 'edxml.attachment-zip'],
    ['something behind it', Buffer.concat([good, Buffer.from('x')]), 'edxml.attachment-zip'],
    [
      'something before its directory',
      edited((zip) => Buffer.concat([zip.subarray(0, record), Buffer.from('x'), zip.subarray(record)])),
      'edxml.attachment-zip',
    ],
    ['no directory', good.subarray(0, record), 'edxml.attachment-zip'],
  ])('with %s is refused', (_, zip, code) => {
    expect(outcome(inZip(zip))).toEqual([code, 'AttachmentEncoded/Attachment[1]/ContentTransferEncoded']);
  });

  it('never takes more memory than its directory says', () => {
    const bomb = zipOne('a.txt', text);
    const packed = deflateRawSync(Buffer.alloc(256 * 1024 * 1024));
    const at = bomb.indexOf('PK\x01\x02');
    const head = Buffer.from(bomb.subarray(0, 30 + 5));
    const [entry, end] = [Buffer.from(bomb.subarray(at, bomb.length - 22)), Buffer.from(bomb.subarray(-22))];
    for (const [buffer, offset] of [
      [head, 18],
      [entry, 20],
    ] as const)
      buffer.writeUInt32LE(packed.length, offset);
    end.writeUInt32LE(head.length + packed.length, 16);
    const before = process.memoryUsage().arrayBuffers;
    expect(outcome(inZip(Buffer.concat([head, packed, entry, end])))).toEqual([
      'edxml.attachment-zip',
      'AttachmentEncoded/Attachment[1]/ContentTransferEncoded',
    ]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('is not one of hundreds that are small each and take all memory together', () => {
    const base64 = zipOne('a.txt', Buffer.alloc(1024 * 1024)).toString('base64');
    const ids = Array.from({ length: 200 }, (_, i) => `cid:z${i}`);
    const bytes = changed(
      one,
      [
        /<edXML:Reference>[\s\S]*<\/edXML:Reference>/,
        ids.map((id) => `<edXML:Reference><edXML:ContentId>${id}</edXML:ContentId></edXML:Reference>`).join(''),
      ],
      [
        /<Attachment>[\s\S]*<\/Attachment>/,
        ids
          .map((id) => `<ContentId>${id}</ContentId><AttachmentName>a.txt</AttachmentName><ContentType>application/zip</ContentType>`)
          .map((head) => `<Attachment>${head}<ContentTransferEncoded>${base64}</ContentTransferEncoded></Attachment>`)
          .join(''),
      ],
    );
    expect(outcome(bytes)).toEqual(['edxml.attachment-too-large', 'AttachmentEncoded/Attachment[129]/ContentTransferEncoded']);
  });
});
