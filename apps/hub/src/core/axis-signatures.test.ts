import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { documentAxisAdapter } from '@lienthong/adapter-document-axis';
import { edxmlDocument, readEdxml } from '@lienthong/documents';
import { Failure, type RawMessage } from '@lienthong/message';
import { ClaimReader } from '@lienthong/trust';
import { hierarchy, type Issued } from '../../../../libs/trust/src/x509/testing/pki.test-kit';
import { dsNamespace, edxmlNamespace, headerReference, signed, type Signed, withHeaderId } from '../document/testing/sign-edxml.test-kit';

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
  const text = (name = '02-new-many-receivers'): string => withHeaderId(sample(name));

  it.each(['transferred', 'file'] as const)(
    'over the header and the attachments as %s is enough, and nothing else is visible',
    async (form) => {
      const whole = text();
      const message = await shown(signed(whole, { by, namespace, references: [headerReference(whole), ...attachmentsOf(whole, form)] }));
      expect(message).toMatchObject({ type: 'edxml.new', document: { fields: { TraceHeaderList: undefined } } });
      const { document } = message as Exclude<typeof message, string>;
      const original = edxmlDocument(Buffer.from(whole));
      expect(document.fields.MessageHeader).toEqual(original.fields.MessageHeader);
      expect(document.attachments.map(({ file }) => Buffer.from(file))).toEqual(original.attachments.map((one) => Buffer.from(one[form])));
      expect(JSON.stringify(document.fields)).not.toContain(original.attachments[0]?.name);
    },
  );

  it('that leaves the header or an attachment out is not enough', async () => {
    const whole = text();
    const [first, ...others] = attachmentsOf(whole);
    expect(await shown(signed(whole, { by, namespace, references: attachmentsOf(whole) }))).toBe(
      `uncovered {${edxmlNamespace}}MessageHeader`,
    );
    expect(await shown(signed(whole, { by, namespace, references: [headerReference(whole), ...others] }))).toBe(
      `signature.incomplete ${first?.uri ?? ''}`,
    );
  });

  it('holds for no other header and no other attachment', async () => {
    const whole = text();
    const right = signed(whole, { by, namespace, references: [headerReference(whole), ...attachmentsOf(whole)] });
    expect(await shown(right.replace('<edXML:Subject>', '<edXML:Subject>Khẩn: '))).toBe('reference.digest');
    expect(await shown(right.replace(/(ContentTransferEncoded [^>]*>.{40})./, '$1A'))).toMatch(/^reference\.digest$|^edxml\.attachment/);
  });

  it('over the header alone makes no recall: what is wanted done would be anybody’s', async () => {
    const recall = text('05-recall');
    const references = [headerReference(recall), ...attachmentsOf(recall)];
    expect(await shown(signed(recall, { by, namespace, references }))).toBe('signature.incomplete Bussiness');
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
    const whole = withHeaderId(sample('01-new-one-receiver'));
    const right = signed(whole, { by, namespace: dsNamespace, references: [headerReference(whole), ...attachmentsOf(whole)] });
    expect(await shown(right.replace('<edXML:edXMLBody>', '<edXML:edXMLBody Id="header">'))).toBe('xml.duplicate-id');
  });
});

it('a document without a signature claims none', async () => {
  expect(await shown(sample('01-new-one-receiver'))).toBe('none');
});

function wrapped(text: string): string {
  const header = /<edXML:MessageHeader>[\s\S]*<\/edXML:MessageHeader>/.exec(text)?.[0] ?? '';
  return text.replace('>H26.91.01<', '>H26.91.02<').replace('</Signature>', `<Object>${header}</Object></Signature>`);
}
