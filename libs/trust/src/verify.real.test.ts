import { Authority } from './cms/testing/authority.test-kit';
import { zip } from './asic/testing/zip.test-kit';
import { signerWith } from './keys/testing/signer.test-kit';
import { verifyFile } from './verify';
import { issue } from './x509/testing/pki.test-kit';
import { type SignReference } from './xmldsig/sign-reference';
import { signXml } from './xmldsig/sign';

const ground = { anchors: [], certificates: [], crls: [], ocsps: [], at: new Date('2026-11-23T01:02:03Z'), policy: 'standard' } as const;
let city: Authority;

beforeAll(() => {
  city = new Authority();
  city.issue('rsa', 'sub', 'leaf');
});
afterAll(() => city.remove());

describe('the format of a file', () => {
  it('is that of the message around a PDF', async () => {
    const { format, signatures } = await verifyFile(city.cms('rsa', Buffer.from('%PDF-1.7\n%%EOF\n'), '-nodetach'), ground);
    expect([format, signatures.length]).toEqual(['cms', 1]);
  });

  it('is that of a media type which is compressed', async () => {
    const content = Buffer.from('Nội dung\n');
    const entries = [
      { name: 'a.txt', content },
      { name: 'mimetype', content: Buffer.from('application/vnd.etsi.asic-s+zip'), deflated: true },
      { name: 'META-INF/signature.p7s', content: city.cms('rsa', content) },
    ];
    const { format, signatures } = await verifyFile(zip(entries), ground);
    expect([format, signatures.map(({ coversWhole }) => coversWhole)]).toEqual(['asic-s', [true]]);
  });
});

it('content handed in is what each signature signs: one that does speaks for no other', async () => {
  const { certificate, privateKey } = await issue({ subject: 'CN=Sở Thử nghiệm', kind: 'rsa' });
  const signer = signerWith(privateKey, [certificate], 'RS256');
  const content = Buffer.from('Nội dung\n');
  const signed = (document: Uint8Array, id: string, ...references: SignReference[]): Promise<Uint8Array> =>
    signXml({ document, signer, references, at: new Date(0), id });
  const genuine = await signed(Buffer.from('<r><doc Id="a"/></r>'), 'first', { kind: 'element', id: 'a' });
  const both = await signed(genuine, 'second', { kind: 'element', id: 'a' }, { kind: 'content', uri: 'cid:b', content });
  const { signatures } = await verifyFile(both, { ...ground, content: () => content });
  const said = signatures.map(({ coversWhole, now }) => [coversWhole, now.checks.some(({ code }) => code === 'content.same')]);
  expect(said).toEqual([
    [false, true],
    [true, false],
  ]);
});
