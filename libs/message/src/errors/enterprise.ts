import type { ErrorEntry } from './entry';

/** Document type `enterprise`, and the connector of the business register. */
export const enterprise = {
  'enterprise.shape': {
    vi: 'Dữ liệu doanh nghiệp không đúng cấu trúc',
    en: 'The enterprise data does not have the required shape',
    next: { vi: 'Sửa trường nêu trong chi tiết theo lược đồ enterprise/1', en: 'Correct the named field after the schema enterprise/1' },
  },
  'enterprise.code-malformed': {
    vi: 'Mã số doanh nghiệp không đúng định dạng',
    en: 'The enterprise code is malformed',
    next: {
      vi: 'Dùng 10 chữ số; đơn vị phụ thuộc thêm gạch nối và 3 chữ số; hộ kinh doanh dùng số định danh 12 chữ số',
      en: 'Use 10 digits; for a dependent unit a dash and 3 more; for a household business the personal id of 12 digits',
    },
  },
  'enterprise.subject-mismatch': {
    vi: 'Mã số doanh nghiệp trong dữ liệu khác thuộc tính subject',
    en: 'The enterprise code in the data differs from the subject',
    next: {
      vi: 'Ghi cùng một mã ở cả hai chỗ; hộ kinh doanh dùng household: và 32 ký tự đầu của SHA-256',
      en: 'Give the same code in both places; of a household business household: and the first 32 characters of its SHA-256',
    },
  },
  'enterprise.answer-mismatch': {
    vi: 'Câu trả lời không khớp với câu hỏi',
    en: 'The answer does not fit the question',
    next: {
      vi: 'Báo cơ quan quản lý cơ sở dữ liệu đăng ký doanh nghiệp: họ trả lời về mã khác',
      en: 'Tell the operator of the business register: it answers about another code',
    },
  },
  'enterprise.check-digit': {
    vi: 'Cảnh báo: chữ số kiểm tra của mã số doanh nghiệp không khớp',
    en: 'Warning: the check digit of the enterprise code does not fit',
    next: { vi: 'Đối chiếu mã số với giấy chứng nhận đăng ký', en: 'Compare the code with the certificate of registration' },
  },
  'enterprise.place-unreadable': {
    vi: 'Không đọc hoặc ghi được tệp ghi chỗ đã nhận thay đổi',
    en: 'The file with the place in the changes cannot be read or written',
    next: {
      vi: 'Khôi phục tệp từ bản sao lưu; nếu xóa tệp, thay đổi được nhận lại từ changes.since',
      en: 'Restore the file from a backup; if it is deleted, changes are taken again from changes.since on',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
