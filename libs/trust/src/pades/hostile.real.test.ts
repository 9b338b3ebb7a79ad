import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { inBer } from '../cms/testing/message.test-kit';
import { type FoundSignature, type ReadOptions, UnreadableError } from '../verdict/found';
import { findPdfSignatures } from './find';
import { Desk, problems, refusal } from './testing/desk.test-kit';
import { fill, Paper, type SigningWish, type Style } from './testing/paper.test-kit';

const desk = new Desk();
afterAll(() => desk.city.remove());

describe('byte ranges', () => {
  const edit = (change: (text: string) => string) => (): Buffer => Buffer.from(change(desk.signed().bytes.toString('latin1')), 'latin1');
  const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)( *)\]/;

  it.each<[string, () => Buffer]>([
    ['ByteRange is missing', edit((text) => text.replace('/ByteRange [', '/ByteRonge ['))],
    ['ByteRange is null', edit((text) => text.replace(range, (all) => '/ByteRange null'.padEnd(all.length)))],
    [
      'ByteRange has three numbers',
      edit((text) => text.replace(range, (all, a: string, b: string) => `/ByteRange [0 ${a} ${b}`.padEnd(all.length - 1) + ']')),
    ],
    [
      'a number is negative',
      edit((text) =>
        text.replace(range, (all, a: string, b: string, c: string) => `/ByteRange [0 ${a} ${b} -${c}`.padEnd(all.length - 1) + ']'),
      ),
    ],
    [
      'a number is no integer',
      edit((text) =>
        text.replace(range, (all, a: string, b: string, c: string) => `/ByteRange [0 ${a}.5 ${b} ${c}`.padEnd(all.length - 1) + ']'),
      ),
    ],
    [
      'it does not begin with the file',
      edit((text) => text.replace(/\/ByteRange \[0 (\d+)/, (all, a: string) => `/ByteRange [1 ${Number(a) - 1}`.padEnd(all.length))),
    ],
    [
      'it leaves out more than Contents',
      edit((text) =>
        text.replace(
          range,
          (all, a: string, b: string, c: string) => `/ByteRange [0 ${Number(a) - 9} ${b} ${c}`.padEnd(all.length - 1) + ']',
        ),
      ),
    ],
    [
      'it leaves out more behind Contents',
      edit((text) =>
        text.replace(
          range,
          (all, a: string, b: string, c: string) => `/ByteRange [0 ${a} ${Number(b) + 9} ${Number(c) - 9}`.padEnd(all.length - 1) + ']',
        ),
      ),
    ],
    [
      'it ends before the file does',
      edit((text) =>
        text.replace(
          range,
          (all, a: string, b: string, c: string) => `/ByteRange [0 ${a} ${b} ${Number(c) - 30}`.padEnd(all.length - 1) + ']',
        ),
      ),
    ],
    [
      'it ends behind the file',
      edit((text) =>
        text.replace(
          range,
          (all, a: string, b: string, c: string) => `/ByteRange [0 ${a} ${b} ${Number(c) + 1}`.padEnd(all.length - 1) + ']',
        ),
      ),
    ],
    ['Contents is there twice', edit((text) => text.replace(/\/M \(D:[^)]*\) /, (all) => '/Contents <00>'.padEnd(all.length)))],
    ['Contents is a literal string', edit((text) => text.replace(/\/Contents <(0*[0-9a-f]*)>/, (_, hex: string) => `/Contents (${hex})`))],
    ['Contents has spaces in it', edit((text) => text.replace(/00>/, '0 >'))],
    [
      'Contents is empty',
      () =>
        fill(
          Buffer.from(
            desk
              .signed()
              .bytes.toString('latin1')
              .replace(/<3082[0-9a-f]*>/, '<>'),
            'latin1',
          ),
          () => new Uint8Array(),
        ),
    ],
  ])('are refused when %s', (_, make) => {
    const bytes = make();
    if (refusal(bytes) !== 'read') return;
    const [found] = findPdfSignatures(bytes);
    expect(found!.checks.filter(({ result }) => result === 'failed').map(({ code }) => code)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(scope\.byte-range|signature\.malformed)$/)]),
    );
    expect(found!.signed).toEqual([]);
  });

  it('are refused when the signature was wrapped: moved behind, with other content where it was', () => {
    const bytes = desk.signed().bytes;
    const [, a = '', b = '', c = ''] = range.exec(bytes.toString('latin1'))!;
    const tail = bytes.subarray(Number(b));
    const moved = Buffer.concat([
      bytes.subarray(0, Number(b)),
      Buffer.from('\n4 0 obj\n<< /Length 1 >>\nstream\nx\nendstream\nendobj\n'),
      tail,
    ]);
    const shifted = Buffer.from(
      moved.toString('latin1').replace(range, `/ByteRange [0 ${a} ${Number(b) + moved.length - bytes.length} ${c}]`),
      'latin1',
    );
    expect(refusal(shifted) === 'read' ? findPdfSignatures(shifted)[0]!.signed : []).toEqual([]);
  });

  it('are refused when the message of another signature is put in', () => {
    const other = desk.signed().bytes.toString('latin1');
    const message = /<(3082[0-9a-f]*)>/.exec(other)![1]!;
    const paper = new Paper().update({ 4: { entries: '', data: Buffer.from('BT (khac) Tj ET') } });
    paper.sign({ contentsOf: () => Buffer.from(message, 'hex') });
    expect(problems(findPdfSignatures(paper.bytes)[0]!)).toEqual(['reference.digest failed']);
  });
});

