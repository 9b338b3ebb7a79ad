import { uncovered } from '../claim/cover';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { FoundSignature, ReadOptions } from '../verdict/found';
import { issue, type Issued } from '../x509/testing/pki.test-kit';
import { findXmlSignatures } from './find';
import { dsigMore } from './names';
import { c14n, type Draft, draft, ecdsa, enveloped, exc, rsa, seal } from './testing/draft.test-kit';

let signer: Issued;
let other: Issued;
let small: Issued;
let p256: Issued;
let p384: Issued;
beforeAll(async () => {
  const name = 'C=VN, L=Hà Nội, CN=Sở Thử nghiệm';
  [signer, other, small, p256, p384] = await Promise.all([
    issue({ subject: name, kind: 'rsa', serial: '77' }),
    issue({ subject: name, kind: 'rsa', serial: '78' }),
    issue({ subject: name, kind: 'weakRsa' }),
    issue({ subject: name, kind: 'p256' }),
    issue({ subject: name, kind: 'p384' }),
  ]);
});

const find = (text: string, options?: ReadOptions): Promise<FoundSignature[]> => findXmlSignatures(Buffer.from(text), options);
const first = async (text: string, options?: ReadOptions): Promise<FoundSignature> => (await find(text, options))[0]!;
/** What did not pass. */
const told = ({ checks }: FoundSignature): string[] =>
  checks.filter(({ result }) => result !== 'passed').map(({ code, result }) => `${code} ${result}`);
const texts = ({ signed }: FoundSignature): string[][] => signed.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]);
const sealed = (document: string, options?: ReadOptions): string => seal(document, rsa(signer.privateKey), options);
/** r‖s with each half filled up with zeros to so many octets. */
const inHalves =
  (mathematics: (data: Uint8Array) => Uint8Array, octets: number) =>
  (data: Uint8Array): Buffer => {
    const value = mathematics(data);
    const half = value.length / 2;
    const gap = Buffer.alloc(octets - half);
    return Buffer.concat([gap, value.subarray(0, half), gap, value.subarray(half)]);
  };
const own = (more: Draft = {}): string => draft({ certificate: signer.certificate, ...more });

const properties = (body: string): string =>
  `<Object><SignatureProperties Id="p"><SignatureProperty Target="#sig">${body}</SignatureProperty></SignatureProperties></Object>`;

