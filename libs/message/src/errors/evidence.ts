import type { ErrorEntry } from './entry';

/** The log, its files and the receipts made from them. */
export const evidence = {
  'evidence.malformed': {
    vi: 'Tệp bằng chứng không đúng định dạng',
    en: 'A file of evidence cannot be read',
    next: { vi: 'Lấy lại biên nhận từ trục liên thông', en: 'Export the receipt again' },
  },
  'evidence.untrusted': {
    vi: 'Chữ ký trên điểm kiểm của nhật ký không khớp khoá nhật ký',
    en: "The checkpoint is not signed by the log's key",
    next: { vi: 'Dùng đúng khoá công khai của nhật ký', en: 'Use the public key that belongs to this log' },
  },
  'evidence.unstorable': {
    vi: 'Dữ liệu không thể ghi thành bản ghi bằng chứng',
    en: 'The data cannot be written as a record of evidence',
    next: { vi: 'Báo người vận hành', en: 'Tell the operator' },
  },
  'evidence.tile-missing': {
    vi: 'Thiếu tệp của nhật ký',
    en: 'A file of the log is missing',
    next: { vi: 'Khôi phục thư mục nhật ký từ bản sao lưu', en: "Restore the log's folder from its backup" },
  },
  'evidence.older-tree': {
    vi: 'Cơ sở dữ liệu cũ hơn điểm kiểm đã công bố',
    en: 'The database is older than the published checkpoint',
    next: { vi: 'Không ký tiếp: khôi phục bản cơ sở dữ liệu mới nhất', en: 'Nothing is signed: restore the newest database' },
  },
  'evidence.forked-tree': {
    vi: 'Nhật ký trong cơ sở dữ liệu khác với điểm kiểm đã công bố',
    en: "The database's log contradicts the published checkpoint",
    next: { vi: 'Không ký tiếp: khôi phục bản cơ sở dữ liệu đã công bố', en: 'Nothing is signed: restore the database that was published' },
  },
  'evidence.folder-in-use': {
    vi: 'Thư mục xuất biên nhận không trống',
    en: 'The folder for the receipt is not empty',
    next: { vi: 'Chọn một thư mục mới', en: 'Choose a new folder' },
  },
  'evidence.unpublished': {
    vi: 'Con dấu mới nhất chưa được công bố',
    en: 'The newest seal is not published',
    next: {
      vi: 'Kiểm tra đĩa và quyền ghi của log.tilesDir; nhật ký của lõi nêu lỗi',
      en: "Check disk and write access of log.tilesDir; the core's log names the error",
    },
  },
} as const satisfies Record<string, ErrorEntry>;
