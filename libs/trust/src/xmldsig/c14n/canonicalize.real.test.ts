import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeXml, idsOf, parseXml } from '@lienthong/xml';
import { awkward, inherited, listed, strange } from '../testing/awkward.test-kit';
import { Jdk } from '../testing/jdk.test-kit';
import { by, template, Xmlsec } from '../testing/xmlsec.test-kit';
import { canonicalize } from './canonicalize';
import { type C14nMethod, exclusiveC14n } from './method';

const methods: Readonly<Record<string, Omit<C14nMethod, 'prefixes'>>> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { kind: 'inclusive', comments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { kind: 'inclusive', comments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { kind: 'inclusive-1.1', comments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { kind: 'inclusive-1.1', comments: true },
  'http://www.w3.org/2001/10/xml-exc-c14n#': { kind: 'exclusive', comments: false },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': { kind: 'exclusive', comments: true },
};

let folder: string;
let jdk: Jdk;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lienthong-c14n-'));
  jdk = new Jdk(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

function ours(document: string, id: string, method: Omit<C14nMethod, 'prefixes'>, prefixes: readonly string[] = []): string {
  const read = parseXml(decodeXml(Buffer.from(document)).text);
  const apex = id === '' ? undefined : idsOf(read).get(id);
  if (apex === 'many') throw new Error('twice');
  return canonicalize(
    { document: read, comments: true, ...(apex && { apex }) },
    { ...method, prefixes: new Set(prefixes) },
    { left: 1e6 },
  ).toString();
}

function ofJdk(
  cases: readonly { readonly document: string; readonly uri: string; readonly id: string; readonly prefixes?: string }[],
): string[] {
  const orders = cases.map(({ document, uri, id, prefixes = '' }, index) => {
    writeFileSync(join(folder, `${index}.xml`), document);
    return ['c14n', uri, join(folder, `${index}.xml`), join(folder, `${index}.out`), id, prefixes];
  });
  return jdk.run(orders).map((answer, index) => (answer === 'done' ? readFileSync(join(folder, `${index}.out`), 'utf8') : answer));
}

it('canonicalises documents and subtrees as the JDK does, by all six methods', () => {
  const cases = Object.entries(methods).flatMap(([uri, method]) =>
    Object.entries({ ...awkward, ...strange }).flatMap(([name, document]) => ['', 'x'].map((id) => ({ name, document, uri, method, id }))),
  );
  const theirs = ofJdk(cases);
  const table = (results: readonly string[]): string[] =>
    cases.map(({ name, uri, id }, index) => `${name} ${uri} ${id}\n${results[index]}`);
  expect(table(cases.map(({ document, id, method }) => ours(document, id, method)))).toEqual(table(theirs));
});

it('inherits from ancestors as xmlsec1 does, by all six methods', () => {
  execFileSync('openssl', ['genpkey', '-algorithm', 'RSA', '-out', 'k.pem'], { cwd: folder, stdio: 'ignore' });
  const xmlsec = new Xmlsec(folder);
  for (const [name, document] of Object.entries({ ...awkward, ...inherited })) {
    const inner = document.includes('Id="x"') ? document.replace(/^<\?xml.*?\?>/, '') : '';
    const references = Object.keys(methods).map((uri) => ["#xpointer(id('x'))", by(uri)] as const);
    const signature = template({
      canonicalization: exclusiveC14n,
      method: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      references,
    });
    const all = `<w>${inner}${signature}</w>`;
    const element = /<([^\s<>]+)[^<>]* Id="x"/.exec(document)?.[1]?.replace(/^.*:/, '') ?? '';
    const space = idOfElement(all);
    expect([name, ...Object.values(methods).map((method) => ours(all, 'x', method))]).toEqual([
      name,
      ...xmlsec.digested(all, 'k.pem', [space + element]),
    ]);
  }
});

/** Namespace of the element with Id x, as xmlsec1 wants it before the local name. */
function idOfElement(document: string): string {
  const apex = idsOf(parseXml(document)).get('x');
  return apex && apex !== 'many' && apex.namespace !== '' ? `${apex.namespace}:` : '';
}

it('treats the prefixes of a list as the JDK does', () => {
  const uri = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const cases = listed.map(([prefixes, document]) => ({ prefixes, document, uri, id: 'x' }));
  const mine = cases.map(({ prefixes, document }) => {
    const list = prefixes.split(' ').map((prefix) => (prefix === '#default' ? '' : prefix));
    return ours(document, 'x', { kind: 'exclusive', comments: false }, list);
  });
  expect(mine).toEqual(ofJdk(cases));
});

it.each([
  ['--c14n', { kind: 'inclusive', comments: true }],
  ['--c14n11', { kind: 'inclusive-1.1', comments: true }],
  ['--exc-c14n', { kind: 'exclusive', comments: true }],
] as const)('canonicalises documents as xmllint %s does', (option, method) => {
  const file = join(folder, 'one.xml');
  const documents = Object.entries({
    ...awkward,
    'order beyond U+FFFF': '<r \u{10000}a="1" \uFDF0a="2" xmlns:\u{10000}="urn:1" xmlns:\uFDF0="urn:2"/>',
  });
  const theirs = documents.map(([name, document]) => {
    writeFileSync(file, document);
    return [name, spawnSync('xmllint', [option, file]).stdout.toString()];
  });
  expect(documents.map(([name, document]) => [name, ours(document, '', method)])).toEqual(theirs);
});
