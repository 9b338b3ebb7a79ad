import type { ErrorEntry } from './entry';

/** Between the processes: Kafka as transport. */
export const kafka = {
  'kafka.unavailable': {
    vi: 'Kafka tạm thời không phản hồi',
    en: 'Kafka is temporarily unavailable',
    next: {
      vi: 'Kiểm tra máy chủ Kafka có đang chạy; các vai trò tự thử lại',
      en: 'See that the Kafka brokers run; roles retry by themselves',
    },
  },
  'kafka.not-authenticated': {
    vi: 'Kafka không chấp nhận thông tin đăng nhập',
    en: 'Kafka does not accept the credential',
    next: { vi: 'Kiểm tra mật khẩu hoặc chứng thư của vai trò này', en: "Check this role's password or certificate" },
  },
  'kafka.not-authorized': {
    vi: 'Tài khoản Kafka không có quyền với tài nguyên này',
    en: 'The Kafka account has no right to this resource',
    next: { vi: 'Chạy hub provision để cấp lại quyền', en: 'Run hub provision to grant the rights again' },
  },
  'kafka.no-topic': {
    vi: 'Chủ đề Kafka không tồn tại',
    en: 'The Kafka topic does not exist',
    next: { vi: 'Chạy hub provision để tạo chủ đề', en: 'Run hub provision to create the topic' },
  },
  'kafka.topic-conflict': {
    vi: 'Chủ đề Kafka đã có nhưng khác số phân vùng hoặc số bản sao',
    en: 'The Kafka topic exists with other partitions or replicas',
    next: { vi: 'Sửa cấu hình cho khớp, hoặc chuyển chủ đề bằng tay', en: 'Make the configuration match, or move the topic by hand' },
  },
  'kafka.no-authorizer': {
    vi: 'Kafka không bật kiểm soát quyền',
    en: 'Kafka runs without an authorizer',
    next: {
      vi: 'Bật authorizer trên Kafka, hoặc bỏ phân quyền khi phát triển',
      en: 'Enable an authorizer, or leave ACLs out in development',
    },
  },
  'kafka.too-large': {
    vi: 'Bản ghi lớn hơn giới hạn của Kafka',
    en: "The record is larger than Kafka's limit",
    next: { vi: 'Gửi nội dung lớn qua kho tệp', en: 'Send large content by claim check' },
  },
  'kafka.topic-recreated': {
    vi: 'Chủ đề Kafka đã bị tạo lại: không còn là nhật ký mà vị trí đã lưu nói tới',
    en: 'The Kafka topic was created anew: it is not the log that the stored position speaks of',
    next: { vi: 'Xác minh nguyên nhân, rồi chấp nhận vị trí mới bằng lệnh', en: 'Find out why, then adopt the new position by command' },
  },
  'kafka.log-rewound': {
    vi: 'Nhật ký Kafka kết thúc trước vị trí đã lưu',
    en: 'The Kafka log ends before the stored position',
    next: {
      vi: 'Xác minh dữ liệu bị mất, rồi chấp nhận vị trí mới bằng lệnh',
      en: 'Find out what was lost, then adopt the new position by command',
    },
  },
  'kafka.not-durable': {
    vi: 'Chủ đề Kafka có thể mất dữ liệu đã xác nhận',
    en: 'The Kafka topic may lose what it acknowledged',
    next: {
      vi: 'Chạy hub provision: lệnh đặt flush.messages hoặc min.insync.replicas',
      en: 'Run hub provision, which sets flush.messages or min.insync.replicas',
    },
  },
  'kafka.gap': {
    vi: 'Thiếu bản ghi Kafka ngay sau vị trí đã lưu',
    en: 'Kafka records right after the stored position are missing',
    next: {
      vi: 'Kiểm tra thời hạn lưu của chủ đề, rồi chấp nhận vị trí mới',
      en: "Check the topic's retention, then adopt the new position",
    },
  },
  'kafka.other-cluster': {
    vi: 'Vị trí đã lưu thuộc một cụm Kafka khác',
    en: 'The stored position belongs to another Kafka cluster',
    next: { vi: 'Kiểm tra địa chỉ Kafka trong cấu hình', en: 'Check the Kafka address in the configuration' },
  },
  'kafka.handler-failed': {
    vi: 'Bộ xử lý lô bản ghi bị lỗi',
    en: 'The handler of a batch failed',
    next: { vi: 'Tự thử lại; xem nhật ký của tiến trình', en: "Retried by itself; read the process's log" },
  },
  'kafka.misconfigured': {
    vi: 'Thiết lập Kafka không hợp lệ',
    en: 'The Kafka set-up is not valid',
    next: { vi: 'Sửa giá trị được nêu', en: 'Correct the value named' },
  },
  'kafka.closed': {
    vi: 'Kết nối Kafka đã đóng',
    en: 'The Kafka connection is closed',
    next: { vi: 'Khởi động lại tiến trình', en: 'Restart the process' },
  },
  'kafka.failed': {
    vi: 'Kafka trả lời lỗi ngoài dự kiến',
    en: 'Kafka answered with an unexpected error',
    next: { vi: 'Xem chi tiết lỗi và nhật ký máy chủ Kafka', en: "Read the error's detail and the broker's log" },
  },
} as const satisfies Record<string, ErrorEntry>;
