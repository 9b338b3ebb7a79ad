import { zipOne } from './attachment/zip-one';
import type { DocumentFields } from './model';
import { readEdxml } from './read-edxml';
import { changed, expected, sample, type SampleName, sampleNames } from './testing/samples.test-kit';
import { variants } from './testing/variants.test-kit';

const fieldsOf = (bytes: Uint8Array): unknown => {
  const { document, refusal } = readEdxml(bytes);
  return refusal ?? (JSON.parse(JSON.stringify(document.fields)) as unknown);
};
const one = '01-new-one-receiver' as const;

describe('samples of the national library', () => {
  it.each(sampleNames)('%s says what the library reads in it', (name) => {
    expect(fieldsOf(sample(name))).toEqual(expected(name));
  });

  it.each<[SampleName, string]>([
    [one, 'new'],
    ['05-recall', 'recall'],
    ['06-update', 'update'],
    ['07-replacement', 'replacement'],
    ['09-status-refused', 'status'],
  ])('%s is of kind %s', (name, kind) => {
    expect(readEdxml(sample(name)).document?.kind).toBe(kind);
  });

  it('each part is found again in the bytes', () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), sample('10-signed')]);
    const { document } = readEdxml(bytes);
    const of = ({ start, end } = { start: 0, end: 0 }): string => bytes.toString('utf8', start, end);
    expect(of(document?.parts.messageHeader)).toMatch(/^<edXML:MessageHeader>[\s\S]*<\/edXML:MessageHeader>$/);
    expect(of(document?.parts.envelope)).toMatch(/^<edXML:edXMLEnvelope [\s\S]*<\/edXML:edXMLEnvelope>$/);
    expect(document?.parts.signatures.map(of)).toEqual([expect.stringMatching(/^<Signature>[\s\S]*<\/Signature>$/)]);
    expect(document?.attachments.map(({ range, transferred }) => Buffer.from(of(range), 'base64').equals(transferred))).toEqual([
      true,
      true,
    ]);
  });
});

it.each(Object.entries(variants))('reads %s', (_, variant) => {
  expect(fieldsOf(variant())).toEqual(expected(one));
});

it('what need not be there may be missing: of the header all but sender, receiver, id and subject', () => {
  const organisation = (name: string, id: string): string => `<edXML:${name}><edXML:OrganId>${id}</edXML:OrganId></edXML:${name}>`;
  const least = changed(
    one,
    [
      /(?<=<edXML:MessageHeader>)[\s\S]*(?=<\/edXML:MessageHeader>)/,
      `${organisation('From', 'H26.90')}${organisation('To', 'H26.91.01')}<edXML:DocumentId>1</edXML:DocumentId><edXML:Subject>a</edXML:Subject>`,
    ],
    [/<edXML:TraceHeaderList>[\s\S]*<\/edXML:TraceHeaderList>/, ''],
    [/(?<=<edXML:Reference>)[\s\S]*(?=<\/edXML:Reference>)/, '<edXML:ContentId>cid:att-1</edXML:ContentId>'],
    [/<ContentType>.*<\/ContentType>/, ''],
  );
  const { MessageHeader, Manifest, ...rest } = readEdxml(least).document?.fields as DocumentFields;
  expect(JSON.parse(JSON.stringify({ MessageHeader, Manifest }))).toEqual({
    MessageHeader: { From: { OrganId: 'H26.90' }, To: [{ OrganId: 'H26.91.01' }], DocumentId: '1', Subject: 'a' },
    Manifest: [{ ContentId: 'att-1' }],
  });
  expect([rest.TraceHeaderList, readEdxml(least).document?.kind]).toEqual([undefined, 'new']);
});

describe('ids and wrappings', () => {
  it('an id that the library made itself has cid: twice and shows one', () => {
    const bytes = Buffer.from(sample(one).toString().replaceAll('cid:att-1', 'cid:cid:f81d4fae'));
    expect(fieldsOf(bytes)).toMatchObject({ Manifest: [{ ContentId: 'cid:f81d4fae' }], Attachment: [{ ContentId: 'cid:f81d4fae' }] });
  });

  it.each(['H26.90.2026.000101', '5f0c2a0e-8f0b-4d3a-9c57-1d1f0b0e7a11', '000.90.15.H26,2026/11/20,7816/VPCP-TTĐT'])(
    'takes the document id %s',
    (id) => {
      expect(fieldsOf(changed(one, ['>H26.90,2026/11/20,101/STN-LT<', `>${id}<`]))).toMatchObject({ MessageHeader: { DocumentId: id } });
    },
  );

  const file = Buffer.from('%PDF-1.4 nội dung');
  const wrapped = (name: string, type: string, content: Buffer): Buffer =>
    changed(
      one,
      [/(<Attachment>[\s\S]*?<AttachmentName>)[^<]*/, `<Attachment><ContentId>cid:att-1</ContentId><AttachmentName>${name}`],
      [/<ContentType>[^<]*<\/ContentType>/, `<ContentType>${type}</ContentType><Description>x</Description>`],
      [/(?<=ContentTransferEncoded [^>]*>)[^<]*/, content.toString('base64')],
    );
  it.each<[string, Buffer, Buffer, string, string]>([
    ['a ZIP by another program, under its own type', zipOne('a.pdf', file), file, 'a.pdf', 'application/pdf'],
    ['a ZIP by the library', zipOne('a.txt', file), file, 'a.txt', 'application/zip'],
    ['a DOCX in a ZIP', zipOne('a.docx', file), file, 'a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a file that is no ZIP and is called one', file, file, 'a.pdf', 'application/zip'],
    ['a ZIP file, which is not opened', zipOne('a.txt', file), zipOne('a.txt', file), 'a.zip', 'application/zip'],
    ['a kind that nobody knows', zipOne('a', file), zipOne('a', file), 'a.bin', 'application/octet-stream'],
  ])('%s', (_, content, inner, name, type) => {
    const { document } = readEdxml(wrapped(name, type, content));
    expect(document?.attachments.map(({ file: found, transferred }) => [inner.equals(found), content.equals(transferred)])).toEqual([
      [true, true],
    ]);
  });
});
