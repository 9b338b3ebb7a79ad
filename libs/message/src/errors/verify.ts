import type { ErrorEntry } from './entry';

/** Why nothing can be said of a file that was given to be verified. */
export const verify = {
  'verify.unreadable': {
    vi: 'Tệp hỏng hoặc không đúng định dạng của nó',
    en: 'The file is broken, or not of the format that it claims',
    next: { vi: 'Xin lại tệp gốc từ người gửi', en: 'Ask the sender for the original file' },
  },
  'verify.unsupported': {
    vi: 'Định dạng này chưa được hỗ trợ',
    en: 'This format is not supported',
    next: {
      vi: 'Dùng tệp XML, PDF, CMS (.p7s), JWS hoặc ASiC-E đã ký; xem docs/verify.md',
      en: 'Use a signed XML, PDF, CMS (.p7s), JWS or ASiC-E file; see docs/verify.md',
    },
  },
  'verify.input': {
    vi: 'Không đọc được danh sách thu hồi (CRL) hoặc câu trả lời OCSP',
    en: 'A CRL or an OCSP response cannot be read',
    next: { vi: 'Dùng tệp DER hoặc PEM', en: 'Use a DER or PEM file' },
  },
} as const satisfies Record<string, ErrorEntry>;
