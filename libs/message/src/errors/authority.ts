import type { ErrorEntry } from './entry';

/** Files and answers of certification authorities: what `libs/trust` and `libs/authority` cannot use. */
export const authority = {
  'certificate.malformed': {
    vi: 'Không đọc được chứng thư',
    en: 'The certificate cannot be read',
    next: { vi: 'Dùng tệp PEM có khối BEGIN CERTIFICATE', en: 'Use a PEM file with a BEGIN CERTIFICATE block' },
  },
  'signature.cms-malformed': {
    vi: 'Chữ ký CMS không đúng định dạng',
    en: 'The CMS signature cannot be read',
    next: { vi: 'Lấy lại tệp chữ ký từ nơi phát hành', en: 'Get the signature file again from its source' },
  },
  'timestamp.malformed': {
    vi: 'Dấu thời gian không đúng định dạng',
    en: 'The time-stamp cannot be read',
    next: { vi: 'Kiểm tra dịch vụ cấp dấu thời gian trong cấu hình', en: 'Check the configured time-stamping service' },
  },
  'revocation.ocsp-malformed': {
    vi: 'Trả lời OCSP không đúng định dạng',
    en: 'The OCSP response cannot be read',
    next: { vi: 'Báo cơ quan cấp chứng thư', en: 'Tell the certification authority' },
  },
  'revocation.crl-malformed': {
    vi: 'Danh sách thu hồi (CRL) không đúng định dạng',
    en: 'The revocation list (CRL) cannot be read',
    next: { vi: 'Báo cơ quan cấp chứng thư', en: 'Tell the certification authority' },
  },
  'authority.address-refused': {
    vi: 'Địa chỉ OCSP, CRL hoặc dấu thời gian không được phép',
    en: 'The address of an OCSP, CRL or time-stamping server is not allowed',
    next: { vi: 'Nếu đúng, thêm địa chỉ vào revocation.allow', en: 'If it is right, add it to revocation.allow' },
  },
  'authority.request-failed': {
    vi: 'Máy chủ của cơ quan chứng thực không phản hồi',
    en: 'A server of the certification authority does not answer',
    next: { vi: 'Kiểm tra mạng và tường lửa tới máy chủ được nêu', en: 'Check network and firewall to the named host' },
  },
  'authority.response-refused': {
    vi: 'Không dùng được trả lời của cơ quan chứng thực',
    en: 'The answer of a certification authority cannot be used',
    next: { vi: 'Báo cơ quan cấp chứng thư', en: 'Tell the certification authority' },
  },
  'authority.pkcs12-unreadable': {
    vi: 'Không mở được tệp PKCS#12',
    en: 'The PKCS#12 file cannot be opened',
    next: { vi: 'Kiểm tra tệp và mật khẩu trong log.sealKey', en: 'Check file and password of log.sealKey' },
  },
  'authority.pkcs12-unsuitable': {
    vi: 'Tệp PKCS#12 không dùng để ký được',
    en: 'The PKCS#12 file cannot be used for signing',
    next: { vi: 'Dùng tệp có đúng một khóa và chứng thư của khóa đó', en: 'Use one with exactly one key and its certificate' },
  },
  'authority.pem-unreadable': {
    vi: 'Không đọc được khóa hoặc chứng thư trong tệp PEM',
    en: 'The key or the certificates in the PEM file cannot be read',
    next: { vi: 'Kiểm tra tệp, và mật khẩu nếu khóa có mật khẩu', en: 'Check the file, and the password if the key has one' },
  },
  'authority.signer-pin-wrong': {
    vi: 'Mã PIN của thiết bị ký không đúng',
    en: "The token's PIN is wrong",
    next: {
      vi: 'Sửa mã PIN trong tệp bí mật; không thử lại nhiều lần để thiết bị không bị khóa',
      en: 'Correct the PIN in its secret file; do not try again and again, or the token locks',
    },
  },
  'authority.signer-token-locked': {
    vi: 'Thiết bị ký đã bị khóa',
    en: 'The token is locked',
    next: { vi: 'Mở khóa thiết bị bằng mã của quản trị viên (SO PIN)', en: "Unlock it with the administrator's PIN (SO PIN)" },
  },
  'authority.signer-token-missing': {
    vi: 'Không thấy thiết bị ký',
    en: 'The token is not there',
    next: { vi: 'Cắm thiết bị, kiểm tra tên thiết bị và thư viện PKCS#11', en: 'Plug it in; check its label and the PKCS#11 library' },
  },
  'authority.signer-key-missing': {
    vi: 'Không có khóa này trong thiết bị ký',
    en: 'The token holds no such key',
    next: { vi: 'Kiểm tra nhãn của khóa', en: "Check the key's label" },
  },
  'authority.signer-certificate-expired': {
    vi: 'Chứng thư ký đã hết hạn hoặc chưa có hiệu lực',
    en: 'The signing certificate is outside its validity',
    next: { vi: 'Gia hạn chứng thư', en: 'Renew the certificate' },
  },
  'authority.signer-certificate-revoked': {
    vi: 'Chứng thư ký đã bị thu hồi',
    en: 'The signing certificate is revoked',
    next: { vi: 'Dùng chứng thư khác; liên hệ nơi cấp', en: 'Use another certificate; ask its issuer' },
  },
  'authority.signer-certificate-usage': {
    vi: 'Chứng thư không được dùng để ký',
    en: 'The certificate may not be used for signing',
    next: { vi: 'Dùng chứng thư có quyền ký số', en: 'Use a certificate with digitalSignature key usage' },
  },
  'authority.signer-mismatch': {
    vi: 'Khóa và chứng thư không thuộc về nhau',
    en: 'Key and certificate do not belong together',
    next: { vi: 'Chọn chứng thư của chính khóa này', en: 'Choose the certificate of this key' },
  },
  'authority.signer-unavailable': {
    vi: 'Thiết bị hoặc dịch vụ ký không trả lời',
    en: 'The token or signing service does not answer',
    next: { vi: 'Kiểm tra thiết bị, thư viện PKCS#11 hoặc dịch vụ ký', en: 'Check the token, the PKCS#11 library, or the signing service' },
  },
} as const satisfies Record<string, ErrorEntry>;
