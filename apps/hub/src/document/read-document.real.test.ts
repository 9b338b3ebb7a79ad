import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readEdxml, writeEdxml } from '@lienthong/documents';
import { type Certificate, type FileGround, parsePem } from '@lienthong/trust';
import { Desk } from '../../../../libs/trust/src/pades/testing/desk.test-kit';
import { hierarchy, type Issued } from '../../../../libs/trust/src/x509/testing/pki.test-kit';
import { Inputs } from '../verify/inputs';
import { Revocation } from '../verify/revocation';
import { readDocument } from './read-document';
import type { DocumentReport } from './report';
import { dsNamespace, edxmlNamespace, envelopeReference, signed, type Signed, withEnvelopeId } from './testing/sign-edxml.test-kit';

const samples = resolve(__dirname, '../../../../libs/documents/src/edxml/testing/samples');
const sample = (name: string): string => readFileSync(join(samples, `${name}.edxml`), 'utf8');
const pem = (name: string): readonly Certificate[] => parsePem(readFileSync(join(samples, `${name}.pem`), 'latin1'));

const at = new Date('2026-11-23T03:00:00Z');
const clock = (): Date => at;
const inputs = new Inputs(clock, new Revocation([], clock));
const under = (anchors: readonly Certificate[], certificates: readonly Certificate[] = []): FileGround => ({
  ...{ anchors: anchors.map((certificate) => ({ certificate })), certificates, crls: [], ocsps: [], at, policy: 'standard' },
});
const read = (text: string | Uint8Array, ground: FileGround): Promise<DocumentReport> => readDocument(Buffer.from(text), ground, inputs);
const told = ({ outcome, fault, headerCovered }: DocumentReport): unknown => [outcome, fault?.code, headerCovered];

let by: Issued;
let city: FileGround;
beforeAll(async () => {
  const { root, sub, leaf } = await hierarchy();
  by = leaf;
  city = under([root.certificate], [sub.certificate]);
});

/** Octets of an attachment as they were transferred, and of the file in them. */
function octetsOf(text: string, id: string): { readonly transferred: Uint8Array; readonly file: Uint8Array } {
  const found = readEdxml(Buffer.from(text)).document?.attachments.find((one) => one.id === id);
  if (!found) throw new Error(`no attachment ${id}`);
  return found;
}
const attachment = (text: string, uri = 'cid:att-1', id = 'att-1'): Signed => ({ uri, octets: octetsOf(text, id).transferred });

describe('the sample that was signed apart', () => {
  const both = under([...pem('test-root'), ...pem('test-sub')]);

  it('is right in every part, and its signature covers the header', async () => {
    const report = await read(sample('10-signed'), both);
    expect(told(report)).toEqual(['accept', undefined, true]);
    const { check } = (
      JSON.parse(readFileSync(join(samples, 'expected.json'), 'utf8')) as { read: Record<string, { check: { certificateSha256: string } }> }
    ).read['10-signed.edxml']!;
    expect(
      report.signatures.map(({ namespace, value, references, verdict }) => ({
        namespace,
        value,
        references,
        certificate: verdict.signer?.fingerprint,
      })),
    ).toEqual([
      {
        ...{ namespace: 'edXML', value: 'right', certificate: check.certificateSha256 },
        references: [
          { URI: '', digest: 'right' },
          { URI: 'cid:att-1', digest: 'right', content: 'transferred' },
          { URI: 'cid:att-2', digest: 'right', content: 'transferred' },
        ],
      },
    ]);
  });

  it.each<[string, string, string]>([
    ['a letter of the header', 'rà soát', 'rà soạt'],
    ['a letter of the trace', 'Văn bản điện tử mới', 'Văn bản điện tử cũ'],
    ['a receiver', '>H26.91.01<', '>H26.91.02<'],
    ['the manifest', 'Kế hoạch.docx</edXML:AttachmentName>', 'Kế hoạch 2.docx</edXML:AttachmentName>'],
    ['an attachment', 'JVBERi0xLjQK', 'JVBERi0xLjUK'],
    ['the digest of an attachment', 'gKqCSTHJ', 'gKqCSTHK'],
    ['the value', '>NY/6AYfJ', '>NY/6AYfK'],
  ])('is rejected once %s was changed', async (_, from, to) => {
    expect(told(await read(sample('10-signed').replace(from, to), both))).toEqual(['reject', 'signature.invalid', false]);
  });

  it('is taken without roots and judged by nobody; under other roots it is rejected', async () => {
    expect(told(await read(sample('10-signed'), under([])))).toEqual(['accept', undefined, true]);
    expect((await read(sample('10-signed'), under([]))).isJudged).toBe(false);
    expect(told(await read(sample('10-signed'), city))).toEqual(['reject', 'certificate.untrusted', true]);
    const late = { ...both, at: new Date('2036-01-01T00:00:00Z') };
    expect(told(await read(sample('10-signed'), late))).toEqual(['reject', 'certificate.expired', true]);
  });
});

