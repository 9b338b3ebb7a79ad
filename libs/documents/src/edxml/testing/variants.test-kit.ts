import { changed, sample } from './samples.test-kit';

const text = (): string => sample('01-new-one-receiver').toString('utf8');
/** An element of the sample's own writing, with the blanks before it. */
const piece = (from: string, name: string): string =>
  new RegExp(`\\s*<(edXML:)?${name}>[\\s\\S]*?</(edXML:)?${name}>`).exec(from)?.[0] ?? '';

/** Sample 01 as other programs would have written it: what it says is the same. */
export const variants: Readonly<Record<string, () => Buffer>> = {
  'DocumentId last in MessageHeader': () => {
    const id = piece(text(), 'DocumentId');
    return changed('01-new-one-receiver', [id, ''], [/\s*<\/edXML:MessageHeader>/, `${id}</edXML:MessageHeader>`]);
  },
  'elements in reverse order': () => {
    const names = ['From', 'To', 'DocumentId', 'Code', 'PromulgationInfo', 'DocumentType', 'Subject', 'Content', 'SignerInfo', 'DueDate'];
    const pieces = [...names, 'OtherInfo', 'SteeringType'].map((name) => piece(text(), name));
    return changed('01-new-one-receiver', [
      /<edXML:MessageHeader>[\s\S]*<\/edXML:MessageHeader>/,
      `<edXML:MessageHeader>${pieces.toReversed().join('')}</edXML:MessageHeader>`,
    ]);
  },
  'the .NET library': () => {
    const trace = piece(text(), 'TraceHeader');
    const attributes = 'id="0f8fad5b" version="1.0" mustUnderstand="1" actor="http://schemas.xmlsoap.org/soap/actor/next"';
    return changed(
      '01-new-one-receiver',
      ['<edXML xmlns=', '<edXML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns='],
      [trace, ''],
      ['<edXML:TraceHeaderList>', `<edXML:TraceHeaderList ${attributes}>${trace}`],
      ['</edXML:TraceHeaderList>', '</edXML:TraceHeaderList><edXML:DigitalSignature />'],
      [
        '<edXML:Reference>',
        '<edXML:Reference xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="cid:att-1" xlink:role="XLinkRole" xlink:type="simple">',
      ],
      ['<edXML:Priority>', '<edXML:Appendixes><edXML:Appendix></edXML:Appendix></edXML:Appendixes><edXML:Priority>'],
      ['<edXML:Direction>false', '<edXML:Direction>False'],
      ['<ContentId>cid:att-1', '<ContentId>att-1'],
    );
  },
  'only xlink:href in the manifest': () =>
    changed(
      '01-new-one-receiver',
      [/<edXML:ContentId>cid:att-1<\/edXML:ContentId>/, ''],
      ['<edXML:Reference>', '<edXML:Reference xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="cid:att-1">'],
    ),
  'no cid: before the id of the attachment': () => changed('01-new-one-receiver', ['<ContentId>cid:att-1', '<ContentId>att-1']),
  'no line ends': () => Buffer.from(text().replace(/\r\n\s*/g, '')),
  'a byte order mark': () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), sample('01-new-one-receiver')]),
  'one prefix for everything': () =>
    changed(
      '01-new-one-receiver',
      ['<edXML xmlns=', '<e:edXML xmlns:e="http://www.mic.gov.vn/TBT/QCVN_102_2016" xmlns='],
      ['</edXML>', '</e:edXML>'],
    ),
  'the default namespace for everything': () => Buffer.from(text().replaceAll('<edXML:', '<').replaceAll('</edXML:', '</')),
  'the older namespace and casing': () =>
    Buffer.from(
      text()
        .replaceAll('http://www.mic.gov.vn/TBT/QCVN_102_2016', 'http://www.e-doc.vn/Schema/')
        .replaceAll(/edXML(?=[ >])/g, 'EdXML'),
    ),
  'base64 in lines of 76': () =>
    Buffer.from(
      text().replace(
        /(ContentTransferEncoded [^>]*>)([^<]*)/,
        (_, tag: string, base64: string) => `${tag}\r\n${base64.replace(/.{76}/g, '$&\r\n')}\r\n`,
      ),
    ),
  'values with blanks around, CDATA and references': () =>
    changed(
      '01-new-one-receiver',
      ['>H26.91.01<', '>\r\n  H26.91.01 <'],
      ['>Công văn<', '><![CDATA[Công]]> v&#259;n<'],
      ['>2026/11/30<', '> 2026/11/30\t<'],
    ),
  'attachments in no namespace': () => changed('01-new-one-receiver', ['<Attachment>', '<Attachment xmlns="">']),
  'comments between elements': () => changed('01-new-one-receiver', ['<edXML:Subject>', '<!-- trích yếu --><edXML:Subject>']),
  'the line end that clients add to a file, and blank lines': () => Buffer.from(`${text()}\r\n\r\n`),
  'no XML declaration': () => changed('01-new-one-receiver', [/^<\?xml.*\?>\s*/, '']),
  'an XML declaration in other quotes and case': () =>
    changed('01-new-one-receiver', ['<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0' encoding='utf-8' standalone='yes'?>"]),
  'CID: in capital letters': () => changed('01-new-one-receiver', ['<ContentId>cid:att-1', '<ContentId>CID:att-1']),
  'empty elements instead of none': () =>
    changed('01-new-one-receiver', [
      '</edXML:MessageHeader>',
      '<edXML:ToPlaces/><edXML:ResponseForTask><edXML:TaskCode/></edXML:ResponseForTask><edXML:ApplicationType> </edXML:ApplicationType></edXML:MessageHeader>',
    ]),
  'the list of attachments before the envelope': () => {
    const list = piece(text(), 'AttachmentEncoded');
    return changed('01-new-one-receiver', [list, ''], [/(?=\s*<edXML:edXMLEnvelope)/, list]);
  },
  'elements that nobody knows': () =>
    changed('01-new-one-receiver', ['<edXML:Subject>', '<edXML:Amendment2022>x</edXML:Amendment2022><edXML:Subject>']),
};
