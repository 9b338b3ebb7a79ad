import type { ErrorEntry } from './entry';

/** What the client library tells of itself; all else is the gateway's own code. */
export const client = {
  'client.unreachable': {
    vi: 'Không kết nối được tới cổng dịch vụ, hoặc kết nối bị ngắt',
    en: 'The gateway cannot be reached, or the connection was cut',
    next: {
      vi: 'Kiểm tra địa chỉ, mạng và tường lửa; gửi lại đúng thông điệp đó là an toàn',
      en: 'Check address, network and firewall; sending the same message again is safe',
    },
  },
  'client.gateway-untrusted': {
    vi: 'Chứng thư của cổng dịch vụ không dẫn tới chứng thư gốc đã khai báo',
    en: 'The gateway’s certificate does not lead to the roots that were given',
    next: {
      vi: 'Kiểm tra địa chỉ và tệp chứng thư gốc (ca); không tắt việc kiểm tra',
      en: 'Check the address and the file of roots (ca); do not switch the check off',
    },
  },
  'client.credentials': {
    vi: 'Không dùng được chứng thư hoặc khóa của bên gửi',
    en: 'The certificate or key of one’s own cannot be used',
    next: {
      vi: 'Cần PEM: chứng thư của mình trước, rồi các cấp phát hành; khóa phải đúng với chứng thư',
      en: 'Give PEM: your own certificate first, then its issuers; the key must be that of the certificate',
    },
  },
  'client.answer': {
    vi: 'Câu trả lời không phải của cổng dịch vụ',
    en: 'The answer is not one of a gateway',
    next: {
      vi: 'Kiểm tra địa chỉ và các máy chủ trung gian; facts nêu mã trạng thái HTTP',
      en: 'Check the address and any proxy on the way; facts tell the HTTP status',
    },
  },
  'client.signature': {
    vi: 'Chữ ký của bên gửi trên thông điệp nhận được không đứng vững',
    en: 'The sender’s signature on what was received does not stand',
    next: {
      vi: 'Không dùng nội dung này; từ chối bằng một mã và báo quản trị viên của trục',
      en: 'Do not use the content; reject it with a code and tell the hub’s administrator',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