describe.each([
  ['edXML', edxmlNamespace],
  ['ds', dsNamespace],
  ['none', ''],
])('a signature in the namespace of %s', (name, namespace) => {
  const text = sample('01-new-one-receiver');

  it('over the attachment alone does not cover the header', async () => {
    const report = await read(signed(text, { by, namespace, references: [attachment(text)] }), city);
    expect(told(report)).toEqual(['accept', undefined, false]);
    expect(report.signatures).toMatchObject([{ namespace: name, integrity: 'right', references: [{ URI: 'cid:att-1', digest: 'right' }] }]);
  });

  it('over envelope and attachment covers both, until either is changed', async () => {
    const named = withEnvelopeId(text);
    const good = signed(named, { by, namespace, references: [envelopeReference(named), attachment(named)] });
    expect(told(await read(good, city))).toEqual(['accept', undefined, true]);
    expect(told(await read(good.replace('quý IV', 'quý III'), city))).toEqual(['reject', 'signature.invalid', false]);
    expect(told(await read(good.replace('JVBERi0xLjQK', 'JVBERi0xLjUK'), city))).toEqual(['reject', 'signature.invalid', false]);
  });

  it('that gives exclusive canonicalisation a wrong name is taken under the legacy policy alone, and says so', async () => {
    const named = withEnvelopeId(text);
    const wrong = 'http://www.w3.org/TR/xml-exc-c14n#';
    const envelope = envelopeReference(named);
    const renamed = { ...envelope, transforms: [...(envelope.transforms ?? []).slice(0, -1), wrong] };
    const odd = signed(named, { by, namespace, references: [renamed, attachment(named)], canonicalization: wrong });
    expect((await read(odd, city)).outcome).toBe('reject');
    const report = await read(odd, { ...city, policy: 'legacy' });
    expect(told(report)).toEqual(['accept', undefined, true]);
    expect(report.signatures[0]?.verdict.whenSigned.checks).toContainEqual({
      code: 'signature.weak',
      result: 'warning',
      facts: { reason: wrong },
    });
  });

  it('over another part of the same Id as the envelope is rejected', async () => {
    const named = withEnvelopeId(text);
    const wrapped = signed(named, { by, namespace, references: [envelopeReference(named)] }).replace(
      '<AttachmentEncoded>',
      '<AttachmentEncoded Id="edXMLEnvelope">',
    );
    expect(told(await read(wrapped, city))).toEqual(['reject', 'signature.invalid', false]);
  });

  it('over what did not come is rejected', async () => {
    const missing = signed(text, { by, namespace, references: [attachment(text), { uri: 'cid:att-9', octets: Buffer.from('x') }] });
    expect(told(await read(missing, city))).toEqual(['reject', 'edxml.signed-part-missing', false]);
  });
});

it('a header signed within an element of no meaning is not the header that is read', async () => {
  const text = sample('01-new-one-receiver').replace('<edXML:Subject>', '<edXML:Subject Id="s">');
  const canonical = `<edXML:Subject xmlns:edXML="${edxmlNamespace}" Id="s">V/v phối hợp rà soát hồ sơ liên thông quý IV năm 2026</edXML:Subject>`;
  const part = { uri: '#s', octets: Buffer.from(canonical), transforms: ['http://www.w3.org/2001/10/xml-exc-c14n#'] };
  expect(told(await read(signed(text, { by, namespace: dsNamespace, references: [part] }), city))).toEqual(['accept', undefined, false]);
});

describe('what the digest of a ZIP is of', () => {
  const text = sample('02-new-many-receivers');
  it.each(['zip', 'file'] as const)('the %s', async (content) => {
    const { transferred, file } = octetsOf(text, 'phuluc-2');
    const octets = content === 'zip' ? transferred : file;
    const report = await read(signed(text, { by, namespace: edxmlNamespace, references: [{ uri: 'cid:phuluc-2', octets }] }), city);
    expect(told(report)).toEqual(['accept', undefined, false]);
    expect(report.signatures[0]?.references).toEqual([{ URI: 'cid:phuluc-2', digest: 'right', content }]);
  });
});

