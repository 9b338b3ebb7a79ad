import { readFileSync, writeFileSync } from 'node:fs';
import { Authority } from '../cms/testing/authority.test-kit';
import { readTimestampResponse, timestampRequest, verifyTimestamp } from '../timestamp/response';
import { hash } from 'node:crypto';
import type { FoundSignature } from '../verdict/found';
import { addXmlTimestamp, xmlTimestampContent } from './add-timestamp';
import { findXmlSignatures } from './find';
import type { Signer } from '../keys/signer';
import { signXml } from './sign';
import type { SignReference } from './sign-reference';
import { Jdk } from './testing/jdk.test-kit';
import { by, template, Xmlsec } from './testing/xmlsec.test-kit';

const at = new Date('2026-11-23T01:02:03.456Z');
const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const digests = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: `${more}sha384`,
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
};
const methods = [
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  'http://www.w3.org/2006/12/xml-c14n11',
  'http://www.w3.org/2006/12/xml-c14n11#WithComments',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
];
const document = `<?xml version="1.0" encoding="UTF-8"?>\r
<!-- trước -->\r
<hs:hồ-sơ xmlns:hs="urn:vn:ho-so" xmlns="urn:vn:d" hs:b="2" a="&#9;1 &amp; &quot;2&quot;">\r
  <phần Id="một" xml:lang="vi"><!-- trong --><![CDATA[<Nguyễn> & "Văn"]]> 😀 &lt;Ấn></phần>\r
  <phần xmlns="" Id="hai"/>\r
  <chữ-ký Id="nơi-ký"></chữ-ký>\r
</hs:hồ-sơ>\r
`;

