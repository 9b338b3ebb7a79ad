import { type FoundSignature, type ReadOptions, UnreadableError } from '../verdict/found';
import { issue, type Issued } from '../x509/testing/pki.test-kit';
import { findXmlSignatures } from './find';
import { c14n, type Draft, draft, enveloped, exc, hmac, rsa, seal } from './testing/draft.test-kit';

let signer: Issued;
let other: Issued;
beforeAll(async () => {
  [signer, other] = await Promise.all([issue({ subject: 'CN=Sở Thử nghiệm', kind: 'rsa' }), issue({ subject: 'CN=Kẻ khác', kind: 'rsa' })]);
});

const own = (more: Draft = {}): string => draft({ certificate: signer.certificate, ...more });
const sealed = (text: string): string => seal(text, rsa(signer.privateKey));
const byId = { references: [{ uri: '#1', transforms: [exc] }] };

/** What became of a file: refused as a whole, or the failed checks of each signature. Nothing of a failed one may be read. */
async function outcome(text: string, options?: ReadOptions): Promise<string> {
  let found: FoundSignature[];
  try {
    found = await findXmlSignatures(Buffer.from(text), options);
  } catch (error) {
    if (error instanceof UnreadableError) return error.code;
    throw error;
  }
  return found.map(failures).join(' | ');
}

function failures({ checks, signed, coversWhole }: FoundSignature): string {
  const failed = checks.filter(({ result }) => result === 'failed').map(({ code }) => code);
  const open = checks.filter(({ result }) => result === 'unknown').map(({ code }) => code);
  if (failed.length === 0 && open.length > 0) return `open ${open.join(' ')}`;
  if (failed.length === 0)
    return `signed ${signed.map(({ bytes }) => Buffer.from(bytes).toString()).join(' ')}${coversWhole ? '' : ', not all'}`;
  if (signed.length > 0 || coversWhole) throw new Error('something is told as signed although a check failed');
  return failed.join(' ');
}

const order = '<order Id="1"><to>A</to><sum>10</sum></order>';
const forged = '<order Id="1"><to>B</to><sum>99</sum></order>';

describe('wrapping', () => {
  const honest = (): string => sealed(`<r>${order}${own(byId)}</r>`);

  it.each<[string, () => string, string]>([
    ['the honest document', honest, `signed ${order}`],
    ['another element of the same Id before', () => honest().replace('<r>', `<r>${forged}`), 'xml.duplicate-id'],
    ['the same Id by another attribute', () => honest().replace('<r>', `<r>${forged.replace('Id=', 'xml:id=')}`), 'xml.duplicate-id'],
    ['another element of another Id', () => honest().replace('<r>', `<r>${forged.replace('"1"', '"2"')}`), `signed ${order}, not all`],
    [
      'the signed element moved into an object',
      () =>
        honest()
          .replace(order, forged.replace('"1"', '"2"'))
          .replace('</Signature>', `<Object>${order.replace('<order', '<order xmlns=""')}</Object></Signature>`),
      `signed ${order}, not all`,
    ],
    [
      'the signed element inside of another',
      () => honest().replace(order, `<order Id="2"><x>${order}</x><to>B</to></order>`),
      `signed ${order}, not all`,
    ],
    ['a second root around', () => `<order><to>B</to><old>${honest()}</old></order>`, `signed ${order}, not all`],
    ['more in the document element', () => sealed(`<r>${order}${own()}</r>`).replace('<r>', `<r>${forged}`), 'reference.digest'],
  ])('%s', async (_, make, expected) => expect(await outcome(make())).toBe(expected));
});

