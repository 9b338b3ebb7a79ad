import type { ErrorEntry } from './entry';

const later = { vi: 'Gửi lại sau thời gian nêu ở Retry-After', en: 'Send again after the time in Retry-After' };

/** What the gateway answers to a department's system instead of doing what it asked for. */
export const gateway = {
  'gateway.unauthenticated': {
    vi: 'Yêu cầu cần chứng thư số của một cơ quan',
    en: 'The request needs the certificate of a party',
    next: { vi: 'Kết nối bằng chứng thư đã đăng ký (TLS hai chiều)', en: 'Connect with the registered certificate (mutual TLS)' },
  },
  'gateway.certificate-refused': {
    vi: 'Chứng thư của kết nối không được chấp nhận',
    en: 'The certificate of the connection is not accepted',
    next: { vi: 'Dùng chứng thư còn hiệu lực dưới gốc tin cậy', en: 'Use a certificate that is valid now, under a trusted root' },
  },
  'gateway.token-refused': {
    vi: 'Mã truy cập không được chấp nhận',
    en: 'The access token is not accepted',
    next: {
      vi: 'Xin mã mới ở /v1/token; dùng trên kết nối có chứng thư như khi xin',
      en: 'Ask for a new one at /v1/token; use it on a connection with the certificate with which it was asked for',
    },
  },
  'gateway.grant-refused': {
    vi: 'Không cấp mã truy cập: xác nhận của bên xin không đúng',
    en: 'No access token is given: the assertion of who asks does not hold',
    next: {
      vi: 'Xem trường nêu ở where; mỗi xác nhận có jti mới, hạn nhiều nhất 5 phút, ký bằng khóa của chứng thư đã đăng ký',
      en: 'See the claim in where; each assertion with a new jti, at most 5 minutes, signed by the key of the registered certificate',
    },
  },
  'gateway.key-forbidden': {
    vi: 'Cơ quan không được dùng khóa này, hoặc không có khóa như vậy',
    en: 'The party may not use this key, or there is no such key',
    next: { vi: 'Hỏi quản trị viên khóa nào được cấp (gateway.keys)', en: 'Ask the administrator which keys are granted (gateway.keys)' },
  },
  'gateway.not-found': {
    vi: 'Không có dịch vụ ở địa chỉ này',
    en: 'There is no service at this address',
    next: { vi: 'Xem các địa chỉ ở /v1/openapi.json', en: 'See the addresses in /v1/openapi.json' },
  },
  'gateway.method': {
    vi: 'Phương thức HTTP không dùng được ở địa chỉ này',
    en: 'This address does not take that HTTP method',
    next: { vi: 'Dùng phương thức nêu ở Allow', en: 'Use the method in Allow' },
  },
  'gateway.answered': {
    vi: 'Thông điệp trong hộp thư đã được trả lời khác',
    en: 'This delivery of the inbox has another answer already',
    next: {
      vi: 'Câu trả lời đầu tiên giữ nguyên; báo quản trị viên nếu nó sai',
      en: 'The first answer stands; tell the administrator if it is wrong',
    },
  },
  'gateway.ledger-unavailable': {
    vi: 'Tạm thời không đọc được sổ cái',
    en: 'The ledger cannot be read at the moment',
    next: later,
  },
  'gateway.inbox-unavailable': {
    vi: 'Tạm thời không đọc được hộp thư',
    en: 'The inbox cannot be read at the moment',
    next: later,
  },
  'gateway.not-acceptable': {
    vi: 'Không trả lời được ở dạng mà Accept yêu cầu',
    en: 'There is no answer of a type that Accept names',
    next: { vi: 'Bỏ Accept, hoặc dùng kiểu nêu ở /v1/openapi.json', en: 'Leave Accept out, or use a type of /v1/openapi.json' },
  },
  'gateway.slow': {
    vi: 'Yêu cầu đến quá chậm',
    en: 'The request came in too slowly',
    next: { vi: 'Kiểm tra đường truyền rồi gửi lại', en: 'Check the connection and send again' },
  },
  'gateway.length-required': {
    vi: 'Yêu cầu không nói nội dung dài bao nhiêu',
    en: 'The request does not say how long its body is',
    next: { vi: 'Đặt Content-Length, hoặc gửi theo từng khúc (chunked)', en: 'Set Content-Length, or send it chunked' },
  },
  'gateway.too-large': {
    vi: 'Nội dung lớn hơn mức cho phép',
    en: 'The body is larger than is taken',
    next: {
      vi: 'Gửi tệp lớn bằng multipart/form-data; nếu vẫn quá lớn, xem gateway.limits.upload',
      en: 'Send large files as multipart/form-data; if it is still too large, see gateway.limits.upload',
    },
  },
  'gateway.content-type': {
    vi: 'Kiểu nội dung này không được nhận',
    en: 'A body of this type is not taken',
    next: { vi: 'Dùng multipart/form-data hoặc application/json', en: 'Use multipart/form-data or application/json' },
  },
  'gateway.headers-too-large': {
    vi: 'Phần đầu của yêu cầu quá lớn',
    en: 'The headers of the request are too large',
    next: { vi: 'Gửi ít tiêu đề hơn', en: 'Send fewer headers' },
  },
  'gateway.malformed': {
    vi: 'Không đọc được yêu cầu',
    en: 'The request cannot be read',
    next: { vi: 'Kiểm tra multipart hoặc JSON theo /v1/openapi.json', en: 'Check multipart or JSON against /v1/openapi.json' },
  },
  'gateway.field': {
    vi: 'Một trường của yêu cầu thiếu, thừa hoặc có giá trị sai',
    en: 'A member of the request is missing, unknown or has a wrong value',
    next: { vi: 'Xem các trường ở /v1/openapi.json', en: 'See the members in /v1/openapi.json' },
  },
  'gateway.unsignable': {
    vi: 'Tệp không ký được ở định dạng này bằng khóa này',
    en: 'The file cannot be signed in this format with this key',
    next: { vi: 'Chọn định dạng khác, hoặc kiểm tra tệp', en: 'Choose another format, or check the file' },
  },
  'gateway.rate-limited': {
    vi: 'Quá nhiều yêu cầu trong một phút',
    en: 'Too many requests within a minute',
    next: later,
  },
  'gateway.no-room': {
    vi: 'Tổng các tệp đang được gửi lên đã đạt mức cho phép',
    en: 'All uploads under way together are as large as is taken',
    next: {
      vi: 'Gửi lại sau thời gian nêu ở Retry-After; quản trị viên: xem gateway.limits.uploads',
      en: 'Send again after the time in Retry-After; administrator: see gateway.limits.uploads',
    },
  },
  'gateway.disk-full': {
    vi: 'Ổ đĩa của trục gần đầy: tạm ngừng nhận thông điệp',
    en: 'The disk of the hub is nearly full: no messages are taken for now',
    next: {
      vi: 'Gửi lại sau thời gian nêu ở Retry-After; quản trị viên: giải phóng ổ đĩa, xem gateway.limits.disk',
      en: 'Send again after the time in Retry-After; administrator: make room on the disk, see gateway.limits.disk',
    },
  },
  'gateway.busy': { vi: 'Dịch vụ đang quá tải', en: 'The service is overloaded', next: later },
  'gateway.time-limit': {
    vi: 'Tệp cần nhiều thời gian kiểm tra hơn mức cho phép',
    en: 'The file takes longer than is allowed',
    next: { vi: 'Gửi lại sau; nếu vẫn vậy, tệp quá phức tạp', en: 'Send again later; if it stays so, the file is too complex' },
  },
  'gateway.memory-limit': {
    vi: 'Tệp cần nhiều bộ nhớ hơn mức cho phép',
    en: 'The file needs more memory than is allowed',
    next: { vi: 'Tệp quá phức tạp: xin tệp đơn giản hơn từ người gửi', en: 'The file is too complex: ask its sender for a simpler one' },
  },
  'gateway.rules-unavailable': { vi: 'Chưa đọc được các quy tắc đang có hiệu lực', en: 'The active rules cannot be read', next: later },
  'gateway.unrecorded': {
    vi: 'Chưa ghi được chứng cứ của việc ký, nên chữ ký không được trao',
    en: 'The act of signing cannot be recorded, so that no signature is handed out',
    next: later,
  },
  'gateway.key-unusable': {
    vi: 'Khóa này hiện không dùng được',
    en: 'This key cannot be used at the moment',
    next: { vi: 'Báo quản trị viên: /v1/ready nêu lý do', en: 'Tell the administrator: /v1/ready names the reason' },
  },
  'gateway.timestamp-unavailable': {
    vi: 'Chưa lấy được dấu thời gian',
    en: 'No time stamp can be had',
    next: { vi: 'Gửi lại sau, hoặc ký ở mức B-B', en: 'Send again later, or sign at level B-B' },
  },
  'gateway.act-unreadable': {
    vi: 'Không đọc được bản ghi của một lần ký số; bản ghi được giữ nguyên',
    en: 'The record of an act of signing cannot be read; it is kept as it came',
    next: {
      vi: 'Cập nhật lõi cho bằng phiên bản của cổng rồi chạy hub lane redrive --cause gateway.act-unreadable; nếu vẫn vậy, báo lỗi',
      en: "Update the core to the gateway's version, then hub lane redrive --cause gateway.act-unreadable; if it stays, report it",
    },
  },
  'gateway.act-unstorable': {
    vi: 'Không ghi sổ được một lần ký số; bản ghi được giữ nguyên',
    en: 'An act of signing cannot be put into the ledger; its record is kept as it came',
    next: {
      vi: 'Xem chi tiết và báo lỗi; khắc phục xong chạy hub lane redrive --cause gateway.act-unstorable',
      en: 'Read the detail and report it; once it is mended, hub lane redrive --cause gateway.act-unstorable',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