let city: Authority;
let jdk: Jdk;
let xmlsec: Xmlsec;
beforeAll(() => {
  city = new Authority();
  jdk = new Jdk(city.folder);
  xmlsec = new Xmlsec(city.folder);
  city.issue('rsa', 'sub', 'leaf');
  city.issue('p256', 'sub', 'leaf', 'p256');
  city.issue('tsa', 'sub', 'tsa');
  for (const name of ['rsa', 'p256']) {
    city.openssl('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.cer`);
    city.openssl('pkcs8', '-topk8', '-nocrypt', '-in', `${name}.key`, '-outform', 'DER', '-out', `${name}.p8`);
  }
  writeFileSync(city.path('document.xml'), document);
});
afterAll(() => city.remove());

/** Algorithm, what did not pass, and whether the signer is the one expected. */
const told = ({ algorithm, checks, signer }: FoundSignature, name: string): string[] => [
  algorithm,
  ...checks.filter(({ result, code }) => result !== 'passed' && code !== 'scope.whole').map(({ code }) => code),
  ...(signer?.fingerprint === city.chain(name)[0]?.fingerprint ? [] : ['another signer']),
];

const signerOf = (name: 'rsa' | 'p256'): Signer => city.signer(name, name === 'rsa' ? 'RS256' : 'ES256');

describe('what the JDK signs', () => {
  it('is right, by every algorithm and canonicalisation, and not when a letter changes', async () => {
    const kinds: readonly (readonly [name: 'rsa' | 'p256', uri: string, digest: keyof typeof digests, expected: string])[] = [
      ['rsa', `${more}rsa-sha256`, 'sha256', 'rsa-sha256'],
      ['rsa', `${more}rsa-sha384`, 'sha384', 'rsa-sha384'],
      ['rsa', `${more}rsa-sha512`, 'sha512', 'rsa-sha512'],
      ['rsa', 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', 'sha256', 'rsa-pss-sha256'],
      ['rsa', 'http://www.w3.org/2007/05/xmldsig-more#rsa-pss', 'sha256', 'rsa-pss-sha256'],
      ['p256', `${more}ecdsa-sha256`, 'sha256', 'ecdsa-sha256'],
      ['p256', `${more}ecdsa-sha512`, 'sha512', 'ecdsa-sha512'],
    ];
    const places = ['', 'một', 'object'];
    const wishes = kinds.flatMap((kind, k) => methods.map((c14n, m) => ({ kind, c14n, place: places[(k + m) % places.length]! })));
    const orders = wishes.map(({ kind: [name, uri, digest], c14n, place }, index) => [
      'sign',
      city.path('document.xml'),
      city.path(`jdk-${index}.xml`),
      `${name}.p8`,
      `${name}.cer`,
      uri,
      c14n,
      digests[digest],
      place,
      ['certificate', 'serial'][index % 2]!,
    ]);
    expect(new Set(jdk.run(orders))).toEqual(new Set(['done']));
    for (const [index, { kind, place }] of wishes.entries()) {
      const text = readFileSync(city.path(`jdk-${index}.xml`), 'utf8');
      const certificates = city.chain(kind[0]);
      const [found] = await findXmlSignatures(Buffer.from(text), { certificates });
      expect([wishes[index], ...told(found!, kind[0])]).toEqual([wishes[index], kind[3]]);
      expect(found!.coversWhole).toBe(place !== 'một');
      const [changed] = await findXmlSignatures(Buffer.from(text.replace('Nguyễn', 'Nguyên')), { certificates });
      expect(told(changed!, kind[0])).toEqual([kind[3], 'reference.digest']);
    }
  });
});

describe('what xmlsec1 signs', () => {
  it.each(methods)('is right, by %s', async (c14n) => {
    const references = [
      ['', by('http://www.w3.org/2000/09/xmldsig#enveloped-signature') + by(c14n)],
      [
        '#hai',
        by(
          'http://www.w3.org/2001/10/xml-exc-c14n#',
          '<InclusiveNamespaces xmlns="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="hs #default"/>',
        ),
      ],
      ["#xpointer(id('một'))", by(c14n)],
    ] as const;
    for (const [name, method] of [
      ['rsa', 'rsa-sha256'],
      ['p256', 'ecdsa-sha256'],
    ] as const) {
      const signature = template({ canonicalization: c14n, method: more + method, references });
      const signed = xmlsec.sign(document.replace('</chữ-ký>', `${signature}</chữ-ký>`), `${name}.key`, `${name}.pem`, [
        'urn:vn:d:phần',
        'phần',
      ]);
      const [found] = await findXmlSignatures(signed);
      expect([told(found!, name), found!.coversWhole]).toEqual([[method], true]);
      const changed = Buffer.from(signed.toString().replace('trước', 'sau').replace('"2"', '"3"'));
      expect(told((await findXmlSignatures(changed))[0]!, name)).toEqual([method, 'reference.digest']);
    }
  });
});

describe('what we sign', () => {
  const properties = 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties';
  const content = { kind: 'content', uri: 'cid:dinh-kem', content: Buffer.from('dinh-kem'), mimeType: 'application/pdf' } as const;
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(document.replace('UTF-8', 'UTF-16'), 'utf16le')]);

  it.each<[string, Uint8Array, 'rsa' | 'p256', readonly SignReference[], string | undefined, boolean]>([
    ['a document', Buffer.from(document), 'rsa', [{ kind: 'document' }], undefined, true],
    ['a document, into an element, by ECDSA', Buffer.from(document), 'p256', [{ kind: 'document' }], 'nơi-ký', true],
    [
      'elements',
      Buffer.from(document),
      'rsa',
      [
        { kind: 'element', id: 'một' },
        { kind: 'element', id: 'hai' },
      ],
      'nơi-ký',
      false,
    ],
    ['the element that it lies in', Buffer.from(document), 'rsa', [{ kind: 'element', id: 'một' }], 'một', false],
    ['a document and content outside', Buffer.from(document), 'p256', [{ kind: 'document' }, content], undefined, true],
    ['UTF-16', utf16, 'rsa', [{ kind: 'document' }], undefined, true],
  ])('%s: is right for us, the JDK and xmlsec1', async (_, bytes, name, references, into, whole) => {
    const signed = await signXml({ document: bytes, signer: signerOf(name), references, at, id: 'chu-ky-1', ...(into && { into }) });
    const outside = (uri: string): Uint8Array | undefined => (uri === content.uri ? content.content : undefined);
    const [found] = await findXmlSignatures(signed, { content: outside });
    expect(told(found!, name)).toEqual([name === 'rsa' ? 'rsa-sha256' : 'ecdsa-sha256']);
    expect(found).toMatchObject({ format: 'xades', level: 'B-B', signingTime: new Date('2026-11-23T01:02:03Z'), coversWhole: whole });
    expect(found!.checks).toContainEqual(expect.objectContaining({ code: 'signer.bound', result: 'passed' }));
    const start = Buffer.from(signed).indexOf(
      Buffer.from('<ds:Signature', found!.signed.length > 0 && bytes === utf16 ? 'utf16le' : 'utf8'),
    );
    const length = signed.length - bytes.length;
    expect(Buffer.concat([signed.subarray(0, start), signed.subarray(start + length)])).toEqual(Buffer.from(bytes));
    writeFileSync(city.path('ours.xml'), signed);
    expect(jdk.run([['verify', city.path('ours.xml'), `${name}.cer`]])).toEqual(['valid']);
    if (!references.includes(content)) expect(xmlsec.verifies(signed, `${name}.pem`, ['urn:vn:d:phần', 'phần', properties])).toBe(true);
  });

  it('is signed again by the next, and stamped', async () => {
    const once = await signXml({
      document: Buffer.from(document),
      signer: signerOf('rsa'),
      references: [{ kind: 'element', id: 'một' }],
      at,
      id: 'thu-nhat',
    });
    const twice = await signXml({ document: once, signer: signerOf('p256'), references: [{ kind: 'document' }], at, id: 'thu-hai' });
    const stampedContent = xmlTimestampContent(twice, 'thu-hai');
    const nonce = Uint8Array.of(1, 2, 3);
    const token = readTimestampResponse(city.stamp(timestampRequest(hash('sha256', stampedContent, 'buffer'), nonce), 'tsa'));
    const stamped = addXmlTimestamp(twice, 'thu-hai', token);
    const found = await findXmlSignatures(stamped);
    expect([told(found[0]!, 'rsa'), told(found[1]!, 'p256')]).toEqual([['rsa-sha256'], ['ecdsa-sha256']]);
    expect(found.map(({ level, coversWhole }) => [level, coversWhole])).toEqual([
      ['B-B', false],
      ['B-T', true],
    ]);
    const [timestamp] = found[1]!.timestamps;
    expect(verifyTimestamp(timestamp!.token, timestamp!.stamped).signer.subject).toContain('CN=tsa');
    expect(xmlsec.verifies(stamped, 'rsa.pem', ['urn:vn:d:phần', properties])).toBe(true);
    writeFileSync(city.path('ours.xml'), stamped);
    expect(
      jdk.run([
        ['verify', city.path('ours.xml'), 'rsa.cer'],
        ['verify', city.path('ours.xml'), 'p256.cer'],
      ]),
    ).toEqual(['valid invalid', 'invalid valid']);
    expect(() => addXmlTimestamp(once, 'thu-nhat', token)).toThrow(expect.objectContaining({ code: 'signature-invalid' }) as Error);
    expect(() => addXmlTimestamp(stamped, 'thu-hai', token)).toThrow(expect.objectContaining({ code: 'sign.place' }) as Error);
  });
});
