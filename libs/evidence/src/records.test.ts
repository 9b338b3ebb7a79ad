import fc from 'fast-check';
import { commit, verifyCommitment } from './commitment';
import { entryOf, leafText, parseLeaf } from './leaf';
import { metadataText, parseMetadata } from './metadata';
import type { LeafRecord, Metadata } from './model';

const leaf: LeafRecord = {
  kind: 'recorded',
  message: '0190f3b2-7c1e-7aaa-8bbb-0123456789ab',
  delivery: '',
  connector: 'portal',
  acceptedAt: new Date('2026-11-23T01:02:03.004Z'),
  recordedAt: new Date('2026-11-23T01:02:03.500Z'),
  code: '',
  rulesVersion: 12,
  verdict: Buffer.alloc(32, 0xab),
  payload: Buffer.alloc(32, 1),
  metadata: Buffer.alloc(32, 2),
  attached: Buffer.alloc(0),
};
const text = Buffer.from(leafText(leaf)).toString();

describe('leaf text', () => {
  it('is frozen', () => {
    expect(text).toBe(`lienthong/leaf/v1
kind: recorded
message: 0190f3b2-7c1e-7aaa-8bbb-0123456789ab
delivery: -
connector: portal
accepted: 2026-11-23T01:02:03.004Z
recorded: 2026-11-23T01:02:03.500Z
code: -
rules: 12
verdict: ${'ab'.repeat(32)}
payload: ${'01'.repeat(32)}
metadata: ${'02'.repeat(32)}
attached: -
`);
    expect(parseLeaf(Buffer.from(text))).toEqual(leaf);
    expect(entryOf(Buffer.from(text))).toHaveLength(32);
  });

  it.each([
    ['another order', text.replace(/(message.*\n)(delivery.*\n)/, '$2$1')],
    ['a line more', `${text}x: y\n`],
    ['no newline at the end', text.slice(0, -1)],
    ['carriage returns', text.replaceAll('\n', '\r\n')],
    ['an unknown kind', text.replace('recorded\n', 'lost\n')],
    ['upper-case hex', text.replace('abab', 'ABAB')],
    ['a short digest', text.replace('abab', 'ab')],
    ['a time without milliseconds', text.replace('.004Z', 'Z')],
    ['a day that does not exist', text.replace('2026-11-23T01:02:03.004Z', '2026-02-30T01:02:03.004Z')],
    ['a leading zero', text.replace('rules: 12', 'rules: 012')],
    ['an empty value', text.replace('code: -', 'code: ')],
    ['a space in an identifier', text.replace('portal', 'por tal')],
    ['a byte order mark', `\ufeff${text}`],
  ])('is refused with %s', (_, changed) => {
    expect(() => parseLeaf(Buffer.from(changed))).toThrow(expect.objectContaining({ code: 'evidence.malformed' }) as Error);
  });

  it('is refused when it is not UTF-8', () => {
    expect(() => parseLeaf(Buffer.from(text.replace('portal', '\xff'), 'latin1'))).toThrow(/UTF-8/);
  });

  it.each([
    ['a newline in an identifier', { connector: 'a\nb' }],
    ['the sign for absent', { message: '-' }],
    ['no time', { acceptedAt: new Date(NaN) }],
    ['a year of five digits', { recordedAt: new Date('+012026-01-01T00:00:00Z') }],
    ['a short digest', { payload: Buffer.alloc(31) }],
    ['a fraction', { rulesVersion: 1.5 }],
  ])('is not written with %s', (_, change) => {
    expect(() => leafText({ ...leaf, ...change })).toThrow(expect.objectContaining({ code: 'evidence.unstorable' }) as Error);
  });
});

describe('metadata text', () => {
  it('carries any text on one line each and reads back', () => {
    const any = fc.string({ unit: 'grapheme', maxLength: 30 });
    const metadata: fc.Arbitrary<Metadata> = fc.record({
      sender: any,
      id: any,
      type: any,
      subject: any,
      time: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
      receivers: fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 3 }),
      signature: fc.constantFrom(Buffer.alloc(0), Buffer.alloc(32, 9)),
    });
    fc.assert(
      fc.property(metadata, (one) => {
        const written = metadataText(one);
        expect(Buffer.from(written).toString().split('\n')).toHaveLength(9);
        expect(parseMetadata(written)).toEqual(one);
      }),
    );
  });

  it.each([
    ['-', '%2D'],
    ['a\nb', 'a%0Ab'],
    ['50%', '50%25'],
    ['Nguyễn\u0000', 'Nguyễn%00'],
  ])('writes %j as %j', (subject, written) => {
    const one = { sender: 's', id: 'i', type: 't', subject, time: new Date(0), receivers: [], signature: Buffer.alloc(0) };
    expect(Buffer.from(metadataText(one)).toString()).toContain(`\nsubject: ${written}\n`);
    expect(() => parseMetadata(Buffer.from(Buffer.from(metadataText(one)).toString().replace('sender: s', 'sender: %73')))).toThrow(
      /canonical/,
    );
  });
});

describe('commitments', () => {
  it('open with their salt and bytes only', () => {
    const [salt, bytes] = [Buffer.alloc(32, 5), Buffer.from('Hồ sơ')];
    const made = commit(salt, bytes);
    expect(verifyCommitment(made, salt, bytes)).toBe(true);
    expect(verifyCommitment(made, Buffer.alloc(32, 6), bytes)).toBe(false);
    expect(verifyCommitment(made, salt, Buffer.from('Ho so'))).toBe(false);
    expect(verifyCommitment(Buffer.alloc(0), salt, bytes)).toBe(false);
  });
});