describe('two signatures over one attachment', () => {
  const text = sample('02-new-many-receivers');
  const { transferred, file } = octetsOf(text, 'phuluc-2');
  const over = (whole: string, octets: Uint8Array): string =>
    signed(whole, { by, namespace: dsNamespace, references: [{ uri: 'cid:phuluc-2', octets }] });
  const contentsIn = ({ signatures }: DocumentReport): unknown =>
    signatures.map(({ integrity, references }) => [integrity, references[0]?.content]);

  it('may take it for different things: each is judged on its own', async () => {
    for (const [first, second] of [
      [transferred, file],
      [file, transferred],
    ] as const) {
      const report = await read(over(over(text, first), second), city);
      expect(told(report)).toEqual(['accept', undefined, false]);
      expect(contentsIn(report)).toEqual([first, second].map((octets) => ['right', octets === file ? 'file' : 'zip']));
    }
  });

  it('do not vouch for one another', async () => {
    const report = await read(over(over(text, file), Buffer.from('khác')), city);
    expect(told(report)).toEqual(['reject', 'signature.invalid', false]);
    expect(contentsIn(report)).toEqual([
      ['right', 'file'],
      ['wrong', 'zip'],
    ]);
  });
});

it.each([
  ['cid:cid:att-1', 'att-1'],
  ['att-1', 'att-1'],
  ['CID:att-1', 'att-1'],
  ['cid:t%E1%BB%87p%201', 'tệp 1'],
  ['cid:a%40b', 'a@b'],
])('an attachment is found as %s too', async (uri, id) => {
  const text = sample('01-new-one-receiver').replaceAll('cid:att-1', `cid:${id}`);
  expect(told(await read(signed(text, { by, namespace: dsNamespace, references: [attachment(text, uri, id)] }), city))).toEqual([
    'accept',
    undefined,
    false,
  ]);
});

describe('signatures inside attachments', () => {
  const desk = new Desk();
  afterAll(() => desk.city.remove());
  const chain = desk.city.chain('rsa');
  const agency = under(chain.slice(-1), chain.slice(1));
  const withFile = (file: Uint8Array): string =>
    sample('01-new-one-receiver').replace(/(?<=ContentTransferEncoded [^>]*>)[^<]*/, Buffer.from(file).toString('base64'));

  it('are told apart from those over the message', async () => {
    const report = await read(withFile(desk.signed(desk.cades, 'table').bytes), agency);
    expect(told(report)).toEqual(['accept', undefined, false]);
    expect(report.signatures).toEqual([]);
    expect(report.attachmentSignatures).toMatchObject([{ attachment: 'att-1', integrity: 'right', verdict: { format: 'pades' } }]);
  });

  it('detached from the attachment that they sign are verified over it', async () => {
    const file = Buffer.from('nội dung');
    const { document } = readEdxml(Buffer.from(sample('01-new-one-receiver')));
    if (document?.fields.kind !== 'edoc') throw new Error('no document');
    const { kind, MessageHeader, TraceHeaderList } = document.fields;
    const signature = { contentId: 'p7s', name: 'a.docx.p7s', file: desk.city.cms('rsa', file, '-cades') };
    const written = (content: Uint8Array): Uint8Array =>
      writeEdxml({ kind, MessageHeader, TraceHeaderList, attachments: [{ contentId: 'a', name: 'a.docx', file: content }, signature] });
    const report = await read(written(file), agency);
    expect(told(report)).toEqual(['accept', undefined, false]);
    expect(report.attachmentSignatures).toMatchObject([
      { attachment: 'p7s', integrity: 'right', verdict: { whenSigned: { standing: 'valid' } } },
    ]);
    expect(told(await read(written(Buffer.from('khác')), agency))).toEqual(['reject', 'edxml.attachment-signature', false]);
  });

  it('that do not match their content reject the document', async () => {
    const bytes = Buffer.from(desk.signed(desk.cades, 'table').bytes);
    const place = bytes.indexOf('/Type /Page');
    bytes.write('/tYpe', place, 'latin1');
    expect(told(await read(withFile(bytes), agency))).toEqual(['reject', 'edxml.attachment-signature', false]);
  });
});

describe('dossiers', () => {
  const data = {
    code: '000.99.02.H26-261123-0001',
    from: '2',
    to: '4',
    at: '2026-11-24T09:00:00+07:00',
    officer: { name: 'Trần Thị Mẫu' },
    content: '',
  };
  const event = {
    specversion: '1.0',
    id: '1',
    source: 'H26.1',
    type: 'dossier.status-changed',
    subject: data.code,
    time: data.at,
    dataschema: 'dossier/1',
    data,
  };

  it.each<[string, object, unknown]>([
    ['a message', event, ['accept', undefined, false]],
    ['its data alone', data, ['accept', undefined, false]],
    ['another subject', { ...event, subject: 'x' }, ['reject', 'dossier.subject-mismatch', false]],
    ['a step backwards', { ...data, from: '10' }, ['reject', 'dossier.transition-illegal', false]],
    ['another type', { ...event, type: 'x' }, ['reject', 'type.unknown', false]],
  ])('%s', async (_, value, expected) => {
    expect(told(await read(JSON.stringify(value), under([])))).toEqual(expected);
  });
});
