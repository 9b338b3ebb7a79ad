import type { ErrorEntry } from './entry';

/** Attachments of electronic documents. */
export const edxmlAttachment = {
  'edxml.attachment-none': {
    vi: 'Văn bản không có tệp đính kèm',
    en: 'The document has no attachment',
    next: { vi: 'Đính kèm tệp văn bản', en: 'Attach the document’s file' },
  },
  'edxml.attachment-missing': {
    vi: 'Danh sách nêu một tệp đính kèm không có',
    en: 'The manifest names an attachment that is not there',
    next: { vi: 'Gửi đủ các tệp trong danh sách', en: 'Send every attachment of the manifest' },
  },
  'edxml.attachment-unreferenced': {
    vi: 'Có tệp đính kèm không nằm trong danh sách',
    en: 'An attachment is not in the manifest',
    next: { vi: 'Ghi tệp vào danh sách, hoặc bỏ tệp', en: 'Name it in the manifest, or leave it out' },
  },
  'edxml.attachment-duplicate': {
    vi: 'Hai tệp đính kèm trùng mã',
    en: 'Two attachments share one id',
    next: { vi: 'Đặt mã riêng cho từng tệp', en: 'Give each attachment its own id' },
  },
  'edxml.attachment-name': {
    vi: 'Tên tệp đính kèm không dùng được',
    en: 'The name of an attachment cannot be used',
    next: { vi: 'Đặt tên không có dấu gạch chéo hay ký tự điều khiển', en: 'Use a name without slashes and control characters' },
  },
  'edxml.attachment-encoding': {
    vi: 'Nội dung tệp đính kèm không phải base64',
    en: 'The content of an attachment is not base64',
    next: { vi: 'Mã hóa lại tệp bằng base64', en: 'Encode the file in base64 again' },
  },
  'edxml.attachment-empty': {
    vi: 'Tệp đính kèm rỗng',
    en: 'An attachment is empty',
    next: { vi: 'Đính kèm lại tệp', en: 'Attach the file again' },
  },
  'edxml.attachment-zip': {
    vi: 'Tệp nén của tệp đính kèm bị hỏng',
    en: 'The ZIP of an attachment is broken',
    next: { vi: 'Nén lại tệp', en: 'Make the ZIP again' },
  },
  'edxml.attachment-entries': {
    vi: 'Tệp nén phải có đúng một tệp bên trong',
    en: 'The ZIP of an attachment must hold exactly one file',
    next: { vi: 'Nén riêng từng tệp', en: 'Put each file into a ZIP of its own' },
  },
  'edxml.attachment-entry-name': {
    vi: 'Tên tệp bên trong tệp nén không dùng được',
    en: 'The name inside the ZIP of an attachment cannot be used',
    next: { vi: 'Dùng tên không có đường dẫn', en: 'Use a name without a path' },
  },
  'edxml.attachment-too-large': {
    vi: 'Tệp nén phình ra quá lớn',
    en: 'The ZIP of an attachment grows too much',
    next: { vi: 'Đính kèm tệp nhỏ hơn', en: 'Attach a smaller file' },
  },
  'edxml.attachment-signature': {
    vi: 'Chữ ký trong tệp đính kèm không khớp nội dung',
    en: 'A signature inside an attachment does not match its content',
    next: { vi: 'Xin lại tệp gốc đã ký', en: 'Ask for the signed original' },
  },
} as const satisfies Record<string, ErrorEntry>;
