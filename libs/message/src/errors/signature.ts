import type { ErrorEntry } from './entry';

/** Step 3: who signed which bytes. */
export const signature = {
  'signature.missing': {
    vi: 'Thông điệp không có chữ ký số',
    en: 'The message carries no signature',
    next: { vi: 'Ký thông điệp bằng chứng thư đã đăng ký', en: 'Sign the message with the registered certificate' },
  },
  'signature.asserted': {
    vi: 'Được nhận không có chữ ký của bên gửi: chỉ kết nối xác nhận',
    en: "Taken without the sender's signature: asserted by the connector alone",
    next: { vi: 'Chỉ để tham khảo: không có giá trị như văn bản đã ký', en: 'For reference: it does not count as a signed document' },
  },
  'signature.malformed': {
    vi: 'Chữ ký số không đúng định dạng',
    en: 'The signature cannot be read',
    next: {
      vi: 'Tạo chữ ký theo hướng dẫn của kết nối: JWS (RFC 7515/7797, có x5c), CAdES hoặc XAdES',
      en: "Produce it as the connector's guide says: JWS (RFC 7515/7797 with x5c), CAdES or XAdES",
    },
  },
  'signature.algorithm': {
    vi: 'Thuật toán ký không được phép',
    en: 'The signature algorithm is not allowed',
    next: {
      vi: 'Dùng RSA từ 2048 bit hoặc ECDSA P-256 với SHA-256 (JWS: RS256, PS256, ES256)',
      en: 'Use RSA from 2048 bits or ECDSA P-256 with SHA-256 (JWS: RS256, PS256, ES256)',
    },
  },
  'signature.invalid': {
    vi: 'Chữ ký không khớp nội dung',
    en: 'The signature does not match the content',
    next: { vi: 'Kiểm tra nội dung có bị sửa sau khi ký', en: 'Check whether the content was changed after signing' },
  },
  'signature.late': {
    vi: 'Chưa kiểm tra xong chữ ký trong thời gian cho phép',
    en: 'The signature was not verified within its time',
    next: {
      vi: 'Trục tự thử lại; nếu vẫn vậy, kiểm tra tải của lõi, hoặc thả làn và báo cho bên gửi',
      en: 'The hub tries again by itself; if it stays, look at the load of the core, or release the lane and tell the sender',
    },
  },
  'signature.incomplete': {
    vi: 'Chữ ký không bao trùm mọi phần phải ký của thông điệp',
    en: 'The signature does not cover every part of the message that must be signed',
    next: {
      vi: 'Ký toàn bộ thông điệp (với edXML là edXMLEnvelope) và mọi tệp đính kèm',
      en: 'Sign the whole message (of edXML the edXMLEnvelope) and every attachment',
    },
  },
  'signature.several': {
    vi: 'Văn bản mang nhiều hơn một chữ ký liên thông',
    en: 'The document carries more than one transport signature',
    next: {
      vi: 'Chỉ giữ chữ ký của bên gửi; chữ ký của người có thẩm quyền đặt trong tệp đính kèm',
      en: "Keep the sender's signature only; those of officials belong inside the attachments",
    },
  },
  'certificate.untrusted': {
    vi: 'Chứng thư không dẫn tới gốc tin cậy',
    en: 'The certificate does not lead to a trusted root',
    next: { vi: 'Dùng chứng thư do Ban Cơ yếu Chính phủ cấp', en: 'Use a certificate issued under a configured root' },
  },
  'certificate.expired': {
    vi: 'Chứng thư hết hạn hoặc chưa có hiệu lực',
    en: 'The certificate is outside its validity period',
    next: { vi: 'Gia hạn chứng thư', en: 'Renew the certificate' },
  },
  'certificate.revoked': {
    vi: 'Chứng thư đã bị thu hồi',
    en: 'The certificate is revoked',
    next: { vi: 'Liên hệ cơ quan cấp chứng thư', en: 'Contact the certification authority' },
  },
  'certificate.usage': {
    vi: 'Chứng thư không được dùng để ký',
    en: 'The certificate may not be used for signing',
    next: { vi: 'Dùng chứng thư có quyền ký số', en: 'Use a certificate with digitalSignature key usage' },
  },
  'certificate.unbound': {
    vi: 'Chứng thư không gắn với cơ quan nào trong danh bạ',
    en: 'The certificate is bound to no party',
    next: { vi: 'Đăng ký chứng thư với quản trị viên', en: 'Have the certificate registered by the administrator' },
  },
  'party.suspended': {
    vi: 'Cơ quan đang bị tạm dừng trao đổi',
    en: 'The party is suspended',
    next: { vi: 'Liên hệ quản trị viên', en: 'Contact the administrator' },
  },
  'revocation.unavailable': {
    vi: 'Không lấy được trạng thái thu hồi của chứng thư',
    en: 'The revocation status of the certificate cannot be obtained',
    next: { vi: 'Tự thử lại khi OCSP/CRL hoạt động', en: 'Retried by itself when OCSP or CRL answers' },
  },
} as const satisfies Record<string, ErrorEntry>;
