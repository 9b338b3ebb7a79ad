import type { ErrorEntry } from './entry';

/** The registry of schemas: what it says to senders, and to whoever keeps it. */
export const schema = {
  'schema.mismatch': {
    vi: 'Dữ liệu không đúng lược đồ của phiên bản đã khai',
    en: 'The data does not keep the schema of the version that it names',
    next: {
      vi: 'Sửa trường nêu trong chi tiết theo lược đồ đó rồi gửi lại với mã thông điệp mới',
      en: 'Correct the named field after that schema and send again under a new id',
    },
  },
  'schema.retired': {
    vi: 'Phiên bản này của loại thông điệp không còn được nhận',
    en: 'This version of the message type is no longer taken',
    next: {
      vi: 'Gửi theo một phiên bản còn dùng nêu trong chi tiết (dataschema)',
      en: 'Send by a version that is alive, as the detail names them (dataschema)',
    },
  },
  'schema.content-type': {
    vi: 'Kiểu nội dung không phải kiểu của phiên bản này',
    en: 'The content type is not the one of this version',
    next: {
      vi: 'Ghi datacontenttype là application/json với lược đồ JSON, application/xml với XSD',
      en: 'Give datacontenttype as application/json for a JSON Schema, application/xml for an XSD',
    },
  },
  'schema.unusable': {
    vi: 'Lược đồ không dùng được',
    en: 'The schema cannot be used',
    next: { vi: 'Sửa chỗ đã nêu rồi chạy hub schema check', en: 'Correct the place that is named, then run hub schema check' },
  },
  'schema.no-version': {
    vi: 'Sổ lược đồ không có loại hoặc phiên bản này',
    en: 'The registry has no such type or version',
    next: { vi: 'Xem sổ bằng hub schema list', en: 'See the registry by hub schema list' },
  },
} as const satisfies Record<string, ErrorEntry>;
