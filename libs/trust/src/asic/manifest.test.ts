import fc from 'fast-check';
import { UnreadableError } from '../verdict/found';
import { readManifest } from './manifest';

const honest = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#" xmlns="http://www.w3.org/2000/09/xmldsig#">
  <a:SigReference URI="META-INF/signature.p7s"/>
  <a:DataObjectReference URI='b&#x20;&amp;%20c.txt'><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>
    AAAA
  </DigestValue></a:DataObjectReference>
</a:ASiCManifest>
`);

it('a manifest is read by its namespaces, whatever its prefixes', () => {
  expect(readManifest(honest)).toEqual({
    signature: 'META-INF/signature.p7s',
    objects: [{ uri: 'b & c.txt', algorithm: 'http://www.w3.org/2001/04/xmlenc#sha256', digest: Buffer.alloc(3) }],
  });
});

it('is read or refused whatever it is', () => {
  const words = ['<', '>', '/>', '</', '"', "'", '&', '&#0;', '&#x110000;', '<!--', '<?', '<![CDATA[', 'xmlns:a=""', '\0', '\u{1F600}'];
  const insert = fc.oneof(
    fc.constantFrom(...words).map((word) => Buffer.from(word)),
    fc.uint8Array({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(honest.length), fc.nat(9), insert), { maxLength: 4 }), (edits) => {
      const bytes = edits.reduce((all, [at, cut, more]) => Buffer.concat([all.subarray(0, at), more, all.subarray(at + cut)]), honest);
      try {
        readManifest(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableError);
      }
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ['spaces', `<a${' '.repeat(500_000)}`],
  ['attributes', `<a ${'b="c" '.repeat(100_000)}`],
  ['elements in each other', '<a>'.repeat(200_000)],
  ['elements', `<a>${'<b/>'.repeat(400_000)}</a>`],
  ['entities', `<a>${'&'.repeat(400_000)}</a>`],
])('is refused soon with no end of %s', (_, text) => {
  const start = process.cpuUsage();
  expect(() => readManifest(Buffer.from(text))).toThrow(UnreadableError);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
});
