import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { UnreadableError } from '../verdict/found';
import { extraField, type Part, type Wish, zip } from './testing/zip.test-kit';
import { readZip } from './zip';

const content = Buffer.from('Công văn số 01\n'.repeat(20));
const file = (more: Partial<Part> = {}): Part => ({ name: 'a.txt', content, ...more });
const other: Part = { name: 'b.txt', content: Buffer.from('b') };

function refusal(bytes: Uint8Array): string {
  try {
    readZip(bytes);
  } catch (error) {
    if (error instanceof UnreadableError) return error.code;
    throw error;
  }
  return 'read';
}

describe('a ZIP file', () => {
  it.each<[string, readonly Part[], Wish]>([
    ['stored', [file(), other], {}],
    ['deflated', [file({ deflated: true }), other], {}],
    ['with sizes behind the data', [file({ deflated: true, descriptor: true }), other], {}],
    ['with times as extra fields', [file({ extra: extraField(0x5455, Buffer.alloc(5)) }), other], {}],
    ['with folders and Vietnamese names', [{ name: 'hồ sơ/', content: Buffer.alloc(0) }, file({ name: 'hồ sơ/đơn.txt' })], {}],
    ['with comments', [file({ comment: 'by hand' })], { comment: 'mimetype=text/plain' }],
    ['empty', [], {}],
  ])('is read: %s', (_, parts, wish) => {
    const entries = readZip(zip(parts, wish));
    expect(entries.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual(
      parts.map((part) => [part.name, Buffer.from(part.content).toString()]),
    );
  });

  it.each<[string, readonly Part[], Wish, string]>([
    ['two names of one entry', [file({ said: { name: 'c.txt' } })], {}, 'zip.malformed'],
    ['two sizes', [file({ said: { size: 1 } })], {}, 'zip.malformed'],
    ['two packed sizes', [file({ deflated: true, said: { packedSize: 20 } })], {}, 'zip.malformed'],
    ['two checksums', [file({ said: { crc: 1 } })], {}, 'zip.malformed'],
    ['two methods', [file({ said: { method: 8 } })], {}, 'zip.malformed'],
    ['a descriptor that says something else', [file({ deflated: true, descriptor: true, said: { size: 9 } })], {}, 'zip.malformed'],
    ['something before its entries', [file({ before: Buffer.from('MZ') })], {}, 'zip.malformed'],
    ['something between its entries', [file(), { ...other, before: Buffer.from('x') }], {}, 'zip.malformed'],
    ['something before its directory', [file()], { beforeDirectory: Buffer.from('x') }, 'zip.malformed'],
    ['something behind compressed data', [file({ deflated: true, behind: Buffer.from('x') })], {}, 'zip.malformed'],
    ['an entry that the directory does not tell', [file(), other], { count: 1 }, 'zip.malformed'],
    ['one entry under two names', [file(), { ...other, said: { offset: 0 } }], {}, 'zip.malformed'],
    ['two entries of one name', [file(), file()], {}, 'zip.malformed'],
    ['names that differ in case alone', [file(), file({ name: 'A.txt' })], {}, 'zip.malformed'],
    ['a file and a folder of one name', [file(), { name: 'a.txt/', content: Buffer.alloc(0) }], {}, 'zip.malformed'],
    ['a folder with content', [file({ name: 'a/' })], {}, 'zip.malformed'],
    ['a way out', [file({ name: '../a.txt' })], {}, 'zip.name'],
    ['a way out inside', [file({ name: 'x/../../a.txt' })], {}, 'zip.name'],
    ['an absolute path', [file({ name: '/a.txt' })], {}, 'zip.name'],
    ['a path of Windows', [file({ name: 'x\\a.txt' })], {}, 'zip.name'],
    ['a drive', [file({ name: 'c:a.txt' })], {}, 'zip.name'],
    ['a name with an end in it', [file({ name: 'a.txt\0.pdf' })], {}, 'zip.name'],
    ['an encrypted entry', [file({ flags: 1 })], {}, 'zip.encrypted'],
    ['a method that nobody has', [file({ method: 12 })], {}, 'zip.unsupported'],
    ['a symbolic link', [file({ attributes: 0xa1ff0000 })], {}, 'zip.unsupported'],
    ['ZIP64', [file({ extra: extraField(1, Buffer.alloc(16)) })], {}, 'zip.unsupported'],
    ['another name in Unicode', [file({ extra: extraField(0x7075, Buffer.alloc(9)) })], {}, 'zip.unsupported'],
    ['extra fields without end', [file({ extra: Buffer.from([0x55, 0x54, 9, 0]) })], {}, 'zip.malformed'],
    ['a comment with a file in it', [file()], { comment: 'PK\x05\x06' }, 'zip.malformed'],
    ['a bomb', [file({ deflated: true, content: Buffer.alloc(8 * 1024 * 1024) })], {}, 'zip.too-large'],
    ['more than it says', [file({ deflated: true, said: { size: 10 } })], {}, 'zip.malformed'],
    ['more than anybody wants', [file({ said: { size: 0xfffffff0, packedSize: 0xfffffff0 } })], {}, 'zip.too-large'],
  ])('is refused: %s', (_, parts, wish, code) => expect(refusal(zip(parts, wish))).toBe(code));

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['something behind its end', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
    ['without its end', (bytes) => bytes.subarray(0, -1)],
    ['nothing', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('hello, this is no ZIP file at all')],
  ])('is refused: %s', (_, change) => expect(refusal(change(zip([file()])))).toBe('zip.malformed'));

  it('is read or refused whatever it is, and keeps what it said when one byte is changed', () => {
    const honest = zip([file({ deflated: true, descriptor: true }), { name: 'c.bin', content: randomBytes(100) }, other], { comment: 'x' });
    const said = JSON.stringify(readZip(honest));
    fc.assert(
      fc.property(fc.nat(honest.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Buffer.from(honest);
        changed[at]! ^= mask;
        // names may become others, times and versions are nobody's business; content is never another
        if (refusal(changed) === 'read')
          expect(readZip(changed).map(({ bytes }) => bytes)).toEqual(readZip(honest).map(({ bytes }) => bytes));
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(honest.length), fc.nat(6), fc.uint8Array({ maxLength: 6 })), { maxLength: 4 }), (edits) => {
        refusal(edits.reduce((all, [at, cut, insert]) => Buffer.concat([all.subarray(0, at), insert, all.subarray(at + cut)]), honest));
      }),
      { numRuns: 500 },
    );
    expect(JSON.stringify(readZip(honest))).toBe(said);
  });
});
