import { execFileSync } from 'node:child_process';
import { createHash, hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeContainer } from '../../../evidence/src/export/asice';
import { Authority } from '../cms/testing/authority.test-kit';
import { readTimestamp } from '../timestamp/read';
import { type FoundSignature, UnreadableError } from '../verdict/found';
import { openContainer } from './container';
import { type AsicOptions, readAsic } from './read';
import { zip } from './testing/zip.test-kit';

type Entries = readonly (readonly [string, string | Uint8Array])[];

const at = new Date('2026-11-23T01:02:03Z');
const files: Entries = [
  ['Công văn 01.txt', 'Nội dung\n'],
  ['b.txt', 'b\n'],
];
const mimetypes = { e: 'application/vnd.etsi.asic-e+zip', s: 'application/vnd.etsi.asic-s+zip' };
/** Of the JDK. */
const jar = 'jar';
let city: Authority;

beforeAll(() => {
  city = new Authority();
  city.issue('rsa', 'sub', 'leaf');
  city.issue('p256', 'sub', 'leaf', 'p256');
  city.issue('tsa', 'sub', 'tsa');
});
afterAll(() => city.remove());

/** Stands for the reader of XML signatures: says that the references of a made-up list were signed. */
const readXml: AsicOptions['readXml'] = async (bytes, { content }) => {
  const names = Buffer.from(bytes).toString().split('\n');
  const signed = names.flatMap((name) => {
    const found = content?.(name);
    return found ? [{ name, bytes: found }] : [];
  });
  const found: FoundSignature = {
    format: 'xades',
    level: 'B-B',
    algorithm: 'rsa-sha256',
    coversWhole: true,
    checks: [],
    signed,
    certificates: [],
    crls: [],
    ocsps: [],
    timestamps: [],
  };
  return [found];
};
const read = async (bytes: Uint8Array): Promise<FoundSignature[]> => readAsic(openContainer(bytes), { readXml });

const pack = (entries: Entries): Buffer => zip(entries.map(([name, content]) => ({ name, content: Buffer.from(content) })));

function manifest(signature: string, entries: Entries, change: (xml: string) => string = (xml) => xml): Buffer {
  const references = entries.map(
    ([name, content]) =>
      `<asic:DataObjectReference URI="${encodeURI(name)}" MimeType="text/plain"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>${hash('sha256', Buffer.from(content), 'base64')}</ds:DigestValue></asic:DataObjectReference>`,
  );
  const head =
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">';
  return Buffer.from(
    change(
      `${head}<asic:SigReference URI="${signature}" MimeType="application/x-pkcs7-signature"/>${references.join('')}</asic:ASiCManifest>`,
    ),
  );
}

/** ASiC-E with CAdES by openssl, of which entries may be added, replaced or (`undefined`) left out. */
function signed(change: Readonly<Record<string, string | Uint8Array | undefined>> = {}, edit?: (xml: string) => string): Buffer {
  const list = manifest('META-INF/signature001.p7s', files, edit);
  const entries = new Map<string, string | Uint8Array | undefined>([
    ['mimetype', mimetypes.e],
    ...files,
    ['META-INF/ASiCManifest001.xml', list],
    ['META-INF/signature001.p7s', city.cms('rsa', list, '-cades')],
    ...Object.entries(change),
  ]);
  return pack([...entries].flatMap(([name, content]) => (content === undefined ? [] : [[name, content] as const])));
}

const problems = ({ checks }: FoundSignature): string[] =>
  checks.filter(({ result }) => result !== 'passed').map(({ code, result }) => `${code} ${result}`);

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof UnreadableError) return `${error.kind} ${error.code}`;
    throw error;
  }
  return 'read';
}

