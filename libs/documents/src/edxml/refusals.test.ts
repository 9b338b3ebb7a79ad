import { readEdxml } from './read-edxml';
import { changed, sample, type SampleName } from './testing/samples.test-kit';

type Change = readonly [from: string | RegExp, to: string];
const one = '01-new-one-receiver' as const;

const outcome = (bytes: Uint8Array): unknown => {
  const { refusal } = readEdxml(bytes);
  return refusal ? [refusal.code, refusal.field] : 'read';
};

const cases: readonly (readonly [what: string, sample: SampleName, changes: readonly Change[], code: string, field?: string])[] = [
  ['no sender', one, [[/<edXML:From>[\s\S]*<\/edXML:From>/, '']], 'edxml.missing', 'MessageHeader/From'],
  ['no receiver', one, [[/<edXML:To>[\s\S]*<\/edXML:To>/, '']], 'edxml.receiver-missing', 'MessageHeader/To'],
  ['no document id', one, [[/<edXML:DocumentId>.*<\/edXML:DocumentId>/, '']], 'edxml.missing', 'MessageHeader/DocumentId'],
  [
    'an empty document id',
    one,
    [[/(?<=<edXML:DocumentId>).*(?=<\/edXML:DocumentId>)/, ' \t']],
    'edxml.missing',
    'MessageHeader/DocumentId',
  ],
  [
    'two document ids',
    one,
    [['<edXML:Code>', '<edXML:DocumentId>x</edXML:DocumentId><edXML:Code>']],
    'edxml.repeated',
    'MessageHeader/DocumentId',
  ],
  ['no subject', one, [[/<edXML:Subject>.*<\/edXML:Subject>/, '']], 'edxml.missing', 'MessageHeader/Subject'],
  ['two headers', one, [['</edXML:MessageHeader>', '</edXML:MessageHeader><edXML:MessageHeader/>']], 'edxml.repeated', 'MessageHeader'],
  ['a header in the body', one, [['<edXML:edXMLBody>', '<edXML:edXMLBody><edXML:MessageHeader/>']], 'edxml.repeated', 'MessageHeader'],
  ['two envelopes', one, [['</edXML:edXMLEnvelope>', '</edXML:edXMLEnvelope><edXMLEnvelope/>']], 'edxml.repeated', 'edXMLEnvelope'],
  [
    'two lists of attachments',
    one,
    [['</AttachmentEncoded>', '</AttachmentEncoded><AttachmentEncoded/>']],
    'edxml.repeated',
    'AttachmentEncoded',
  ],
  [
    'a header inside a signature',
    '10-signed',
    [['<KeyInfo>', '<Object><MessageHeader/></Object><KeyInfo>']],
    'edxml.repeated',
    'MessageHeader',
  ],
  [
    'a header of another namespace',
    one,
    [['<edXML:MessageHeader>', '<edXML:MessageHeader xmlns:edXML="urn:x">']],
    'edxml.foreign-element',
    'MessageHeader',
  ],
  [
    'a field of another namespace',
    one,
    [['<edXML:Code>', '<Subject xmlns="urn:x">Khác</Subject><edXML:Code>']],
    'edxml.foreign-element',
    'Subject',
  ],
  [
    'another root',
    one,
    [
      [/<edXML xmlns/, '<edoc xmlns'],
      ['</edXML>', '</edoc>'],
    ],
    'edxml.root',
    'edoc',
  ],
  ['a month 13', one, [['>2026/11/20<', '>2026/13/45<']], 'edxml.date', 'MessageHeader/PromulgationInfo/PromulgationDate'],
  ['a 30 February', one, [['>2026/11/30<', '>2026/02/30<']], 'edxml.date', 'MessageHeader/DueDate'],
  ['no leap year', one, [['>2026/11/30<', '>2025/02/29<']], 'edxml.date', 'MessageHeader/DueDate'],
  ['a day in ISO form', one, [['>2026/11/30<', '>2026-11-30<']], 'edxml.date', 'MessageHeader/DueDate'],
  ['a month of one digit', one, [['>2026/11/30<', '>2026/1/30<']], 'edxml.date', 'MessageHeader/DueDate'],
  ['a day before the month', one, [['>2026/11/30<', '>30/11/2026<']], 'edxml.date', 'MessageHeader/DueDate'],
  ['an hour 24', one, [['2026/11/20 09:15:30', '2026/11/20 24:00:00']], 'edxml.time', 'TraceHeaderList/TraceHeader[1]/Timestamp'],
  ['a time without seconds', '08-status-accepted', [['2026/11/20 10:05:00', '2026/11/20 10:05']], 'edxml.time', 'MessageHeader/Timestamp'],
  [
    'an impossible day in the document id',
    one,
    [['H26.90,2026/11/20,', 'H26.90,2026/13/45,']],
    'edxml.document-id',
    'MessageHeader/DocumentId',
  ],
  ['a bad code in the document id', one, [['H26.90,2026/11/20,', 'Hà Nội,2026/11/20,']], 'edxml.document-id', 'MessageHeader/DocumentId'],
  ['a bad sender', one, [['>H26.90<', '>h26.90<']], 'edxml.organisation-code', 'MessageHeader/From/OrganId'],
  ['a bad receiver', '02-new-many-receivers', [['>G99<', '>G9<']], 'edxml.organisation-code', 'MessageHeader/To[4]/OrganId'],
  ['a receiver without a code', one, [['>H26.91.01<', '><']], 'edxml.missing', 'MessageHeader/To[1]/OrganId'],
  [
    'a receiver twice',
    '02-new-many-receivers',
    [['>H26.91.02<', '>H26.91.01<']],
    'edxml.receiver-duplicate',
    'MessageHeader/To[2]/OrganId',
  ],
  [
    'two codes of one receiver',
    one,
    [['<edXML:OrganId>H26.91.01', '<edXML:OrganId>H26.91.02</edXML:OrganId><edXML:OrganId>H26.91.01']],
    'edxml.repeated',
    'MessageHeader/To[1]/OrganId',
  ],
  ['a subject of 501 letters', one, [[/(?<=<edXML:Subject>).*(?=<\/)/, 'ế'.repeat(501)]], 'edxml.too-long', 'MessageHeader/Subject'],
  ['a content of 501 letters', one, [[/(?<=<edXML:Content>).*(?=<\/)/, 'ế'.repeat(501)]], 'edxml.too-long', 'MessageHeader/Content'],
  [
    'a place of 151 letters',
    '02-new-many-receivers',
    [['>Như trên<', `>${'ế'.repeat(151)}<`]],
    'edxml.too-long',
    'MessageHeader/ToPlaces/Place[1]',
  ],
  [
    'an appendix of 251 letters',
    '02-new-many-receivers',
    [['>Phụ lục I – Danh mục thủ tục<', `>${'ế'.repeat(251)}<`]],
    'edxml.too-long',
    'MessageHeader/OtherInfo/Appendixes/Appendix[1]',
  ],
  [
    'a name of 201 letters',
    one,
    [[/(?<=<AttachmentName>)/, 'x'.repeat(190)]],
    'edxml.too-long',
    'AttachmentEncoded/Attachment[1]/AttachmentName',
  ],
  ['a number that is none', one, [['<edXML:Type>18', '<edXML:Type>mười tám']], 'edxml.number', 'MessageHeader/DocumentType/Type'],
  ['a direction that is none', one, [['>false<', '>có<']], 'edxml.boolean', 'MessageHeader/OtherInfo/Direction'],
  ['a priority that is none', one, [['<edXML:Priority>0', '<edXML:Priority>5']], 'edxml.code-unknown', 'MessageHeader/OtherInfo/Priority'],
  [
    'a kind of business that is none',
    one,
    [['<edXML:BussinessDocType>0', '<edXML:BussinessDocType>4']],
    'edxml.code-unknown',
    'TraceHeaderList/Bussiness/BussinessDocType',
  ],
  [
    'a replacement of nothing',
    '07-replacement',
    [[/<edXML:ReplacementInfoList>[\s\S]*<\/edXML:ReplacementInfoList>/, '']],
    'edxml.replaced-missing',
    'TraceHeaderList/Bussiness/ReplacementInfoList',
  ],
  ['a status that is none', '08-status-accepted', [['>03<', '>07<']], 'edxml.status-unknown', 'MessageHeader/StatusCode'],
  [
    'a refusal without a reason',
    '09-status-refused',
    [[/<edXML:Description>.*<\/edXML:Description>/, '']],
    'edxml.reason-missing',
    'MessageHeader/Description',
  ],
  [
    'a refused recall without a reason',
    '08-status-accepted',
    [
      ['>03<', '>16<'],
      ['>Đã tiếp nhận văn bản<', '> <'],
    ],
    'edxml.reason-missing',
    'MessageHeader/Description',
  ],
  [
    'a status about nothing',
    '08-status-accepted',
    [[/<edXML:DocumentId>.*<\/edXML:DocumentId>/, '']],
    'edxml.missing',
    'MessageHeader/ResponseFor/DocumentId',
  ],
  [
    'a status that is a document too',
    '08-status-accepted',
    [['<edXML:StatusCode>', '<edXML:Subject>x</edXML:Subject><edXML:StatusCode>']],
    'edxml.kind-ambiguous',
    'MessageHeader/Subject',
  ],
  ['a comment in a value', one, [['>Công văn<', '>Công<!-- --> văn<']], 'edxml.value-markup', 'MessageHeader/DocumentType/TypeName'],
  ['an instruction in a value', one, [['>Công văn<', '>Công<?x y?> văn<']], 'edxml.value-markup', 'MessageHeader/DocumentType/TypeName'],
  ['an instruction between elements', one, [['<edXML:Code>', '<?x y?><edXML:Code>']], 'edxml.processing-instruction', 'MessageHeader'],
  ['an element in a value', one, [['>Công văn<', '><b>Công</b> văn<']], 'edxml.value-markup', 'MessageHeader/DocumentType/TypeName'],
  ['text between elements', one, [['<edXML:Code>', 'x<edXML:Code>']], 'edxml.structure', 'MessageHeader'],
  ['a control character', one, [['>Công văn<', '>Công&#x85;văn<']], 'edxml.character', 'MessageHeader/DocumentType/TypeName'],
  [
    'no attachment at all',
    one,
    [
      [/<AttachmentEncoded>[\s\S]*<\/AttachmentEncoded>/, ''],
      [/<edXML:Reference>[\s\S]*<\/edXML:Reference>/, ''],
    ],
    'edxml.attachment-none',
    'AttachmentEncoded',
  ],
  [
    'an attachment that did not come',
    '10-signed',
    [[/<Attachment>\s*<ContentId>cid:att-2[\s\S]*?<\/Attachment>/, '']],
    'edxml.attachment-missing',
    'edXMLManifest/Reference[2]/ContentId',
  ],
  [
    'an attachment that nobody listed',
    one,
    [[/<edXML:Reference>[\s\S]*<\/edXML:Reference>/, '']],
    'edxml.attachment-unreferenced',
    'AttachmentEncoded/Attachment[1]/ContentId',
  ],
  [
    'two attachments of one id',
    '10-signed',
    [['<ContentId>cid:att-2', '<ContentId>att-1']],
    'edxml.attachment-duplicate',
    'AttachmentEncoded/Attachment[2]/ContentId',
  ],
  [
    'two ids in one reference',
    one,
    [['<edXML:Reference>', '<edXML:Reference xmlns:x="http://www.w3.org/1999/xlink" x:href="cid:att-2">']],
    'edxml.attachment-unreferenced',
    'edXMLManifest/Reference[1]/ContentId',
  ],
  [
    'a name that leads elsewhere',
    one,
    [['<AttachmentName>101-STN-LT.pdf', '<AttachmentName>../../101.pdf']],
    'edxml.attachment-name',
    'AttachmentEncoded/Attachment[1]/AttachmentName',
  ],
  [
    'a name that reads backwards',
    one,
    [['<AttachmentName>101-STN-LT.pdf', '<AttachmentName>101\u202efdp.exe']],
    'edxml.attachment-name',
    'AttachmentEncoded/Attachment[1]/AttachmentName',
  ],
  [
    'content that is not base64',
    one,
    [['>JVBERi0xLjQK', '>JVBERi0xLjQK*']],
    'edxml.attachment-encoding',
    'AttachmentEncoded/Attachment[1]/ContentTransferEncoded',
  ],
  [
    'base64 of a wrong length',
    one,
    [['>JVBERi0xLjQK', '>JVBERi0xLjQKA']],
    'edxml.attachment-encoding',
    'AttachmentEncoded/Attachment[1]/ContentTransferEncoded',
  ],
  [
    'an empty attachment',
    one,
    [[/(?<=ContentTransferEncoded [^>]*>)[^<]*/, '']],
    'edxml.attachment-empty',
    'AttachmentEncoded/Attachment[1]/ContentTransferEncoded',
  ],
  [
    'a second subject in no namespace',
    one,
    [['<edXML:Code>', '<Subject xmlns="">Khác</Subject><edXML:Code>']],
    'edxml.repeated',
    'MessageHeader/Subject',
  ],
  ['a root in no namespace', one, [[/<edXML xmlns="[^"]*"/, '<edXML']], 'edxml.root', 'edXML'],
  [
    '21 signatures',
    one,
    [['</edXML:edXMLHeader>', `${'<Signature><x/></Signature>'.repeat(21)}</edXML:edXMLHeader>`]],
    'edxml.too-many',
    'Signature',
  ],
  ['a DOCTYPE', one, [['<edXML xmlns', '<!DOCTYPE edXML><edXML xmlns']], 'edxml.doctype'],
  [
    'an entity bomb',
    one,
    [
      ['<edXML xmlns', '<!DOCTYPE edXML [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><edXML xmlns'],
      ['>Công văn<', '>&b;<'],
    ],
    'edxml.doctype',
  ],
  ['an entity from outside', one, [['<edXML xmlns', '<!DOCTYPE edXML SYSTEM "file:///etc/passwd"><edXML xmlns']], 'edxml.doctype'],
  ['an entity that nobody declared', one, [['>Công văn<', '>&xxe;<']], 'edxml.malformed'],
  ['XML 1.1', one, [['version="1.0"', 'version="1.1"']], 'edxml.version'],
  ['another encoding', one, [['encoding="UTF-8"', 'encoding="ISO-8859-1"']], 'edxml.encoding'],
];

it.each(cases.map(([what, name, changes, code, field]) => ({ what, name, changes, code, field })))(
  'refuses $what',
  ({ name, changes, code, field }) => {
    expect(outcome(changed(name, ...changes))).toEqual([code, field]);
  },
);

it('takes values that are just short enough', () => {
  const letters = (element: string, count: number): Change => [new RegExp(`(?<=<edXML:${element}>).*(?=</)`), 'ế'.repeat(count)];
  expect(outcome(changed(one, letters('Subject', 500), letters('Content', 500)))).toBe('read');
});

it('says where, in Vietnamese and in English', () => {
  const bytes = changed(one, ['>2026/11/30<', '>2026/02/30<']);
  const line = bytes.toString().slice(0, bytes.toString().indexOf('<edXML:DueDate>')).split('\r\n').length;
  expect(readEdxml(bytes).refusal).toEqual({
    ...{ kind: 'refused', code: 'edxml.date', field: 'MessageHeader/DueDate', line, column: 9 },
    vi: 'Ngày không đúng dạng yyyy/MM/dd hoặc không có thật',
    en: 'A date is not of the form yyyy/MM/dd, or no calendar has it',
  });
});

it.each<[string, Uint8Array, string, string]>([
  [
    'octets that are not UTF-8',
    Buffer.concat([sample(one).subarray(0, 300), Buffer.from([0xc3, 0x28]), sample(one).subarray(300)]),
    'edxml.malformed',
    'unreadable',
  ],
  ['UTF-16', Buffer.from(`\uFEFF${sample(one).toString().replace('UTF-8', 'UTF-16')}`, 'utf16le'), 'edxml.encoding', 'refused'],
  [
    'a letter in more octets than it needs',
    Buffer.concat([sample(one).subarray(0, 300), Buffer.from([0xc0, 0xbc]), sample(one).subarray(300)]),
    'edxml.malformed',
    'unreadable',
  ],
  ['UTF-16 with neither mark nor declaration', Buffer.from(sample(one).toString(), 'utf16le'), 'edxml.encoding', 'refused'],
  ['UTF-7', Buffer.from(sample(one).toString().replace('UTF-8', 'UTF-7')), 'edxml.encoding', 'refused'],
  ['a character that XML does not have', changed(one, ['>Công văn<', '>Công&#x1;văn<']), 'edxml.malformed', 'unreadable'],
  ['half a file', sample(one).subarray(0, 3000), 'edxml.malformed', 'unreadable'],
  ['nothing', Buffer.alloc(0), 'edxml.malformed', 'unreadable'],
  ['other XML', Buffer.from('<a/>'), 'edxml.root', 'unreadable'],
])('tells %s', (_, bytes, code, kind) => {
  expect(readEdxml(bytes).refusal).toMatchObject({ code, kind });
});
