import * as fc from 'fast-check';

const words = [
  ...[
    '<',
    '>',
    '/>',
    '&',
    '&#0;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<!DOCTYPE a [',
    'xmlns=""',
    ' Id="a"',
    '<?a?>',
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\u0000',
  ],
  ...[
    '<<',
    '>>',
    'obj',
    'endobj',
    'stream\n',
    'endstream',
    '/ByteRange [',
    '/Prev 0',
    '/Length -1',
    'xref\n',
    'startxref\n',
    '%%EOF',
    '9999999999',
    '-1',
  ],
  ...[
    'PK\x03\x04',
    'PK\x01\x02',
    'PK\x05\x06',
    '\x30\x80',
    '\x30\x84\xff\xff\xff\xff',
    '\xa0\x84\x7f\xff\xff\xff',
    '\x02\x01\x00',
    '\x06\x00',
    '\x00\x00',
    '\xff',
  ],
].map((word) => Buffer.from(word, 'latin1'));

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const piece = fc.oneof(
  fc.constantFrom(...words),
  fc.uint8Array({ minLength: 1, maxLength: 6 }).map((octets) => Buffer.from(octets)),
);

type Change = (file: Buffer) => Buffer;
const at = (file: Buffer, where: number): number => Math.floor(where * file.length);

const flip = fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([where, mask]): Change => (file) => {
  const spoilt = Buffer.from(file);
  if (spoilt.length > 0) spoilt[at(file, where)]! ^= mask;
  return spoilt;
});
const cut = fc.tuple(place, fc.nat(200)).map(
  ([where, length]): Change =>
    (file) =>
      Buffer.concat([file.subarray(0, at(file, where)), file.subarray(at(file, where) + length)]),
);
const insert = fc.tuple(place, piece).map(
  ([where, what]): Change =>
    (file) =>
      Buffer.concat([file.subarray(0, at(file, where)), what, file.subarray(at(file, where))]),
);
const overwrite = fc.tuple(place, piece).map(
  ([where, what]): Change =>
    (file) =>
      Buffer.concat([file.subarray(0, at(file, where)), what, file.subarray(at(file, where) + what.length)]),
);
const repeat = fc.tuple(place, fc.nat(400), fc.integer({ min: 2, max: 200 })).map(([where, length, times]): Change => (file) => {
  const from = at(file, where);
  const part = file.subarray(from, from + length);
  return Buffer.concat([file.subarray(0, from), ...Array.from({ length: times }, () => part), file.subarray(from + length)]);
});
const truncate = place.map(
  (where): Change =>
    (file) =>
      file.subarray(0, at(file, where)),
);

/** A seed with one to five changes, now and then with the end of another one. */
export function mutants(seeds: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  const seed = fc.constantFrom(...seeds).map((bytes) => Buffer.from(bytes));
  const start = fc.oneof(
    { arbitrary: seed, weight: 9 },
    fc.tuple(seed, seed, place, place).map(([a, b, x, y]) => Buffer.concat([a.subarray(0, at(a, x)), b.subarray(at(b, y))])),
  );
  const change = fc.oneof({ arbitrary: flip, weight: 4 }, insert, { arbitrary: overwrite, weight: 3 }, cut, repeat, truncate);
  return fc
    .tuple(start, fc.array(change, { minLength: 1, maxLength: 5 }))
    .map(([file, changes]) => changes.reduce<Buffer>((bytes, one) => one(bytes), file));
}
