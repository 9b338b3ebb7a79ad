import type { ErrorEntry } from './entry';

/** After step 9: what a connector reports of an attempt. */
export const delivery = {
  'delivery.refused': {
    vi: 'Hệ thống nhận từ chối thông điệp',
    en: 'The receiving system refuses the message',
    next: { vi: 'Xem lý do; sửa dữ liệu hoặc thả làn', en: 'Read the reason; correct the data, then redrive or release the lane' },
  },
  'mapping.unmapped': {
    vi: 'Bảng mã của ánh xạ không có mã này',
    en: 'The code table of the mapping does not have this code',
    next: {
      vi: 'Bổ sung mã vào bảng, hub connector apply, rồi hub lane redrive',
      en: 'Add the code to the table, hub connector apply, then hub lane redrive',
    },
  },
  'mapping.format': {
    vi: 'Giá trị không viết được theo định dạng của ánh xạ',
    en: 'The value cannot be written in the form that the mapping wants',
    next: {
      vi: 'Sửa định dạng hoặc điều kiện của quy tắc, hub connector apply, rồi hub lane redrive',
      en: "Correct the rule's format or condition, hub connector apply, then hub lane redrive",
    },
  },
  'mapping.unreadable': {
    vi: 'Ánh xạ không áp dụng được cho nội dung này: không phải JSON, hoặc đã được ký',
    en: 'The mapping cannot be applied to this content: it is not JSON, or it is signed',
    next: {
      vi: 'Bỏ mapping khỏi kết nối này, hub connector apply, rồi hub lane redrive',
      en: 'Take the mapping from this connector, hub connector apply, then hub lane redrive',
    },
  },
  'delivery.unavailable': {
    vi: 'Hệ thống nhận tạm thời không phản hồi',
    en: 'The receiving system is temporarily unavailable',
    next: { vi: 'Tự thử lại', en: 'Retried by itself' },
  },
  'delivery.failed': {
    vi: 'Hệ thống nhận gặp lỗi khi xử lý thông điệp này',
    en: 'The receiving system failed on this message',
    next: { vi: 'Tự thử lại; hết số lần thì chờ người vận hành', en: 'Retried by itself; after the last attempt it waits for an operator' },
  },
  'delivery.unknown': {
    vi: 'Không rõ hệ thống nhận đã nhận hay chưa',
    en: 'It is unknown whether the receiving system took the message',
    next: { vi: 'Hỏi bên nhận rồi gửi lại hoặc đóng', en: 'Ask the receiver, then redrive or release' },
  },
  'delivery.exhausted': {
    vi: 'Đã hết số lần thử gửi',
    en: 'All delivery attempts are used up',
    next: { vi: 'Khắc phục hệ thống nhận rồi gửi lại', en: 'Mend the receiving system, then redrive' },
  },
  'delivery.unsendable': {
    vi: 'Không thể gửi nội dung này cho kết nối: quá lớn hoặc không mã hoá được',
    en: 'This content cannot be handed to its connector: too large, or it cannot be encoded',
    next: {
      vi: 'Xem chi tiết; thả làn và báo cho bên gửi biết thông điệp không được chuyển',
      en: 'Read the detail; release the lane and tell the sender that the message was not delivered',
    },
  },
  'delivery.unbookable': {
    vi: 'Không ghi sổ được một kết quả gửi; đã bỏ qua kết quả đó',
    en: 'One result of a delivery could not be booked and was dropped',
    next: {
      vi: 'Giữ nhật ký và báo lỗi; thông điệp được gửi lại khi hết hạn giữ',
      en: 'Keep the log and report it; the delivery is sent again when its lease ends',
    },
  },
  'lane.waiting': {
    vi: 'Chờ thông điệp trước của cùng hồ sơ',
    en: 'Waits behind an earlier message of the same subject',
    next: { vi: 'Xử lý thông điệp đầu làn', en: 'Deal with the head of the lane' },
  },
} as const satisfies Record<string, ErrorEntry>;
