import type { EdxmlFields } from '@lienthong/documents';
import { type Lang, explained, print } from '../terminal';
import { plain } from '../verify/print-verdict';
import { standingWords } from '../verify/words';
import type { AttachmentSignature, DocumentReport, TransportSignature } from './report';

const words = {
  accept: { vi: 'NHẬN ĐƯỢC', en: 'ACCEPT' },
  reject: { vi: 'KHÔNG NHẬN', en: 'REJECT' },
  from: { vi: 'Nơi gửi', en: 'From' },
  to: { vi: 'Nơi nhận', en: 'To' },
  subject: { vi: 'Trích yếu', en: 'Subject' },
  attachment: { vi: 'Tệp đính kèm', en: 'Attachment' },
  status: { vi: 'Trạng thái', en: 'Status' },
  signature: { vi: 'Chữ ký trên văn bản', en: 'Signature over the message' },
  within: { vi: 'Chữ ký trong tệp đính kèm', en: 'Signature inside an attachment' },
  none: { vi: 'Không có chữ ký trên văn bản: chỉ để tham khảo', en: 'No signature over the message: for reference only' },
  covered: { vi: 'có bao trùm phần đầu', en: 'covers the header' },
  uncovered: { vi: 'không bao trùm phần đầu', en: 'does not cover the header' },
  unjudged: { vi: 'chưa xét người ký (không có --trust)', en: 'who signed was not judged (no --trust)' },
  place: { vi: 'dòng', en: 'line' },
} as const;

const integrity = {
  right: { vi: 'đúng như khi ký', en: 'as it was signed' },
  wrong: { vi: 'KHÔNG khớp', en: 'does NOT match' },
  open: { vi: 'thiếu phần đã ký', en: 'something signed is missing' },
} as const;

/** For a person at a terminal. */
export function printReport(file: string, report: DocumentReport, lang: Lang): void {
  const { outcome, fault, fields, signatures, attachmentSignatures, isJudged } = report;
  print(plain(`${file}: ${words[outcome][lang]}`));
  if (fault) {
    const place = [fault.field, fault.line === undefined ? undefined : `${words.place[lang]} ${fault.line}:${fault.column}`].filter(
      Boolean,
    );
    print(plain(`  ${explained(fault.code, lang)}${place.length > 0 ? ` (${place.join(', ')})` : ''}`));
  }
  if (isEdxml(fields)) linesOf(fields, lang).forEach((line) => print(plain(`  ${line}`)));
  if (isEdxml(fields) && signatures.length === 0) print(`  ${words.none[lang]}`);
  for (const one of signatures) print(plain(`  ${transportLine(one, isJudged, lang)}`));
  for (const one of attachmentSignatures) print(plain(`  ${withinLine(one, isJudged, lang)}`));
}

const isEdxml = (fields: object | null): fields is EdxmlFields => fields !== null && 'MessageHeader' in fields;

function linesOf(fields: EdxmlFields, lang: Lang): string[] {
  const { From } = fields.MessageHeader;
  const from = `${words.from[lang]}: ${From.OrganId} ${From.OrganName ?? ''}`;
  if (fields.kind === 'status') {
    const { ResponseFor, StatusCode, Description = '' } = fields.MessageHeader;
    return [from, `${words.status[lang]}: ${StatusCode} ${Description} (${ResponseFor.DocumentId})`];
  }
  const { To, DocumentId, Subject } = fields.MessageHeader;
  return [
    DocumentId,
    from,
    ...To.map(({ OrganId, OrganName = '' }) => `${words.to[lang]}: ${OrganId} ${OrganName}`),
    `${words.subject[lang]}: ${Subject}`,
    ...fields.Attachment.map(({ AttachmentName, bytes, sha256 }) => `${words.attachment[lang]}: ${AttachmentName} (${bytes}) ${sha256}`),
  ];
}

const transportLine = ({ integrity: kept, coversHeader, verdict }: TransportSignature, isJudged: boolean, lang: Lang): string =>
  [
    `${words.signature[lang]}: ${verdict.signer?.subject ?? '?'}`,
    `${integrity[kept][lang]}, ${(coversHeader ? words.covered : words.uncovered)[lang]}`,
    isJudged ? standingWords[verdict.whenSigned.standing][lang] : words.unjudged[lang],
  ].join(' · ');

const withinLine = ({ name, integrity: kept, verdict, unreadable }: AttachmentSignature, isJudged: boolean, lang: Lang): string =>
  [
    `${words.within[lang]} ${name}: ${verdict?.signer?.subject ?? unreadable ?? '?'}`,
    integrity[kept][lang],
    ...(verdict ? [isJudged ? standingWords[verdict.whenSigned.standing][lang] : words.unjudged[lang]] : []),
  ].join(' · ');