describe('what is signed', () => {
  const xslt = `<Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"/></Transform>`;
  const xpath = `<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>not(//sum)</XPath></Transform>`;
  const one = (uri: string, ...transforms: string[]): Draft => ({ references: [{ uri, transforms }] });

  it.each<[string, () => string, string]>([
    ['a DOCTYPE', () => `<!DOCTYPE r [<!ATTLIST order Id ID #IMPLIED>]>${sealed(`<r>${own()}</r>`)}`, 'xml.doctype'],
    ['a processing instruction in what is signed', () => sealed(`<r><?p evil?>${order}${own()}</r>`), 'xml.processing-instruction'],
    [
      'a processing instruction put in later',
      () => sealed(`<r>${order}${own()}</r>`).replace('<sum>', '<sum><?p 9?>'),
      'xml.processing-instruction',
    ],
    [
      'a processing instruction in SignedInfo',
      () => sealed(`<r>${own()}</r>`).replace('<SignedInfo>', '<SignedInfo><?p?>'),
      'xml.processing-instruction',
    ],
    ['XSLT', () => sealed(`<r>${own(one('', enveloped, xslt))}</r>`), 'reference.transform'],
    ['XPath', () => sealed(`<r>${order}${own(one('', enveloped, xpath))}</r>`), 'reference.transform'],
    [
      'parameters of a canonicalisation',
      () => sealed(`<r>${own(one('', enveloped, `<Transform Algorithm="${c14n}"><x/></Transform>`))}</r>`),
      'reference.transform',
    ],
    [
      'too many transforms',
      () => sealed(`<r>${own()}</r>`).replace('<Transforms>', `<Transforms>${`<Transform Algorithm="${exc}"/>`.repeat(8)}`),
      'xml.limit',
    ],
    ['a remote URI', () => sealed(`<r>${own(one('http://example.vn/x.xml'))}</r>`), 'open reference.missing'],
    ['a file URI', () => sealed(`<r>${own(one('file:///etc/passwd'))}</r>`), 'open reference.missing'],
    ['a path', () => sealed(`<r>${own(one('/etc/passwd'))}</r>`), 'open reference.missing'],
    ['an XPointer that computes', () => sealed(`<r>${own(one('#xpointer(//order)'))}</r>`), 'reference.uri'],
    ['an Id that is not there', () => sealed(`<r>${own(one('#nobody'))}</r>`), 'reference.target'],
    ['the signature itself', () => sealed(`<r>${own(one('#sig', exc))}</r>`), 'reference.target'],
    ['the signature without itself', () => sealed(`<r>${own(one('#sig', enveloped, exc))}</r>`), 'reference.target'],
    ['a document that is only the signature, without it', () => sealed(own()), 'reference.transform'],
    ['enveloped-signature beside the element', () => sealed(`<r>${order}${own(one('#1', enveloped, exc))}</r>`), 'reference.transform'],
    [
      'its own KeyInfo alone',
      () =>
        sealed(
          `<r>${own({ ...one('#k', exc), keyInfo: `<KeyInfo Id="k"><X509Data><X509Certificate>${Buffer.from(signer.certificate.der).toString('base64')}</X509Certificate></X509Data></KeyInfo>` })}</r>`,
        ),
      'scope.nothing',
    ],
    ['no reference', () => sealed(`<r>${own()}</r>`).replace(/<Reference.*<\/Reference>/, ''), 'signature.structure'],
    [
      'too many references',
      () => `<r>${order}${own({ references: Array.from({ length: 1001 }, () => ({ uri: '#1' })) })}</r>`,
      'xml.limit',
    ],
    ['too many signatures', () => `<r>${own().repeat(21)}</r>`, 'xml.limit'],
    ['a relative namespace', () => sealed(`<r xmlns="r">${own()}</r>`), 'xml.relative-namespace'],
    [
      'base64 that is none',
      () => sealed(`<r><a Id="1">A</a>${own(one('#1', 'http://www.w3.org/2000/09/xmldsig#base64'))}</r>`),
      'reference.transform',
    ],
    [
      'a canonical form far longer than the file',
      () =>
        sealed(
          `<r xmlns:p="urn:${'x'.repeat(60_000)}">${own({ references: [{ uri: '', transforms: [enveloped, exc] }] })}${'<p:a/>'.repeat(300)}</r>`,
        ),
      'xml.limit',
    ],
    [
      'a manifest that is none',
      () =>
        sealed(
          `<r>${order}${own({ references: [{ uri: '#1', transforms: [exc], type: 'http://www.w3.org/2000/09/xmldsig#Manifest' }] })}</r>`,
        ),
      'signature.structure',
    ],
  ])('refuses %s', async (_, make, expected) => {
    const asked: string[] = [];
    const content = (name: string): undefined => void asked.push(name);
    expect(await outcome(make(), { content })).toBe(expected);
  });

  it('refuses the texts of elements in one another once they are far longer than the file', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `n${index}`);
    const nested = `${ids.map((id) => `<n Id="${id}">`).join('')}${'QUFB'.repeat(20_000)}${'</n>'.repeat(ids.length)}`;
    const references = ids.map((id) => ({ uri: `#${id}`, transforms: ['http://www.w3.org/2000/09/xmldsig#base64'] }));
    expect(await outcome(`<r>${nested}${own({ references })}</r>`)).toMatch(/digest xml\.limit.* xml\.limit$/);
  });
});

