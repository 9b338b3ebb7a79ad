import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeXml, parseXml, XmlError } from '@lienthong/xml';
import { awkward } from './testing/awkward.test-kit';
import { Jdk } from './testing/jdk.test-kit';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lienthong-xml-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The same documents each time. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** No letters beyond U+FFFF: the JDK knows none in names, being of XML's fourth edition. */
const pieces = [
  '<',
  '>',
  '/',
  '&',
  ';',
  '"',
  "'",
  '=',
  ' ',
  'x',
  ':',
  '-',
  '--',
  ']]>',
  '<!--',
  '-->',
  '<![CDATA[',
  '&amp;',
  '&#13;',
  '&#x1;',
  '<?p ?>',
  '<a>',
  '</a>',
  '<p:b/>',
  ' xmlns:p="urn:p"',
  ' xmlns=""',
  ' c="1"',
  '\u0007',
  'ế',
  '\uFFFE',
];

/** Each document with up to three cuts, doublings or insertions. */
function mutants(count: number): string[] {
  const random = numbers(7);
  const draw = (below: number): number => Math.floor((random.next().value as number) * below);
  const seeds = Object.values(awkward).filter((text) => text.length < 400);
  return Array.from({ length: count }, () => {
    let text = seeds[draw(seeds.length)]!;
    for (let left = 1 + draw(3); left > 0; left--) {
      const at = draw(text.length);
      const length = draw(6);
      const put = [pieces[draw(pieces.length)]!, '', text.slice(at, at + length).repeat(2)][draw(3)]!;
      text = text.slice(0, at) + put + text.slice(at + length);
    }
    return text;
  });
}

function ours(text: string): boolean {
  try {
    parseXml(decodeXml(Buffer.from(text)).text);
    return true;
  } catch (error) {
    if (error instanceof XmlError) return false;
    throw error;
  }
}

it('takes for well-formed what the JDK and xmllint both do, and nothing that either refuses', () => {
  const documents = [...Object.values(awkward), ...mutants(3000)].filter((text) => text.isWellFormed());
  const files = documents.map((text, index) => {
    writeFileSync(join(folder, `${index}.xml`), text);
    return `${index}.xml`;
  });
  const jdk = new Jdk(folder).run(files.map((file) => ['parse', join(folder, file)]));
  const said = spawnSync('xmllint', ['--noout', ...files], { cwd: folder, maxBuffer: 2 ** 28 }).stderr.toString();
  // Namespace names that are no URIs are errors to xmllint and to no standard.
  const faults = new Set(
    [...said.matchAll(/^(\d+)\.xml:\d+: (?:parser|namespace) error (?!: xmlns[\w:]*: ')/gm)].map(([, index]) => Number(index)),
  );
  const theirs = documents.map((_, index) => jdk[index] === 'well-formed' && !faults.has(index));
  const differing = documents.filter((text, index) => ours(text) !== theirs[index]);
  expect(differing).toEqual([]);
  expect(theirs.filter(Boolean).length).toBeGreaterThan(300);
});