describe('signature dictionaries', () => {
  it.each<[string, SigningWish, ReadOptions, string[]]>([
    ['adbe.pkcs7.detached', { ...desk.cades, subFilter: 'adbe.pkcs7.detached' }, {}, []],
    ['a plain message', { contentsOf: (covered) => desk.city.cms('rsa', covered) }, {}, ['signer.bound warning']],
    ['in BER', { contentsOf: (covered) => inBer(desk.city.cms('rsa', covered, '-cades')) }, {}, []],
    ['adbe.pkcs7.sha1', sha1Wish(), {}, ['signature.algorithm failed']],
    ['adbe.pkcs7.sha1 under the legacy policy', sha1Wish(), { policy: 'legacy' }, ['signature.weak warning']],
    ['of a kind that nobody reads', { ...desk.cades, subFilter: 'adbe.x509.rsa_sha1' }, {}, ['signature.unsupported unknown']],
    [
      'with content in the message',
      { contentsOf: (covered) => desk.city.cms('rsa', covered, '-cades', '-nodetach') },
      {},
      ['content.same failed'],
    ],
    [
      'with two signers',
      { contentsOf: (covered) => desk.city.cms('rsa', covered, '-cades', '-signer', 'p256.pem', '-inkey', 'p256.key') },
      {},
      ['signature.signers failed'],
    ],
    [
      'with something behind the message',
      { contentsOf: (covered) => Buffer.concat([desk.city.cms('rsa', covered, '-cades'), Buffer.of(1)]) },
      {},
      ['signature.malformed failed'],
    ],
    ['without a message', { contentsOf: () => new Uint8Array() }, {}, ['signature.malformed failed']],
  ])('%s', (_, wish, options, expected) => {
    const [found] = findPdfSignatures(desk.signed(wish).bytes, options);
    expect(problems(found!)).toEqual(expected);
    expect(found!.signed.length === 1).toBe(expected.every((one) => one.endsWith('warning')));
  });

  it('take the time that the dictionary claims where the message claims none', () => {
    const paper = desk.signed({ contentsOf: (covered) => desk.city.cms('rsa', covered, '-noattr') });
    expect(findPdfSignatures(paper.bytes)[0]!.signingTime).toEqual(new Date('2026-11-23T01:02:03Z'));
  });
});

function sha1Wish(): SigningWish {
  const digest = (covered: Buffer): Buffer => createHash('sha1').update(covered).digest();
  return { subFilter: 'adbe.pkcs7.sha1', contentsOf: (covered) => desk.city.cms('rsa', digest(covered), '-cades', '-nodetach') };
}

