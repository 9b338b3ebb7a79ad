import type { CheckWords } from './sentence';

export const path = {
  'path.built': {
    passed: { vi: 'Chứng thư dẫn tới gốc tin cậy', en: 'The certificate leads to a trusted root' },
    failed: {
      vi: 'Không có đường dẫn chứng thư tới gốc tin cậy nào. Kiểm tra người ký dùng chứng thư của cơ quan nào; bổ sung chứng thư trung gian nếu thiếu',
      en: "No chain of certificates leads to a trusted root. Check whose certificate the signer used; add the issuers' certificates if they are missing",
    },
  },
  'path.trust-span': {
    passed: { vi: 'Gốc được tin cậy vào lúc đó', en: 'The root was trusted at that time' },
    failed: {
      vi: 'Gốc không được tin cậy vào lúc đó. Hỏi quản trị viên về thời hạn tin cậy của gốc này',
      en: 'The root is not trusted at that time. Ask the administrator for the span in which it is',
    },
  },
  'path.signature': {
    passed: { vi: 'Mỗi chứng thư do chứng thư phía trên ký', en: 'Each certificate is signed by the one above it' },
    failed: {
      vi: 'Một chứng thư không phải do nơi cấp ghi trên đó ký. Không dùng tệp này',
      en: 'A certificate was not signed by the issuer that it names. Do not use this file',
    },
  },
  'path.algorithm': {
    passed: { vi: 'Thuật toán của các chứng thư được phép dùng', en: 'The algorithms of the certificates are allowed' },
    failed: {
      vi: 'Một chứng thư dùng thuật toán quá yếu (SHA-1 hoặc RSA dưới 2048 bit). Đề nghị ký lại bằng chứng thư mới',
      en: 'A certificate uses an algorithm that is too weak (SHA-1, or RSA below 2048 bits). Have it signed again with a newer certificate',
    },
    warning: {
      vi: 'Một chứng thư dùng thuật toán yếu (SHA-1 hoặc RSA dưới 2048 bit), chỉ chấp nhận theo chính sách cũ',
      en: 'A certificate uses a weak algorithm (SHA-1, or RSA below 2048 bits), taken under the legacy policy only',
    },
  },
  'path.validity': {
    passed: { vi: 'Các chứng thư còn hiệu lực vào lúc đó', en: 'All certificates were within their validity at that time' },
    failed: {
      vi: 'Một chứng thư đã hết hạn hoặc chưa có hiệu lực vào lúc đó. Đề nghị ký lại bằng chứng thư còn hạn',
      en: 'A certificate was outside its validity at that time. Have it signed again with a valid certificate',
    },
  },
  'path.validity.expired': {
    passed: { vi: 'Chứng thư chưa hết hạn', en: 'The certificate had not expired' },
    failed: {
      vi: 'Chứng thư đã hết hạn vào lúc đó. Đề nghị gia hạn và ký lại',
      en: 'The certificate had expired at that time. Have it renewed, and the file signed again',
    },
  },
  'path.validity.not-yet': {
    passed: { vi: 'Chứng thư đã có hiệu lực', en: 'The certificate was valid already' },
    failed: {
      vi: 'Chứng thư chưa có hiệu lực vào lúc đó. Kiểm tra đồng hồ máy người ký',
      en: "The certificate was not valid yet at that time. Check the clock of the signer's computer",
    },
  },
  'path.validity.without-proof': {
    passed: { vi: 'Chữ ký có trước khi chứng thư hết hạn', en: 'The signature is older than the end of the certificate' },
    unknown: {
      vi: 'Chỉ chứng minh được là chữ ký có từ sau khi chứng thư hết hạn; giờ người ký khai thì sớm hơn. Xin bản có dấu thời gian còn dùng được, hoặc đề nghị ký lại',
      en: 'The signature is proved to exist only from after the end of the certificate; the signer claims an earlier time. Ask for a copy with a time stamp that holds, or have it signed again',
    },
  },
  'path.names': {
    passed: { vi: 'Tên nơi cấp khớp nhau trong cả chuỗi', en: 'The names of issuers match through the chain' },
    failed: { vi: 'Tên nơi cấp không khớp. Không dùng tệp này', en: 'The name of an issuer does not match. Do not use this file' },
  },
  'path.basic-constraints': {
    passed: { vi: 'Các nơi cấp được phép cấp chứng thư', en: 'All issuers may issue certificates' },
    failed: {
      vi: 'Một chứng thư trong chuỗi không được phép cấp chứng thư khác. Không dùng tệp này',
      en: 'A certificate of the chain may not issue others. Do not use this file',
    },
    warning: {
      vi: 'Ký bằng chứng thư của nơi cấp chứng thư, chỉ chấp nhận theo chính sách cũ',
      en: "Signed with an authority's certificate, accepted by the old policy alone",
    },
  },
  'path.length': {
    passed: { vi: 'Chuỗi không dài hơn mức cho phép', en: 'The chain is not longer than allowed' },
    failed: { vi: 'Chuỗi chứng thư dài hơn mức nơi cấp cho phép', en: 'The chain is longer than its issuer allows' },
  },
  'path.key-usage': {
    passed: { vi: 'Khóa được phép dùng để ký', en: 'The key may be used for signing' },
    failed: {
      vi: 'Chứng thư không được phép dùng để ký. Người ký cần dùng chứng thư ký số',
      en: 'The certificate may not be used for signing. The signer needs a signing certificate',
    },
  },
  'path.purpose': {
    passed: { vi: 'Mục đích sử dụng của chứng thư phù hợp', en: "The certificate's purpose fits" },
    failed: { vi: 'Chứng thư được cấp cho mục đích khác', en: 'The certificate is issued for another purpose' },
  },
  'path.name-constraints': {
    passed: { vi: 'Tên nằm trong phạm vi nơi cấp được cấp', en: 'The names are among those that the issuer may certify' },
    failed: { vi: 'Nơi cấp không được cấp chứng thư cho tên này', en: 'The issuer may not certify this name' },
  },
  'path.policies': {
    passed: { vi: 'Chính sách chứng thư phù hợp', en: 'The certificate policies fit' },
    failed: { vi: 'Không có chính sách chứng thư nào được chấp nhận', en: 'No acceptable certificate policy holds for the chain' },
  },
  'path.profile': {
    passed: { vi: 'Các chứng thư đúng quy cách', en: 'The certificates follow the profile' },
    failed: {
      vi: 'Một chứng thư không đúng quy cách RFC 5280. Báo quản trị viên',
      en: 'A certificate does not follow the profile of RFC 5280. Tell the administrator',
    },
    warning: {
      vi: 'Một chứng thư không đúng quy cách, chỉ chấp nhận theo chính sách cũ',
      en: 'A certificate does not follow the profile, taken under the legacy policy only',
    },
  },
  'path.critical-extension': {
    passed: { vi: 'Mọi phần bắt buộc của chứng thư đều hiểu được', en: 'Every critical part of the certificates is understood' },
    failed: {
      vi: 'Một chứng thư có phần bắt buộc mà phần mềm không xử lý. Báo quản trị viên',
      en: 'A certificate has a critical part that is not processed here. Tell the administrator',
    },
  },
} as const satisfies Record<string, CheckWords>;