describe('what is signed, and what is not', () => {
  it.each<[string, (signature: string) => string, Draft, string[], boolean]>([
    ['all of the document', (s) => `<r xmlns="urn:r"><a>1</a>${s}</r>`, {}, ['<r xmlns="urn:r"><a>1</a></r>'], true],
    [
      'elements by Id beside the signature',
      (s) => `<r><a Id="1">x</a><b xml:id="2"/><s>${s}</s></r>`,
      { references: [{ uri: '#1', transforms: [exc] }, { uri: "#xpointer(id('2'))" }] },
      ['<a Id="1">x</a>', '<b xml:id="2"></b>'],
      true,
    ],
    [
      'one element of several',
      (s) => `<r v="2"><a Id="1"/><b>t</b><c/>u${s}</r>`,
      { references: [{ uri: '#1' }] },
      ['<a Id="1"></a>'],
      false,
    ],
    [
      'an element around the signature',
      (s) => `<r><a Id="1">x${s}</a></r>`,
      { references: [{ uri: '#1', transforms: [enveloped, c14n] }] },
      ['<a Id="1">x</a>'],
      true,
    ],
    [
      'an object inside the signature',
      (s) => s,
      { references: [{ uri: '#o' }], objects: '<Object Id="o"><a/></Object>' },
      ['<Object xmlns="http://www.w3.org/2000/09/xmldsig#" Id="o"><a></a></Object>'],
      true,
    ],
    [
      'one object of two',
      (s) => s,
      { references: [{ uri: '#o' }], objects: '<Object Id="o"/><Object><b/></Object>' },
      ['<Object xmlns="http://www.w3.org/2000/09/xmldsig#" Id="o"></Object>'],
      false,
    ],
    [
      'not the comments',
      (s) => `<r><!-- a --><a/>${s}</r>`,
      { references: [{ uri: '', transforms: [enveloped, `${exc}WithComments`] }] },
      ['<r><a></a></r>'],
      true,
    ],
    [
      'comments by XPointer',
      (s) => `<!-- 0 --><r><!-- a -->${s}</r>`,
      { references: [{ uri: '#xpointer(/)', transforms: [enveloped, `${exc}WithComments`] }] },
      ['<!-- 0 -->\n<r><!-- a --></r>'],
      true,
    ],
    [
      'text in base64 alone',
      (s) => `<r><a Id="1" b="c">aGVs\n bG8=</a>${s}</r>`,
      { references: [{ uri: '#1', transforms: ['http://www.w3.org/2000/09/xmldsig#base64'] }] },
      ['hello'],
      false,
    ],
    [
      'an instruction beside what is signed',
      (s) => `<?style x?><r Id="1">${s}</r>`,
      { references: [{ uri: '#1', transforms: [enveloped, exc] }] },
      ['<r Id="1"></r>'],
      false,
    ],
  ])('%s', async (_, around, wish, expected, whole) => {
    const found = await first(sealed(around(own(wish))));
    expect(told(found)).toEqual(whole ? [] : ['scope.whole warning']);
    expect(texts(found).map(([, text]) => text)).toEqual(expected);
    expect(found.coversWhole).toBe(whole);
  });

  it('never passes what an element holds as base64 for a part of the document', async () => {
    const held = Buffer.from('<Header>not of this document</Header>').toString('base64');
    const wish = { references: [{ uri: '#1', transforms: ['http://www.w3.org/2000/09/xmldsig#base64'] }] };
    const found = await first(sealed(`<r><a Id="1">${held}</a>${own(wish)}</r>`));
    expect(texts(found)).toEqual([['octets:#1', '<Header>not of this document</Header>']]);
    expect(uncovered(found, { elements: [{ namespace: '', local: 'Header' }], content: [] })).toEqual(['{}Header']);
  });

  it('tells by path what is signed and what is left', async () => {
    const text = sealed(
      `<r xmlns="urn:r" v="2"><a/><a Id="1"/><b>t<c/></b>u${own({ references: [{ uri: '#1', transforms: [exc] }] })}</r>`,
    );
    const { checks } = await first(text);
    expect(checks.find(({ code }) => code === 'reference.digest')?.facts['path']).toBe('/{urn:r}r[1]/{urn:r}a[2]');
    expect(checks.find(({ code }) => code === 'scope.whole')?.facts['uncovered']?.split(' ')).toEqual([
      '/{urn:r}r[1]/@v',
      '/{urn:r}r[1]/text()',
      '/{urn:r}r[1]/{urn:r}a[1]',
      '/{urn:r}r[1]/{urn:r}b[1]/text()',
      '/{urn:r}r[1]/{urn:r}b[1]/{urn:r}c[1]',
    ]);
  });

  it('takes the time of a tax document that is signed, as Hanoi time where it names no zone', async () => {
    const document = (zone: string, uri: string): string => {
      const references = [{ uri: '#_NODE_TO_SIGN', transforms: [enveloped] }, { uri }].slice(0, uri === '' ? 1 : 2);
      const signature = own({
        references: references.map((one) => ({ ...one, transforms: [c14n] })),
        objects: properties(`<SigningTime xmlns="urn:x">2026-05-10T09:30:00${zone}</SigningTime>`),
      });
      return sealed(
        `<HSoThueDTu><HSoKhaiThue id="_NODE_TO_SIGN"><CTiet id="ID_1"/><CTiet id="ID_1"/></HSoKhaiThue><CKyDTu>${signature}</CKyDTu></HSoThueDTu>`,
      );
    };
    const signed = await first(document('Z', '#p'));
    expect([told(signed), signed.signingTime, signed.coversWhole]).toEqual([[], new Date('2026-05-10T09:30:00Z'), true]);
    const local = await first(document('', '#p'));
    expect([told(local), local.signingTime]).toEqual([['signing-time.zone warning'], new Date('2026-05-10T02:30:00Z')]);
    const unsigned = await first(document('Z', ''));
    expect([told(unsigned), unsigned.signingTime]).toEqual([['signing-time.unsigned warning', 'scope.whole warning'], undefined]);
  });

  it('follows a signed manifest as far as it has the content', async () => {
    const listed = (uri: string, digest: string): string =>
      `<Reference URI="${uri}"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>${digest}</DigestValue></Reference>`;
    const right = 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=';
    const manifest = (...items: string[]): string => `<Object><Manifest Id="m">${items.join('')}</Manifest></Object>`;
    const make = (...items: string[]): string =>
      sealed(own({ references: [{ uri: '#m', type: 'http://www.w3.org/2000/09/xmldsig#Manifest' }], objects: manifest(...items) }));
    const content = (name: string): Uint8Array | undefined => (name === 'cid:a' ? Buffer.from('hello') : undefined);
    const found = await first(make(listed('cid:a', right)), { content });
    expect([told(found), texts(found)[1]]).toEqual([[], ['cid:a', 'hello']]);
    expect(told(await first(make(listed('cid:b', right)), { content }))).toEqual(['manifest.missing unknown']);
    expect(told(await first(make(listed('cid:a', right.replace('L', 'M'))), { content }))).toEqual(['manifest.digest failed']);
  });

  it('follows hundreds of references to content outside', async () => {
    const references = Array.from({ length: 300 }, (_, index) => ({ uri: `tep-${index}.txt` }));
    const content = (uri: string): Uint8Array => Buffer.from(`noi dung ${uri}`);
    const found = await first(sealed(own({ references }), { content }), { content });
    expect([told(found), found.signed.length]).toEqual([[], 300]);
  });

  it('takes content without a name for the only one that is outside', async () => {
    const content = (name: string): Uint8Array | undefined => (name === '' ? Buffer.from('x') : undefined);
    for (const uri of [null, 'http://example.vn/x.bin'])
      expect(told(await first(sealed(own({ references: [{ uri }] }), { content }), { content }))).toEqual([]);
  });
});

