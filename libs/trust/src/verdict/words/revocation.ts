import type { CheckWords } from './sentence';

export const revocation = {
  'revocation.status': {
    passed: { vi: 'Chứng thư chưa bị thu hồi', en: 'The certificate is not revoked' },
    failed: {
      vi: 'Chứng thư đã bị thu hồi hoặc tạm dừng vào lúc này. Hỏi cơ quan của người ký và đề nghị ký lại bằng chứng thư khác',
      en: "The certificate was revoked or on hold at that time. Ask the signer's agency, and have it signed again with another certificate",
    },
    unknown: {
      vi: 'Chưa biết chứng thư có bị thu hồi hay không. Thử lại khi có mạng, hoặc đưa thêm tệp CRL hay OCSP của nơi cấp',
      en: "Whether the certificate is revoked is not known. Try again with a connection, or hand in the issuer's CRL or OCSP response",
    },
  },
  'revocation.later': {
    passed: {
      vi: 'Chứng thư bị thu hồi sau khi ký; chữ ký đã được chứng minh là có trước đó',
      en: 'The certificate was revoked later; the signature is proved to be older',
    },
  },
  'revocation.without-proof': {
    passed: { vi: 'Thời điểm ký có trước khi thu hồi', en: 'Signed before the revocation' },
    unknown: {
      vi: 'Chứng thư đã bị thu hồi, và không có gì chứng minh chữ ký có trước đó. Xin bản có dấu thời gian hoặc hỏi cơ quan của người ký',
      en: "The certificate has been revoked, and nothing proves that the signature is older. Ask for a time-stamped copy, or ask the signer's agency",
    },
  },
  'revocation.no-source': {
    passed: { vi: 'Nơi cấp có công bố danh sách thu hồi', en: 'The issuer publishes revocations' },
    warning: {
      vi: 'Chứng thư không nêu nơi tra cứu thu hồi và không có tệp CRL hay OCSP nào được đưa vào: chưa kiểm tra thu hồi',
      en: 'The certificate names no place to ask for its revocation and none was handed in: revocation was not checked',
    },
  },
  'revocation.archived': {
    passed: {
      vi: 'Chứng thư chưa bị thu hồi, theo dữ liệu thu hồi được lưu lại quanh thời điểm đó',
      en: 'The certificate was not revoked, by revocation data that were kept from around that time',
    },
    warning: {
      vi: 'Chứng thư chưa bị thu hồi theo dữ liệu lưu lại quanh thời điểm đó; chưa hỏi được tình trạng mới nhất. Nếu cần chắc chắn, kiểm tra lại khi có mạng',
      en: 'The certificate was not revoked, by data that were kept from around that time; nothing newer could be learned. Check again with a connection if it matters',
    },
    unknown: {
      vi: 'Chứng thư đã hết hạn; dữ liệu thu hồi lưu lại cho biết khi đó chưa bị thu hồi, nhưng không có gì chứng minh thời điểm ký. Xin bản có dấu thời gian',
      en: 'The certificate has expired. Kept revocation data say that it was good then, but nothing proves when it was signed. Ask for a time-stamped copy',
    },
  },
  'revocation.before': {
    passed: { vi: 'Dữ liệu thu hồi có sau thời điểm cần xác nhận', en: 'The revocation data are from after the moment in question' },
    unknown: {
      vi: 'Dữ liệu thu hồi được lưu lại có trước thời điểm cần xác nhận, nên không cho biết chứng thư có bị thu hồi trong khoảng đó hay không. Lấy dữ liệu mới hơn (--crl, --ocsp hoặc --allow)',
      en: 'The revocation data that were kept are older than what they are to vouch for: somebody may have revoked in between. Get newer data (--crl, --ocsp or --allow)',
    },
  },
  'revocation.signer-expired': {
    passed: { vi: 'Nơi ký dữ liệu thu hồi còn hiệu lực', en: 'Whoever signed the revocation data still holds' },
    unknown: {
      vi: 'Chứng thư của nơi ký dữ liệu thu hồi đã hết hạn, và không có dấu thời gian lưu trữ nào đóng lên dữ liệu đó trước khi hết hạn. Xin bản có dấu thời gian lưu trữ, hoặc dữ liệu thu hồi mới hơn',
      en: 'The certificate of whoever signed the revocation data has expired, and no archive time stamp covers the data from before. Ask for a copy with an archive time stamp, or for newer revocation data',
    },
  },
  'revocation.signer-revoked': {
    passed: { vi: 'Nơi ký dữ liệu thu hồi chưa bị thu hồi', en: 'Whoever signed the revocation data is not revoked' },
    unknown: {
      vi: 'Chứng thư của nơi cấp đã bị thu hồi, và không có gì chứng minh dữ liệu thu hồi này có trước đó. Xin bản có dấu thời gian lưu trữ',
      en: "The issuer's certificate has been revoked, and nothing proves that these revocation data are older. Ask for a copy with an archive time stamp",
    },
  },
  'ocsp.response': {
    passed: {
      vi: 'Câu trả lời OCSP do nơi cấp hoặc máy chủ được ủy quyền ký',
      en: 'The OCSP response is by the issuer, or by a responder that it appointed',
    },
    failed: {
      vi: 'Không dùng được câu trả lời OCSP này. Hỏi lại máy chủ OCSP, hoặc đưa chứng thư nơi cấp bằng --certificates',
      en: "This OCSP response cannot be used. Ask the responder again, or hand in the issuer's certificate by --certificates",
    },
  },
  'revocation.crl': {
    passed: { vi: 'Dùng được danh sách thu hồi (CRL)', en: 'A revocation list (CRL) can be used' },
    warning: {
      vi: 'Một danh sách thu hồi (CRL) không dùng được, đã bỏ qua',
      en: 'A revocation list (CRL) cannot be used and was passed over',
    },
  },
  'revocation.ocsp': {
    passed: { vi: 'Dùng được câu trả lời OCSP', en: 'An OCSP response can be used' },
    warning: { vi: 'Một câu trả lời OCSP không dùng được, đã bỏ qua', en: 'An OCSP response cannot be used and was passed over' },
  },
  'revocation.responder': {
    passed: { vi: 'Máy chủ OCSP được nơi cấp ủy quyền', en: 'The OCSP responder is appointed by the issuer' },
    warning: {
      vi: 'Chưa biết chứng thư của máy chủ OCSP có bị thu hồi không',
      en: "Whether the OCSP responder's own certificate is revoked is not known",
    },
  },
} as const satisfies Record<string, CheckWords>;
