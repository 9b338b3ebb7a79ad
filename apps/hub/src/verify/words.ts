export const standingWords = {
  valid: { vi: 'HỢP LỆ', en: 'VALID' },
  invalid: { vi: 'KHÔNG HỢP LỆ', en: 'INVALID' },
  indeterminate: { vi: 'CHƯA XÁC ĐỊNH', en: 'INDETERMINATE' },
} as const;

/** Of the printed verdict. */
export const words = {
  signature: { vi: 'Chữ ký', en: 'Signature' },
  asserted: { vi: 'KHÔNG CÓ CHỮ KÝ: chỉ kết nối này xác nhận', en: 'NOT SIGNED: asserted by the connector' },
  inside: { vi: 'Chữ ký trong tệp đính kèm', en: 'Signature inside of attachment' },
  signer: { vi: 'Người ký', en: 'Signed by' },
  agency: { vi: 'Cơ quan', en: 'Agency' },
  boundBy: { vi: 'theo', en: 'by decision' },
  from: { vi: 'từ', en: 'from' },
  until: { vi: 'đến', en: 'until' },
  unbound: { vi: 'KHÔNG có hiệu lực khi ký', en: 'which did NOT hold when it was signed' },
  issuer: { vi: 'Nơi cấp chứng thư', en: 'Issued by' },
  validity: { vi: 'Chứng thư có hiệu lực', en: 'Certificate holds' },
  signedAt: { vi: 'Thời điểm ký', en: 'Signed at' },
  timestamp: { vi: 'Dấu thời gian', en: 'Time stamp' },
  claims: { vi: 'người ký khai', en: 'the signer claims' },
  scope: { vi: 'Phạm vi', en: 'Scope' },
  covers: { vi: 'chữ ký không bao trùm toàn bộ tệp', en: 'the signature does not cover the whole file' },
  whenSigned: { vi: 'Khi ký', en: 'When signed' },
  now: { vi: 'Hiện nay', en: 'Now' },
  conclusion: { vi: 'Kết luận', en: 'Conclusion' },
} as const;

/** What tells the time of signing. */
export const basisWords = {
  timestamp: { vi: 'có dấu thời gian chứng minh', en: 'proved by a time stamp' },
  evidence: { vi: 'có bằng chứng của trục liên thông', en: "proved by the hub's evidence" },
  claimed: { vi: 'do người ký tự khai, chưa được chứng minh', en: "by the signer's own word, not proved" },
  authority: { vi: 'do cơ quan cấp dấu thời gian nêu', en: 'by the word of the time-stamping authority' },
  none: { vi: 'không nêu trong chữ ký, lấy lúc kiểm tra', en: 'not given in the signature: the time of this check' },
} as const;

export const formatNames = {
  xmldsig: 'XMLDSig',
  xades: 'XAdES',
  cms: 'CMS',
  cades: 'CAdES',
  jws: 'JWS',
  jades: 'JAdES',
  pdf: 'PDF',
  pades: 'PAdES',
  ocsp: 'OCSP',
} as const;
