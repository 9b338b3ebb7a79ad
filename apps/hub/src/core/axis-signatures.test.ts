import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { documentAxisAdapter } from '@lienthong/adapter-document-axis';
import { edxmlDocument, readEdxml } from '@lienthong/documents';
import { Failure, type RawMessage } from '@lienthong/message';
import { ClaimReader } from '@lienthong/trust';
import { hierarchy, type Issued } from '../../../../libs/trust/src/x509/testing/pki.test-kit';
import {
  dsNamespace,
  edxmlNamespace,
  envelopeReference,
  partReference,
  signed,
  type Signed,
  withEnvelopeId,
  withId,
} from '../document/testing/sign-edxml.test-kit';

/** What the axis' adapter claims of a document, and what the verifier makes of that: the two are written apart. */

const samples = resolve(__dirname, '../../../../libs/documents/src/edxml/testing/samples');
const sample = (name: string): string => readFileSync(join(samples, `${name}.edxml`), 'utf8');
const reader = new ClaimReader();
let by: Issued;
beforeAll(async () => ({ leaf: by } = await hierarchy()));

const rawOf = (text: string): RawMessage => ({
  ...{ connector: 'document-axis', subject: '', contentType: 'application/edxml+xml', attributes: {}, payload: Buffer.from(text) },
});
const attachmentsOf = (text: string, form: 'transferred' | 'file' = 'transferred'): Signed[] =>
  (readEdxml(Buffer.from(text)).document?.attachments ?? []).map((one) => ({ uri: `cid:${one.id}`, octets: one[form] }));