describe('how it is signed', () => {
  const text = (more: Draft = {}): string => `<r>${order}${own(more)}</r>`;
  const hmacSha256 = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256';
  const mutate = (from: string | RegExp, to: string) => (): string => {
    const before = sealed(text());
    const after = before.replace(from, to);
    if (after === before) throw new Error('nothing changed');
    return after;
  };

  it.each<[string, () => string, string]>([
    ['HMAC with the public key', () => seal(text({ method: hmacSha256 }), hmac(signer.certificate.spki)), 'signature.algorithm'],
    [
      'HMAC of one bit',
      () =>
        seal(
          text({ method: `<SignatureMethod Algorithm="${hmacSha256}"><HMACOutputLength>1</HMACOutputLength></SignatureMethod>` }),
          hmac(Buffer.alloc(0)),
        ),
      'signature.algorithm',
    ],
    ['no algorithm', () => sealed(text({ method: 'none' })), 'signature.algorithm'],
    [
      'an unknown digest',
      () => sealed(text({ references: [{ uri: '', transforms: [enveloped], digest: 'http://www.w3.org/2001/04/xmldsig-more#md5' }] })),
      'digest.algorithm',
    ],
    ['an unknown canonicalisation of SignedInfo', mutate(exc, 'urn:c14n'), 'signature.canonicalization'],
    ['a name of Object.prototype as algorithm', () => sealed(text({ method: 'constructor' })), 'signature.algorithm'],
    ['two SignedInfo', mutate(/(<SignedInfo>.*<\/SignedInfo>)/, '$1$1'), 'signature.structure'],
    [
      'a second SignedInfo in an object',
      mutate(/(<SignedInfo>.*<\/SignedInfo>)(.*)<\/Signature>/, '$1$2<Object>$1</Object></Signature>'),
      `signed <r>${order}</r>, not all`,
    ],
    ['a comment in DigestValue', mutate('<DigestValue>', '<DigestValue><!--x-->'), 'signature.structure'],
    ['a comment in SignatureValue', mutate('</SignatureValue>', '<!--x--></SignatureValue>'), 'signature.structure'],
    ['an element in DigestValue', mutate('</DigestValue>', '<x/></DigestValue>'), 'signature.structure'],
    ['two DigestValue', mutate(/(<DigestValue>.*<\/DigestValue>)/, '$1$1'), 'signature.structure'],
    ['digests that are not base64', mutate('<DigestValue>', '<DigestValue>!'), 'signature.structure'],
    ['text between the parts', mutate('<SignatureValue>', 'x<SignatureValue>'), 'signature.structure'],
    ['a stranger among the parts', mutate('<SignatureValue>', '<x/><SignatureValue>'), 'signature.structure'],
    [
      'KeyInfo swapped',
      mutate(/<X509Certificate>.*<\/X509Certificate>/, `<X509Certificate>${'A'.repeat(8)}</X509Certificate>`),
      'signer.certificate',
    ],
    ['an empty signature', () => `<r>${order}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></r>`, 'signature.structure'],
    ['nothing that is a signature', () => `<r>${order}<Signature/></r>`, ''],
  ])('%s', async (_, make, expected) => expect(await outcome(make())).toBe(expected));

  it("another's certificate in KeyInfo", async () => {
    const swapped = sealed(text()).replace(
      Buffer.from(signer.certificate.der).toString('base64'),
      Buffer.from(other.certificate.der).toString('base64'),
    );
    expect(await outcome(swapped)).toBe('signature.value');
    expect(await outcome(swapped, { certificates: [signer.certificate] })).toBe(`signed <r>${order}</r>`);
  });

  it('a broken signature leaves a right one beside it right', async () => {
    const right = sealed(`<r>${order}${own(byId)}</r>`);
    expect(await outcome(right.replace('</r>', `${draft({ id: 'b', keyInfo: '' })}</r>`))).toBe(
      `signed ${order} | signer.certificate reference.digest`,
    );
  });
});
