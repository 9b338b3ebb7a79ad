import type { ErrorEntry } from './entry';

/** PostgreSQL as the queue of record, as a command meets it. */
export const ledger = {
  'ledger.unavailable': {
    vi: 'PostgreSQL không phản hồi',
    en: 'PostgreSQL does not answer',
    next: {
      vi: 'Kiểm tra PostgreSQL có đang chạy và địa chỉ trong cấu hình',
      en: 'See that PostgreSQL runs, and check its address in the configuration',
    },
  },
  'ledger.not-authenticated': {
    vi: 'PostgreSQL không chấp nhận tài khoản hoặc mật khẩu',
    en: 'PostgreSQL does not accept the user or its password',
    next: { vi: 'Kiểm tra tệp mật khẩu, hoặc chạy hub provision', en: 'Check the password file, or run hub provision' },
  },
  'ledger.not-authorized': {
    vi: 'Tài khoản PostgreSQL không có quyền này',
    en: 'The PostgreSQL user has no right to this',
    next: { vi: 'Chạy hub provision để cấp lại quyền', en: 'Run hub provision to grant the rights again' },
  },
  'ledger.not-provisioned': {
    vi: 'Cơ sở dữ liệu chưa có bảng của trục liên thông',
    en: "The database lacks the hub's tables",
    next: { vi: 'Chạy hub provision', en: 'Run hub provision' },
  },
  'ledger.value': {
    vi: 'PostgreSQL không nhận giá trị này',
    en: 'PostgreSQL does not take this value',
    next: { vi: 'Kiểm tra mã hoặc thời điểm đã nhập', en: 'Check the id or time that was given' },
  },
  'ledger.not-durable': {
    vi: 'PostgreSQL có thể mất dữ liệu đã xác nhận',
    en: 'PostgreSQL may lose what it acknowledged',
    next: { vi: 'Bật thiết lập được nêu rồi nạp lại PostgreSQL', en: 'Turn the named setting on and reload PostgreSQL' },
  },
  'ledger.failed': {
    vi: 'PostgreSQL trả lời lỗi ngoài dự kiến',
    en: 'PostgreSQL answered with an unexpected error',
    next: { vi: 'Xem mã SQLSTATE và nhật ký PostgreSQL', en: "Look up the SQLSTATE and read PostgreSQL's log" },
  },
} as const satisfies Record<string, ErrorEntry>;