describe('ASiC-E with CAdES', () => {
  it('covers what its manifest lists', async () => {
    const [found, ...others] = await read(signed());
    expect(others).toEqual([]);
    expect(problems(found!)).toEqual([]);
    expect(found).toMatchObject({ format: 'cades', level: 'B-B', coversWhole: true });
    expect(found!.signed.map(({ name }) => name)).toEqual(['META-INF/ASiCManifest001.xml', 'Công văn 01.txt', 'b.txt']);
    expect(Buffer.from(found!.signed[1]!.bytes).toString()).toBe('Nội dung\n');
  });

  it('is what our own receipts are', async () => {
    const key = city.signer('rsa');
    const container = await makeContainer([{ name: 'receipt.json', bytes: Buffer.from('{}') }], key, at);
    const [found, ...others] = await read(container);
    expect(others).toEqual([]);
    expect(problems(found!)).toEqual([]);
    expect(found).toMatchObject({ level: 'B-B', coversWhole: true, signingTime: at });
    expect(found!.signed.map(({ name }) => name)).toEqual(['META-INF/ASiCManifest.xml', 'receipt.json']);
  });

  it('packed by another program is the same', async () => {
    const entries: Entries = [['mimetype', mimetypes.e], ...files];
    const list = manifest('META-INF/signature001.p7s', files);
    const all: Entries = [
      ...entries,
      ['META-INF/ASiCManifest001.xml', list],
      ['META-INF/signature001.p7s', city.cms('p256', list, '-cades')],
    ];
    for (const [name, content] of all) {
      mkdirSync(dirname(city.path(`packed/${name}`)), { recursive: true });
      writeFileSync(city.path(`packed/${name}`), content);
    }
    execFileSync(jar, ['-cfM', '../packed.asice', ...all.map(([name]) => name)], { cwd: city.path('packed') });
    const [found] = await read(readFileSync(city.path('packed.asice')));
    expect(found).toMatchObject({ coversWhole: true, algorithm: 'ecdsa-sha256' });
    expect(problems(found!)).toEqual(['container.mimetype warning']);
  });

  it('keeps archive time stamps over its signatures', async () => {
    const message = new Map([['META-INF/signature001.p7s', city.cms('rsa', manifest('META-INF/signature001.p7s', files), '-cades')]]);
    const archive = manifest('META-INF/timestamp001.tst', [...message]);
    const more = {
      ...Object.fromEntries(message),
      'META-INF/ASiCArchiveManifest.xml': archive,
      'META-INF/timestamp001.tst': city.token(archive),
    };
    const [found] = await read(signed(more));
    expect(problems(found!)).toEqual([]);
    const [stamp] = found!.timestamps;
    expect(stamp?.kind).toBe('archive');
    expect(readTimestamp(stamp!.token, stamp!.stamped).checks.every(({ result }) => result === 'passed')).toBe(true);
    const [changed] = await read(
      signed({ ...more, 'META-INF/signature001.p7s': city.cms('p256', manifest('META-INF/signature001.p7s', files), '-cades') }),
    );
    expect(problems(changed!)).toEqual(['timestamp.malformed warning']);
    expect(changed!.timestamps).toEqual([]);
  });

  it.each<[string, () => Buffer, string[]]>([
    ['a file changed', () => signed({ 'b.txt': 'c\n' }), ['reference.digest failed', 'scope.whole warning']],
    ['a file left out', () => signed({ 'b.txt': undefined }), ['reference.missing failed', 'scope.whole warning']],
    ['a file added', () => signed({ 'c.txt': 'c\n' }), ['scope.whole warning']],
    [
      'the manifest changed',
      () => signed({ 'META-INF/ASiCManifest001.xml': manifest('META-INF/signature001.p7s', files.slice(0, 1)) }),
      ['reference.digest failed', 'scope.whole warning'],
    ],
    [
      'a manifest without its signature',
      () => signed({ 'META-INF/signature001.p7s': undefined }),
      ['signature.malformed failed', 'scope.whole warning'],
    ],
    [
      'a signature without a manifest',
      () => signed({ 'META-INF/ASiCManifest001.xml': undefined }),
      ['content.missing unknown', 'scope.whole warning'],
    ],
    [
      'a digest that nobody has',
      () => signed({}, (xml) => xml.replace('xmlenc#sha256', 'xmlenc#md5')),
      ['reference.algorithm failed', 'scope.whole warning'],
    ],
    [
      'content of its own in the signature',
      () => signed({ 'META-INF/signature001.p7s': city.cms('rsa', Buffer.from('other'), '-cades', '-nodetach') }),
      ['reference.digest failed', 'content.same failed', 'scope.whole warning'],
    ],
    [
      'a signature that is none',
      () => signed({ 'META-INF/signature001.p7s': 'hello' }),
      ['signature.malformed failed', 'scope.whole warning'],
    ],
  ])('tells %s', async (_, make, expected) => {
    const [found] = await read(make());
    expect(problems(found!)).toEqual(expected);
    expect(found!.coversWhole).toBe(false);
    expect(found!.signed.length > 0).toBe(!expected.some((one) => /failed|unknown/.test(one)));
  });

  it.each<[string, (xml: string) => string]>([
    ['a document type', (xml) => xml.replace('<asic:ASiC', '<!DOCTYPE x><asic:ASiC')],
    ['a comment', (xml) => xml.replace('</asic:ASiC', '<!-- --></asic:ASiC')],
    ['a processing instruction', (xml) => xml.replace('</asic:ASiC', '<?x?></asic:ASiC')],
    ['an entity that nobody knows', (xml) => xml.replace('b.txt', 'b&x;.txt')],
    ['another namespace', (xml) => xml.replace('v1.2.1#', 'v9#')],
    [
      'a critical extension',
      (xml) =>
        xml.replace(
          '</asic:ASiC',
          '<asic:ASiCManifestExtensions><asic:Extension Critical="true"/></asic:ASiCManifestExtensions></asic:ASiC',
        ),
    ],
    ['an element that nobody knows', (xml) => xml.replace('</asic:ASiC', '<asic:Other/></asic:ASiC')],
    ['no files', (xml) => xml.replace(/<asic:DataObjectReference.*<\/asic:DataObjectReference>/, '')],
    ['an attribute twice', (xml) => xml.replace('URI="b.txt"', 'URI="b.txt" URI="c.txt"')],
    ['two elements', (xml) => `${xml}<x/>`],
    ['an end that is missing', (xml) => xml.slice(0, -5)],
  ])('is refused for a manifest with %s', async (_, edit) => expect(await refusal(signed({}, edit))).toBe('unreadable asic.manifest'));
});

