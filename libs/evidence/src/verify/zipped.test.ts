import { zipSync } from 'fflate';
import { readZipped } from './zipped';

const bytes = Buffer.from('a');

it('reads the files of a receipt and tells what does not belong into one, without reading it', () => {
  const zip = zipSync({
    'seal.txt': bytes,
    '1-recorded.leaf': bytes,
    'revocation/': Buffer.alloc(0),
    '../../etc/passwd': bytes,
    'a\nb': bytes,
  });
  const { files, faults } = readZipped(zip);
  expect([...files]).toEqual([
    ['1-recorded.leaf', new Uint8Array(bytes)],
    ['seal.txt', new Uint8Array(bytes)],
  ]);
  expect(faults).toEqual(['../../etc/passwd is no file of this receipt', 'a?b is no file of this receipt']);
});

it('reads neither of two files of one name', () => {
  const zip = Buffer.from(zipSync({ 'seal.txt': bytes, 'seal.p7s': bytes }));
  for (let at = zip.indexOf('seal.p7s'); at !== -1; at = zip.indexOf('seal.p7s')) zip.write('seal.txt', at);
  expect(readZipped(zip)).toEqual({ files: new Map(), faults: ['seal.txt stands there twice'] });
});

it('takes no more than a receipt has, whatever the file promises', () => {
  const bomb = zipSync({ 'payload.bin': Buffer.alloc(65 << 20) }, { level: 9 });
  expect(bomb.length).toBeLessThan(1 << 20);
  expect(readZipped(bomb).files.size).toBe(0);
  const many = zipSync(Object.fromEntries(Array.from({ length: 4_097 }, (_, at) => [`${at}.txt`, Buffer.alloc(0)])));
  expect(readZipped(many)).toMatchObject({ files: new Map(), faults: [expect.stringContaining('more than 4096 files') as string] });
});

it.each([
  ['no ZIP file', Buffer.from('Biên nhận')],
  ['half of one', Buffer.from(zipSync({ 'seal.txt': Buffer.alloc(1_000, 'ab') })).subarray(0, 40)],
])('refuses %s', (_, zip) => {
  expect(() => readZipped(zip)).toThrow(expect.objectContaining({ code: 'evidence.malformed' }) as Error);
});