/** The message as step 3 would show it, or the code with which it would end. */
async function shown(text: string) {
  try {
    const { signature, envelope: claimed } = documentAxisAdapter.read(rawOf(text));
    if (signature.format !== 'xmldsig') return signature.format;
    const { found, uncovered } = await reader.read(signature);
    const against = found.checks.find(({ result }) => result === 'failed' || result === 'unknown');
    if (against) return against.code;
    if (uncovered.length > 0) return `uncovered ${uncovered.join(' ')}`;
    const { envelope, data } = signature.readSigned(found.signed);
    expect(envelope.subject).toBe(claimed.subject);
    return { type: envelope.type, id: envelope.id, receivers: envelope.receivers, document: edxmlDocument(data as Uint8Array) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return `${error.code} ${error.detail['missing'] ?? ''}`.trim();
  }
}

describe.each([
  ['the namespace of XMLDSig', dsNamespace],
  ['that of edXML', edxmlNamespace],
])('a signature in %s', (_, namespace) => {
  const text = (name = '02-new-many-receivers'): string => withEnvelopeId(sample(name));
  const over = (whole: string, ...beside: readonly Signed[]): string =>
    signed(whole, { by, namespace, references: [envelopeReference(whole), ...beside] });

  it.each(['transferred', 'file'] as const)(
    'over the envelope and the attachments as %s is enough, and all of it is visible',
    async (form) => {
      const whole = text();
      const { document } = (await shown(over(whole, ...attachmentsOf(whole, form)))) as Exclude<Awaited<ReturnType<typeof shown>>, string>;
      const original = edxmlDocument(Buffer.from(whole));
      expect({ ...document.fields, Attachment: [] }).toEqual({ ...original.fields, Attachment: [] });
      expect(document.attachments.map(({ name, file }) => [name, Buffer.from(file)])).toEqual(
        original.attachments.map((one) => [one.name, Buffer.from(one[form])]),
      );
    },
  );

  it('over the envelope alone is enough for a status, which has nothing beside it', async () => {
    expect(await shown(over(text('08-status-accepted')))).toMatchObject({ type: 'edxml.status', receivers: ['H26.90'] });
  });

  it('that leaves the header or an attachment out is not enough', async () => {
    const whole = text();
    const [first, ...others] = attachmentsOf(whole);
    expect(await shown(signed(whole, { by, namespace, references: attachmentsOf(whole) }))).toBe(
      `uncovered {${edxmlNamespace}}MessageHeader`,
    );
    expect(await shown(over(whole, ...others))).toBe(`signature.incomplete ${first?.uri ?? ''}`);
  });

  it.each(['01-new-one-receiver', '05-recall', '08-status-accepted'])(
    'over the header of %s and its attachments leaves to anybody what else the envelope says',
    async (name) => {
      const whole = withId(sample(name), 'MessageHeader');
      const references = [partReference(whole, 'MessageHeader'), ...attachmentsOf(whole)];
      expect(await shown(signed(whole, { by, namespace, references }))).toBe('signature.incomplete edXMLEnvelope');
    },
  );

  it('holds for no other envelope, no other attachment and no other name of one', async () => {
    const whole = text();
    const right = over(whole, ...attachmentsOf(whole));
    expect(await shown(right.replace('<edXML:Subject>', '<edXML:Subject>Khẩn: '))).toBe('reference.digest');
    expect(await shown(right.replace('>0</edXML:BussinessDocType>', '>1</edXML:BussinessDocType>'))).toBe('reference.digest');
    expect(await shown(right.replace(/(ContentTransferEncoded [^>]*>.{40})./, '$1A'))).toMatch(/^reference\.digest$|^edxml\.attachment/);
    expect(await shown(right.replace('<AttachmentName>102-STN-LT.pdf', '<AttachmentName>102-STN-LT.exe'))).toBe(
      'signature.incomplete AttachmentName cid:chinh',
    );
  });

  it('over octets of a file that the manifest gives no name would leave its name to anybody', async () => {
    const whole = text().replace('<edXML:AttachmentName>102-STN-LT.pdf</edXML:AttachmentName>', '');
    expect(await shown(over(whole, ...attachmentsOf(whole)))).toBe('signature.incomplete AttachmentName cid:chinh');
  });

  it.each([
    ['an attachment more', /<Attachment>[\s\S]*?<\/Attachment>/, (one: string) => `${one}${one}`, 'edxml.attachment-duplicate'],
    ['another envelope', /<AttachmentEncoded>/, (one: string) => `<edXMLEnvelope/>${one}`, 'edxml.repeated'],
    [
      'another header in an element of no meaning',
      /<AttachmentEncoded>/,
      (one: string) => `<x><edXMLHeader><MessageHeader/></edXMLHeader></x>${one}`,
      'edxml.repeated',
    ],
    ['a subject before it', /(?=<edXML:edXMLEnvelope)/, () => '<x><Subject>Khác</Subject></x>', 'edxml.structure'],
    ['a receiver among the attachments', /<Attachment>/, (one: string) => `${one}<To><OrganId>H26.91.02</OrganId></To>`, 'edxml.structure'],
    ['business inside of the signature', /<KeyInfo>/, (one: string) => `<Object><Bussiness xmlns="" /></Object>${one}`, 'edxml.structure'],
  ])('is not joined by %s, which another reader might find', async (_, at, change, code) => {
    const whole = text('01-new-one-receiver');
    const right = over(whole, ...attachmentsOf(whole));
    expect(await shown(right.replace(at, change))).toBe(code);
  });
});

describe('a signature over the whole document', () => {
  it('shows all of it without the signature, of whatever kind', async () => {
    const message = await shown(sample('10-signed'));
    const document = edxmlDocument(Buffer.from(sample('10-signed')));
    expect(message).toMatchObject({ type: 'edxml.new', id: document.fields.kind === 'edoc' && document.fields.MessageHeader.DocumentId });
    const { fields, signatures } = (message as Exclude<typeof message, string>).document;
    expect({ ...fields, Signature: undefined }).toEqual({ ...document.fields, Signature: undefined });
    expect(signatures).toEqual([]);
  });

  it.each([
    ['two signatures', 'signature.several', (text: string) => text.replace(/(<Signature>[\s\S]*<\/Signature>)/, '$1$1')],
    ['a header that is wrapped into the signature', 'edxml.repeated', wrapped],
    [
      'a second header beside the first',
      'edxml.repeated',
      (text: string) => text.replace(/(<edXML:MessageHeader>[\s\S]*<\/edXML:MessageHeader>)/, '$1$1'),
    ],
    ['a changed receiver', 'reference.digest', (text: string) => text.replace('>H26.91.01<', '>H26.91.02<')],
  ])('is refused with %s', async (_, code, change) => {
    expect(await shown(change(sample('10-signed')))).toBe(code);
  });

  it('is refused when two elements have the Id that it names', async () => {
    const whole = withEnvelopeId(sample('01-new-one-receiver'));
    const right = signed(whole, { by, namespace: dsNamespace, references: [envelopeReference(whole), ...attachmentsOf(whole)] });
    expect(await shown(right.replace('<AttachmentEncoded>', '<AttachmentEncoded Id="edXMLEnvelope">'))).toBe('xml.duplicate-id');
  });
});

it('a document without a signature claims none', async () => {
  expect(await shown(sample('01-new-one-receiver'))).toBe('none');
});

function wrapped(text: string): string {
  const header = /<edXML:MessageHeader>[\s\S]*<\/edXML:MessageHeader>/.exec(text)?.[0] ?? '';
  return text.replace('>H26.91.01<', '>H26.91.02<').replace('</Signature>', `<Object>${header}</Object></Signature>`);
}
