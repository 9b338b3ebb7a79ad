import type { ErrorEntry } from './entry';

/** `npm start`: why the sandbox city cannot be started on this machine. */
export const stage = {
  'stage.running': {
    vi: 'Một phiên khác đang chạy trên cùng thư mục dữ liệu',
    en: 'Another start is running on the same data folder',
    next: {
      vi: 'Dừng phiên đó bằng Ctrl-C, hoặc chọn thư mục khác: --data DIR',
      en: 'Stop it with Ctrl-C in its terminal, or choose another folder: --data DIR',
    },
  },
  'stage.port-busy': {
    vi: 'Cổng mạng đang bị chương trình khác dùng',
    en: 'A network port is in use by another program',
    next: {
      vi: 'Dừng chương trình đó (xem bằng: ss -ltnp), hoặc đổi cổng: npm start -- rồi các tham số trong ngoặc',
      en: 'Stop that program (to see which: ss -ltnp), or move the port: npm start -- and the arguments in brackets',
    },
  },
  'stage.disk-full': {
    vi: 'Ổ đĩa không còn đủ chỗ trống',
    en: 'The disk has not enough free space',
    next: { vi: 'Xóa bớt tệp, hoặc chọn thư mục ở ổ khác: --data DIR', en: 'Remove files, or choose a folder on another disk: --data DIR' },
  },
  'stage.folder-forbidden': {
    vi: 'Không có quyền với tệp hoặc thư mục này',
    en: 'This file or folder may not be used by this account',
    next: {
      vi: 'Cấp quyền cho tài khoản đang chạy (xem bằng: ls -ld), hoặc chọn thư mục khác: --data DIR',
      en: 'Grant it to this account (to see whose it is: ls -ld), or choose another folder: --data DIR',
    },
  },
  'stage.disk-read-only': {
    vi: 'Ổ đĩa chỉ cho đọc',
    en: 'The disk is mounted read-only',
    next: { vi: 'Chọn thư mục ở ổ ghi được: --data DIR', en: 'Choose a folder on a disk that can be written: --data DIR' },
  },
  'stage.other-address': {
    vi: 'Chứng thư của thành phố mô phỏng được cấp cho địa chỉ khác',
    en: "The sandbox city's certificates were issued for another address",
    next: {
      vi: 'Giải phóng cổng cũ và bỏ --set timestamps.url, hoặc bắt đầu với thư mục mới: --data DIR',
      en: 'Free the old port and leave --set timestamps.url out, or begin with a new folder: --data DIR',
    },
  },
  'stage.config': {
    vi: 'Cấu hình không dùng được cho thành phố mô phỏng',
    en: 'The configuration cannot be used for the sandbox city',
    next: { vi: 'Sửa mục được nêu trong thư mục config', en: 'Correct the named setting in the config folder' },
  },
  'stage.hub-failed': {
    vi: 'Trục liên thông dừng ngoài ý muốn',
    en: 'The hub ended unexpectedly',
    next: {
      vi: 'Xem nhật ký được nêu; sửa lỗi rồi chạy lại npm start',
      en: 'Read the named log, mend the cause, then run npm start again',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