describe('ASiC-E with XAdES', () => {
  const container = (references: string): Buffer => pack([['mimetype', mimetypes.e], ...files, ['META-INF/signatures.xml', references]]);

  it('is read by the reader of XML signatures, which finds the files by their URIs', async () => {
    const [found] = await read(container(`${encodeURI('Công văn 01.txt')}\nb.txt`));
    expect(found).toMatchObject({ format: 'xades', coversWhole: true });
    const [part] = await read(container('b.txt'));
    expect(part).toMatchObject({ coversWhole: false });
    expect(problems(part!)).toEqual(['scope.whole warning']);
  });
});

describe('ASiC-S', () => {
  const [file] = files;
  const message = (content: string): Buffer => city.cms('rsa', Buffer.from(content), '-cades');

  it('is one file and its signature', async () => {
    const [found] = await read(pack([['mimetype', mimetypes.s], file!, ['META-INF/signature.p7s', message('Nội dung\n')]]));
    expect(problems(found!)).toEqual([]);
    expect(found).toMatchObject({ coversWhole: true, signed: [{ name: 'Công văn 01.txt' }] });
    const [changed] = await read(pack([['mimetype', mimetypes.s], file!, ['META-INF/signature.p7s', message('khác')]]));
    expect(problems(changed!)).toEqual(['reference.digest failed', 'scope.whole warning']);
  });

  it.each<[string, () => Entries, string]>([
    ['two files', () => [['mimetype', mimetypes.s], ...files], 'unreadable asic.files'],
    ['another media type', () => [['mimetype', 'application/epub+zip'], file!], 'unsupported asic.mimetype'],
    ['neither media type nor signature', () => files, 'unsupported asic.mimetype'],
  ])('is refused with %s', async (_, entries, expected) => expect(await refusal(pack(entries()))).toBe(expected));
});

it('never becomes another container when one byte is changed', async () => {
  const bytes = signed();
  const [honest] = await read(bytes);
  for (let index = 0; index < 200; index++) {
    const digest = createHash('sha256').update(`place ${index}`).digest();
    const changed = Buffer.from(bytes);
    changed[digest.readUInt32BE(0) % changed.length]! ^= 1 << (digest[4]! & 7);
    const found = (await refusal(changed)) === 'read' ? await read(changed) : [];
    for (const one of found) {
      if (one.checks.some(({ result }) => result === 'failed' || result === 'unknown')) continue;
      expect(one.signer?.fingerprint).toBe(honest!.signer?.fingerprint);
      expect(one.signed.map(({ name, bytes: part }) => [name, Buffer.from(part)])).toEqual(
        honest!.signed.map(({ name, bytes: part }) => [name, Buffer.from(part)]),
      );
      expect(one.coversWhole).toBe(true);
    }
  }
});
