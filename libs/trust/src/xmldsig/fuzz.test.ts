import * as fc from 'fast-check';
import { decodeXml, parseXml, XmlError } from '@lienthong/xml';
import { type FoundSignature, UnreadableError } from '../verdict/found';
import { issue } from '../x509/testing/pki.test-kit';
import { findXmlSignatures } from './find';
import { signerWith } from '../keys/testing/signer.test-kit';
import { signXml } from './sign';

const document = Buffer.from(
  '<?xml version="1.0" encoding="UTF-8"?>\n<r xmlns="urn:r" xmlns:p="urn:p"><a Id="1" p:b="c &amp; d"><!-- e -->Sở Nội vụ<![CDATA[<f>]]></a>\n  <g/>\n</r>\n',
);
let signed: Uint8Array;
beforeAll(async () => {
  const { certificate, privateKey } = await issue({ subject: 'CN=Sở Thử nghiệm', kind: 'p256' });
  const signer = signerWith(privateKey, [certificate], 'ES256');
  signed = await signXml({ document, signer, references: [{ kind: 'document' }], at: new Date('2026-11-23T00:00:00Z'), id: 's' });
});

/** What the file says, or `undefined` when it is refused or not authentic. */
async function said(bytes: Uint8Array): Promise<unknown> {
  let found: FoundSignature[];
  try {
    found = await findXmlSignatures(bytes);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
  const authentic = found.filter(({ checks }) => checks.every(({ result }) => result === 'passed' || result === 'warning'));
  if (authentic.length === 0) return undefined;
  return authentic.map(({ signed: parts, signer, coversWhole, level, signingTime }) => ({
    parts: parts.map(({ name, bytes: octets }) => [name, Buffer.from(octets).toString()]),
    ...{ signer: signer?.fingerprint, coversWhole, level, signingTime },
  }));
}

it('a flipped bit at any of 200 places never changes what is authentic', async () => {
  const honest = await said(signed);
  expect(honest).toMatchObject([{ coversWhole: true, level: 'B-B' }]);
  await fc.assert(
    fc.asyncProperty(fc.nat(signed.length - 1), fc.nat(7), async (at, bit) => {
      const changed = Buffer.from(signed);
      changed[at]! ^= 1 << bit;
      expect([undefined, honest]).toContainEqual(await said(changed));
    }),
    { numRuns: 200 },
  );
});

it('a piece cut, doubled or put elsewhere never changes what is authentic', async () => {
  const honest = (await said(signed)) as { parts: unknown; signer: unknown }[];
  await fc.assert(
    fc.asyncProperty(fc.nat(signed.length), fc.nat(80), fc.nat(signed.length), fc.boolean(), async (from, length, to, cut) => {
      const bytes = Buffer.from(signed);
      const piece = bytes.subarray(from, from + length);
      const rest = cut ? Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]) : bytes;
      const found = (await said(Buffer.concat([rest.subarray(0, to), piece, rest.subarray(to)]))) as typeof honest | undefined;
      for (const one of found ?? []) expect([one.parts, one.signer]).toEqual([honest[0]!.parts, honest[0]!.signer]);
    }),
    { numRuns: 300 },
  );
});

const words = [
  '<',
  '>',
  '</',
  '/>',
  '<a',
  '<a>',
  '</a>',
  '<p:b',
  ' xmlns:p="urn:p"',
  ' xmlns="',
  '"',
  "'",
  '=',
  '&',
  '&#',
  '&amp;',
  ';',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '?>',
  '<!DOCTYPE',
  ' ',
  '\r\n',
  'ế',
  '😀',
  '\0',
  'Id',
  '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">',
  '<SignedInfo>',
];
const file = fc.oneof(
  fc.uint8Array({ maxLength: 4000 }),
  fc.array(fc.constantFrom(...words), { maxLength: 600 }).map((list) => Buffer.from(list.join(''))),
  fc.array(fc.constantFrom(...words), { maxLength: 300 }).map((list) => Buffer.from(`<a>${list.join('')}</a>`)),
);

it('nothing makes the reader crash or hang', async () => {
  await fc.assert(
    fc.asyncProperty(file, async (bytes) => {
      const before = performance.now();
      await said(bytes);
      expect(performance.now() - before).toBeLessThan(100 * Math.max(1, bytes.length / 1024));
    }),
    { numRuns: 500 },
  );
});

it.each<[string, string]>([
  ['depth', '<a>'.repeat(250)],
  ['one text', `<a>${'x'.repeat(200_000)}</a>`],
  ['references', `<a>${'&amp;'.repeat(40_000)}</a>`],
  ['comments', `<a>${'<!---->'.repeat(30_000)}</a>`],
  ['brackets', `<a>${']'.repeat(200_000)}</a>`],
  ['CDATA never closed', `<a>${'<![CDATA['.repeat(20_000)}`],
  ['comment never closed', `<a>${'<!--'.repeat(50_000)}`],
  ['attributes', `<a${Array.from({ length: 999 }, (_, i) => ` b${i}="${i}"`).join('')}/>`],
  [
    'prefixes far away',
    `<a ${Array.from({ length: 250 }, (_, i) => `xmlns:p${i}="urn:${i}"`).join(' ')}>${'<p0:b p249:c=""/>'.repeat(10_000)}</a>`,
  ],
  ['the same Id', `<a>${'<b Id="1"/>'.repeat(20_000)}</a>`],
  ['blanks', `<a>${' '.repeat(100_000)}<b${' '.repeat(100_000)}/></a>`],
])('is quick about %s', (_, text) => {
  const before = performance.now();
  try {
    parseXml(decodeXml(Buffer.from(text)).text);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
  }
  expect(performance.now() - before).toBeLessThan(text.length / 50 + 100);
});
