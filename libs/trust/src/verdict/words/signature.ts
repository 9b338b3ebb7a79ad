import type { CheckWords } from './sentence';

export const signature = {
  'signature.value': {
    passed: { vi: 'Chữ ký khớp với khóa của người ký', en: "The signature matches the signer's key" },
    failed: {
      vi: 'Chữ ký không khớp: nội dung hoặc chữ ký đã bị thay đổi. Không dùng tệp này; xin lại bản gốc',
      en: 'The signature does not match: content or signature was changed. Do not use this file; ask for the original',
    },
  },
  'signature.algorithm': {
    passed: { vi: 'Thuật toán ký được phép dùng', en: 'The signature algorithm is allowed' },
    failed: {
      vi: 'Thuật toán ký không được phép. Đề nghị ký lại bằng RSA từ 2048 bit hoặc ECDSA, với SHA-256 trở lên',
      en: 'The signature algorithm is not allowed. Have it signed again with RSA from 2048 bits or ECDSA, and SHA-256 or better',
    },
    unsupported: {
      vi: 'Phần mềm này chưa hỗ trợ thuật toán ký: chưa kết luận được. Kiểm tra bằng phần mềm khác, hoặc đề nghị ký lại bằng RSA hay ECDSA',
      en: 'The signature algorithm is not supported here: nothing can be concluded. Verify it elsewhere, or have it signed again with RSA or ECDSA',
    },
  },
  'signature.weak': {
    passed: { vi: 'Thuật toán đủ mạnh', en: 'The algorithms are strong enough' },
    warning: {
      vi: 'Thuật toán yếu (SHA-1 hoặc RSA dưới 2048 bit), chỉ chấp nhận theo chính sách cũ',
      en: 'A weak algorithm (SHA-1, or RSA below 2048 bits), taken under the legacy policy only',
    },
  },
  'signer.certificate': {
    passed: { vi: 'Có chứng thư của người ký', en: "The signer's certificate is there" },
    failed: {
      vi: 'Không có chứng thư của người ký. Đưa thêm tệp chứng thư bằng --certificates',
      en: "The signer's certificate is missing. Hand it in by --certificates",
    },
    unknown: {
      vi: 'Không có chứng thư của người ký. Đưa thêm tệp chứng thư bằng --certificates',
      en: "The signer's certificate is missing. Hand it in by --certificates",
    },
  },
  'signer.bound': {
    passed: { vi: 'Chữ ký nêu đúng chứng thư của người ký', en: "The signature names the signer's certificate" },
    failed: {
      vi: 'Chữ ký được tạo cho một chứng thư khác. Không dùng tệp này',
      en: 'The signature was made for another certificate. Do not use this file',
    },
    warning: {
      vi: 'Chữ ký không nêu chứng thư nào: chứng thư có thể đã bị thay bằng chứng thư khác của cùng khóa',
      en: 'The signature does not name its certificate: it could be another one of the same key',
    },
  },
  'reference.digest': {
    passed: { vi: 'Nội dung đúng như khi ký', en: 'The content is as it was signed' },
    failed: {
      vi: 'Nội dung đã bị thay đổi sau khi ký. Không dùng tệp này; xin lại bản gốc',
      en: 'The content was changed after signing. Do not use this file; ask for the original',
    },
    unsupported: {
      vi: 'Phần mềm này chưa hỗ trợ thuật toán băm: chưa kết luận được. Kiểm tra bằng phần mềm khác, hoặc đề nghị ký lại với SHA-256',
      en: 'The digest algorithm is not supported here: nothing can be concluded. Verify it elsewhere, or have it signed again with SHA-256',
    },
  },
  'scope.whole': {
    passed: { vi: 'Chữ ký bao trùm toàn bộ tệp', en: 'The signature covers the whole file' },
    failed: {
      vi: 'Một phần của tệp không được ký: chỉ tin phần đã ký',
      en: 'A part of the file is not signed: trust the signed part only',
    },
    warning: {
      vi: 'Một phần của tệp không được ký: chỉ tin phần đã ký',
      en: 'A part of the file is not signed: trust the signed part only',
    },
  },
} as const satisfies Record<string, CheckWords>;