describe('files that are none', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['no PDF', () => Buffer.from('hello'), 'unsupported pdf.header'],
    ['something before it', () => Buffer.concat([Buffer.from('\n'), desk.signed().bytes]), 'unsupported pdf.header'],
    ['something behind it', () => Buffer.concat([desk.signed().bytes, Buffer.from('x')]), 'unreadable pdf.xref'],
    ['cut off', () => desk.signed().bytes.subarray(0, -20), 'unreadable pdf.xref'],
    [
      'an update without cross-references',
      () => Buffer.concat([desk.signed().bytes, Buffer.from('4 0 obj\n(x)\nendobj\n%%EOF\n')]),
      'unreadable pdf.xref',
    ],
    [
      'encrypted',
      () =>
        Buffer.from(
          desk
            .signed()
            .bytes.toString('latin1')
            .replace(/\/Info 8 0 R \/Prev/, '/Encrypt 9 9 R /Prev'),
          'latin1',
        ),
      'unsupported pdf.encrypted',
    ],
    [
      'an update that forgets what went before',
      () =>
        Buffer.from(
          desk
            .signed()
            .bytes.toString('latin1')
            .replace(/\/Prev \d+/, (all) => '/Prev 0'.padEnd(all.length)),
          'latin1',
        ),
      'unreadable pdf.xref',
    ],
    [
      'sections that go in a circle',
      () =>
        Buffer.from(
          desk
            .signed()
            .bytes.toString('latin1')
            .replace(/\/Prev \d+/, (all) =>
              `/Prev ${/startxref\n(\d+)\n%%EOF\n$/.exec(desk.signed().bytes.toString('latin1'))![1]!}`.padEnd(all.length),
            ),
          'latin1',
        ),
      'unreadable pdf.xref',
    ],
  ])('%s', (_, bytes, expected) => expect(refusal(bytes())).toBe(expected));

  it('end soon when they would grow without end', () => {
    const bomb = new Paper('table').update({
      1: new Paper().root('/DSS << /Certs [90 0 R] >>'),
      90: { entries: '/Filter /FlateDecode', data: bombOf(200) },
    });
    bomb.sign({ ...desk.cades, catalogue: '/DSS << /Certs [90 0 R] >>' });
    expect(problems(findPdfSignatures(bomb.bytes)[0]!)).toEqual(['values.malformed warning']);
  });

  it('are hashed where they lie, however large', () => {
    const paper = new Paper().update({ 4: { entries: '', data: Buffer.alloc(50 * 1024 * 1024) } });
    paper.sign(desk.cades);
    paper.update({ 8: '<< /Title (khac) >>' });
    const before = process.memoryUsage().arrayBuffers;
    const [found] = findPdfSignatures(paper.bytes);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 1024 * 1024);
    expect(problems(found!)).toEqual([]);
  });

  it('never become another signature when one byte is changed', () => {
    const paper = desk.signed(desk.cades, 'stream');
    const honest = findPdfSignatures(paper.bytes)[0]!;
    for (let index = 0; index < 200; index++) {
      const digest = createHash('sha256').update(`place ${index}`).digest();
      const changed = Buffer.from(paper.bytes);
      changed[digest.readUInt32BE(0) % changed.length]! ^= 1 << (digest[4]! & 7);
      for (const found of readOrNone(changed)) {
        if (found.checks.some(({ result }) => result === 'failed' || result === 'unknown')) continue;
        expect(found.signer?.fingerprint).toBe(honest.signer?.fingerprint);
        expect(found.coversWhole).toBe(true);
        expect(Buffer.compare(found.signed[0]!.bytes, honest.signed[0]!.bytes)).toBe(0);
      }
    }
  });

  it.each<Style>(['table', 'stream'])('are read or refused whatever they are: %s', (style) => {
    const paper = desk.signed(desk.cades, style);
    paper.update({ 8: '<< /Title (khac) >>' });
    const { bytes } = paper;
    const words = ['null', '0 R', '<<', '>>', '[', ']', '(', ')', '<', '>', 'stream', 'endobj', '/Prev 9', '-1', '99999999999', '%', '\0'];
    const edit = fc.tuple(
      fc.nat(bytes.length),
      fc.nat(8),
      fc.oneof(
        fc.constantFrom(...words).map((word) => Buffer.from(word)),
        fc.uint8Array({ maxLength: 9 }),
      ),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
        readOrNone(edits.reduce((all, [at, cut, insert]) => Buffer.concat([all.subarray(0, at), insert, all.subarray(at + cut)]), bytes));
      }),
      { numRuns: 400 },
    );
  });
});

/** So many mebibytes of nothing. */
const bombOf = (mebibytes: number): Buffer => deflateSync(Buffer.alloc(mebibytes * 1024 * 1024));

function readOrNone(bytes: Uint8Array): FoundSignature[] {
  try {
    return findPdfSignatures(bytes);
  } catch (error) {
    if (error instanceof UnreadableError) return [];
    throw error;
  }
}
