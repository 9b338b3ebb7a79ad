import type { ErrorEntry } from './entry';

/** Step 1: what a door answers before a message is taken. */
export const door = {
  'door.unauthorised': {
    vi: 'Mã truy cập không đúng',
    en: 'The access token is not accepted',
    next: { vi: 'Kiểm tra mã truy cập đã cấp cho hệ thống', en: 'Check the token issued to your system' },
  },
  'door.not-found': {
    vi: 'Không có dịch vụ ở địa chỉ này',
    en: 'There is no service at this address',
    next: { vi: 'Dùng POST /v1/messages', en: 'Use POST /v1/messages' },
  },
  'door.subject-malformed': {
    vi: 'Tiêu đề LT-Subject không hợp lệ',
    en: 'The header LT-Subject is malformed',
    next: { vi: 'Dùng tối đa 120 ký tự ASCII hiển thị được, không dấu cách', en: 'Use at most 120 visible ASCII characters' },
  },
  'door.unavailable': {
    vi: 'Cửa nhận tạm thời chưa lưu được thông điệp',
    en: 'The door cannot store messages at the moment',
    next: { vi: 'Gửi lại sau thời gian nêu ở Retry-After', en: 'Send again after the time in Retry-After' },
  },
  'door.closed': {
    vi: 'Không mở được cửa nhận',
    en: 'The door cannot be opened',
    next: { vi: 'Kiểm tra địa chỉ nghe và tệp mã truy cập của kết nối', en: "Check the connector's listen address and token file" },
  },
} as const satisfies Record<string, ErrorEntry>;