describe('who signed', () => {
  const wrap = (signature: string): string => `<r>${signature}</r>`;
  const info = (inside: string): string => `<KeyInfo>${inside}</KeyInfo>`;
  const x509 = (inside: string): string => info(`<X509Data>${inside}</X509Data>`);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const certificate = ({ certificate: { der } }: Issued): string => `<X509Certificate>${base64(der)}</X509Certificate>`;

  it.each<[string, () => string, readonly Issued[] | undefined, string[]]>([
    [
      'issuer and serial',
      () => x509('<X509IssuerSerial><X509IssuerName>CN=x</X509IssuerName><X509SerialNumber>119</X509SerialNumber></X509IssuerSerial>'),
      [],
      [],
    ],
    [
      'the serial of another',
      () => x509('<X509IssuerSerial><X509IssuerName>CN=x</X509IssuerName><X509SerialNumber>120</X509SerialNumber></X509IssuerSerial>'),
      [],
      ['signature.value failed'],
    ],
    [
      'a key identifier',
      () => x509(`<X509SKI>${base64(signer.certificate.extensions.get('2.5.29.14')!.value.subarray(2))}</X509SKI>`),
      [],
      [],
    ],
    [
      'a digest',
      () =>
        x509(
          `<d:X509Digest xmlns:d="http://www.w3.org/2009/xmldsig11#" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256">${Buffer.from(signer.certificate.fingerprint, 'hex').toString('base64')}</d:X509Digest>`,
        ),
      [],
      [],
    ],
    ['nothing', () => '', [], []],
    ['nothing, and nobody is known', () => '', undefined, ['signer.certificate failed']],
    [
      'a key alone',
      () =>
        info(
          `<KeyValue><RSAKeyValue><Modulus>${base64(Buffer.from(signer.certificate.publicKey.export({ format: 'jwk' }).n!, 'base64url'))}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue></KeyValue>`,
        ),
      undefined,
      ['signer.certificate failed'],
    ],
    ['certificates of others and its own', () => x509(certificate(other) + certificate(p256) + certificate(signer)), undefined, []],
    [
      'a certificate that cannot be read, beside its own',
      () => x509(`<X509Certificate>MAA=</X509Certificate>${certificate(signer)}`),
      undefined,
      ['certificate.malformed warning'],
    ],
    ['the certificate of another', () => x509(certificate(other)), undefined, ['signature.value failed']],
    ['X509Data elsewhere', () => info('<RetrievalMethod URI="#x" Type="http://www.w3.org/2000/09/xmldsig#X509Data"/>'), undefined, []],
    [
      'a key on the network',
      () => info('<RetrievalMethod URI="http://example.vn/k" Type="http://www.w3.org/2000/09/xmldsig#X509Data"/>'),
      undefined,
      ['key.retrieval failed'],
    ],
    [
      'a raw certificate elsewhere',
      () => info('<RetrievalMethod URI="#x" Type="http://www.w3.org/2000/09/xmldsig#rawX509Certificate"/>'),
      undefined,
      ['key.retrieval failed'],
    ],
  ])('is named by %s', async (_, keyInfo, handed, expected) => {
    const elsewhere = `<Object><X509Data Id="x">${certificate(signer)}</X509Data></Object>`;
    const text = sealed(`<r>${own({ keyInfo: keyInfo(), objects: keyInfo().includes('#x') ? elsewhere : '' })}</r>`);
    const found = await first(text, handed && { certificates: [other.certificate, signer.certificate] });
    expect(told(found).filter((one) => one !== 'scope.whole warning')).toEqual(expected);
    if (expected.every((one) => one.endsWith('warning'))) expect(found.signer?.fingerprint).toBe(signer.certificate.fingerprint);
    else expect(found.signed).toEqual([]);
  });

  it('is bound by a KeyInfo that is signed too', async () => {
    const keyInfo = `<KeyInfo Id="k"><X509Data>${certificate(signer)}</X509Data></KeyInfo>`;
    const found = await first(sealed(wrap(own({ keyInfo, references: [{ uri: '', transforms: [enveloped, exc] }, { uri: '#k' }] }))));
    expect(found.checks.find(({ code }) => code === 'signer.bound')).toMatchObject({ result: 'passed', facts: { by: 'KeyInfo' } });
  });

  const pss = (inside: string): string => `<SignatureMethod Algorithm="${dsigMore}rsa-pss">${inside}</SignatureMethod>`;
  const params = (salt: number, mask = 'sha256'): string =>
    pss(
      `<p:RSAPSSParams xmlns:p="${dsigMore}"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><p:MaskGenerationFunction Algorithm="${dsigMore}MGF1"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#${mask}"/></p:MaskGenerationFunction><p:SaltLength>${salt}</p:SaltLength><p:TrailerField>1</p:TrailerField></p:RSAPSSParams>`,
    );
  const more = 'http://www.w3.org/2001/04/xmldsig-more#';
  it.each<[string, () => Issued, string, (key: Issued['privateKey']) => (data: Uint8Array) => Uint8Array, string, string[]]>([
    ['rsa-sha512', () => signer, `${more}rsa-sha512`, (key) => rsa(key, 'sha512'), 'rsa-sha512', []],
    ['PSS with MGF1', () => signer, `${dsigMore}sha384-rsa-MGF1`, (key) => rsa(key, 'sha384', 48), 'rsa-pss-sha384', []],
    ['PSS with defaults', () => signer, pss(''), (key) => rsa(key, 'sha256', 32), 'rsa-pss-sha256', []],
    ['PSS with parameters', () => signer, params(32), (key) => rsa(key, 'sha256', 32), 'rsa-pss-sha256', []],
    ['PSS with a short salt', () => signer, params(4), (key) => rsa(key, 'sha256', 4), '', ['signature.algorithm failed']],
    ['PSS with two digests', () => signer, params(32, 'sha512'), (key) => rsa(key, 'sha256', 32), '', ['signature.algorithm failed']],
    ['PKCS#1 where PSS is said', () => signer, pss(''), (key) => rsa(key), 'rsa-pss-sha256', ['signature.value failed']],
    ['ECDSA on P-256', () => p256, `${more}ecdsa-sha256`, (key) => ecdsa(key, 'sha256'), 'ecdsa-sha256', []],
    ['ECDSA on P-384 with SHA-512', () => p384, `${more}ecdsa-sha512`, (key) => ecdsa(key, 'sha512'), 'ecdsa-sha512', []],
    [
      'ECDSA with sign octets, as old JDKs',
      () => p256,
      `${more}ecdsa-sha256`,
      (key) => inHalves(ecdsa(key, 'sha256'), 33),
      'ecdsa-sha256',
      [],
    ],
    [
      'ECDSA with more than sign octets',
      () => p256,
      `${more}ecdsa-sha256`,
      (key) => inHalves(ecdsa(key, 'sha256'), 34),
      'ecdsa-sha256',
      ['signature.value failed'],
    ],
    ['ECDSA in DER', () => p256, `${more}ecdsa-sha256`, (key) => rsa(key), 'ecdsa-sha256', ['signature.value failed']],
    ['RSA said, an EC key', () => p256, `${more}rsa-sha256`, (key) => rsa(key), 'rsa-sha256', ['signature.algorithm failed']],
    ['rsa-sha1', () => signer, 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', (key) => rsa(key, 'sha1'), '', ['signature.algorithm failed']],
    ['RSA of 1024 bits', () => small, `${more}rsa-sha256`, (key) => rsa(key), 'rsa-sha256', ['signature.algorithm failed']],
  ])('signs with %s', async (_, who, method, mathematics, name, expected) => {
    const found = await first(seal(wrap(draft({ method, certificate: who().certificate })), mathematics(who().privateKey)));
    expect([found.algorithm, told(found)]).toEqual([name, expected]);
  });

  it('names of two certificates the one whose key could have signed', async () => {
    const two = draft({ method: `${more}ecdsa-sha256`, certificate: signer.certificate }).replace(
      '</X509Data>',
      `<X509Certificate>${Buffer.from(p384.certificate.der).toString('base64')}</X509Certificate></X509Data>`,
    );
    const found = await first(seal(wrap(two), ecdsa(p256.privateKey, 'sha256')));
    expect([found.signer?.fingerprint, told(found)]).toEqual([p384.certificate.fingerprint, ['signature.value failed']]);
  });

  it('is not judged by certificates that were handed in and that nothing names', async () => {
    const bare = (keyInfo: string): Promise<FoundSignature> =>
      first(seal(wrap(draft({ keyInfo })), rsa(signer.privateKey)), { certificates: [other.certificate] });
    const { n = '', e = '' } = createPublicKey(signer.privateKey).export({ format: 'jwk' });
    const [modulus, exponent] = [n, e].map((part) => Buffer.from(part, 'base64url').toString('base64'));
    const value = `<KeyInfo><KeyValue><RSAKeyValue><Modulus>${modulus}</Modulus><Exponent>${exponent}</Exponent></RSAKeyValue></KeyValue></KeyInfo>`;
    expect(told(await bare(value))).toEqual(['signer.certificate failed']);
    expect(told(await bare('<KeyInfo><KeyName>khac</KeyName></KeyInfo>'))).toEqual(['signer.certificate failed']);
  });

  it('signed long ago: weak algorithms pass under the legacy policy and are told', async () => {
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#';
    const text = seal(
      wrap(
        draft({
          method: `${sha1}rsa-sha1`,
          references: [{ uri: '', transforms: [enveloped], digest: `${sha1}sha1` }],
          certificate: small.certificate,
        }),
      ),
      rsa(small.privateKey, 'sha1'),
      { policy: 'legacy' },
    );
    const found = await first(text, { policy: 'legacy' });
    expect(found.checks.filter(({ result }) => result !== 'passed')).toEqual(
      ['rsa-sha1', 'RSA key of 1024 bits', 'sha1'].map((reason) => ({ code: 'signature.weak', result: 'warning', facts: { reason } })),
    );
    expect(told(await first(text))).toEqual(['signature.algorithm failed', 'digest.algorithm failed']);
  });

  it('does the mathematics of a bare Ed25519 or EC key, and has no signer', async () => {
    const ed = generateKeyPairSync('ed25519');
    const der = base64(ed.publicKey.export({ format: 'der', type: 'spki' }));
    const keyInfo = info(`<d:DEREncodedKeyValue xmlns:d="http://www.w3.org/2009/xmldsig11#">${der}</d:DEREncodedKeyValue>`);
    const method = 'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519';
    const { sign } = await import('node:crypto');
    const found = await first(seal(wrap(draft({ keyInfo, method })), (data) => sign(null, data, ed.privateKey)));
    expect(found.checks.slice(0, 3).map(({ code, result }) => `${code} ${result}`)).toEqual([
      'signer.certificate failed',
      'signature.algorithm passed',
      'signature.value passed',
    ]);
    const { x = '', y = '' } = createPublicKey(p256.privateKey).export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const value = `<KeyValue><d:ECKeyValue xmlns:d="http://www.w3.org/2009/xmldsig11#"><d:NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"/><d:PublicKey>${base64(point)}</d:PublicKey></d:ECKeyValue></KeyValue>`;
    const ec = await first(seal(wrap(draft({ keyInfo: info(value), method: `${more}ecdsa-sha256` })), ecdsa(p256.privateKey, 'sha256')));
    expect([told(ec), ec.signer, ec.signed]).toEqual([['signer.certificate failed'], undefined, []]);
  });
});
