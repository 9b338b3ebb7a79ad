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
} as const satisfies Record<string, ErrorEntry>;
