import { type CheckWords, note } from './sentence';

const missing = {
  vi: 'Thiếu nội dung đã ký. Đưa tệp đó vào bằng --content rồi kiểm tra lại',
  en: 'The signed content is missing. Hand it in by --content and try again',
};
const changed = {
  vi: 'Nội dung đã bị thay đổi sau khi ký. Không dùng tệp này; xin lại bản gốc',
  en: 'The content was changed after signing. Do not use this file; ask for the original',
};

export const content = {
  'content.missing': { passed: { vi: 'Có nội dung đã ký', en: 'The signed content is there' }, failed: missing, unknown: missing },
  'content.digest': { passed: { vi: 'Nội dung đúng như khi ký', en: 'The content is as it was signed' }, failed: changed },
  'content.same': {
    passed: { vi: 'Nội dung kèm trong chữ ký trùng với tệp được đưa vào', en: 'The content inside is the one that was handed in' },
    failed: {
      vi: 'Nội dung kèm trong chữ ký khác với tệp được đưa vào. Kiểm tra có chọn đúng tệp không',
      en: 'The content inside is not the one that was handed in. Check whether it is the right file',
    },
  },
  'reference.algorithm': {
    passed: { vi: 'Thuật toán băm được phép dùng', en: 'The digest algorithm is allowed' },
    failed: { vi: 'Thuật toán băm không được phép. Đề nghị ký lại', en: 'The digest algorithm is not allowed. Have it signed again' },
    unsupported: {
      vi: 'Phần mềm này chưa hỗ trợ thuật toán băm: chưa kết luận được. Kiểm tra bằng phần mềm khác, hoặc đề nghị ký lại với SHA-256',
      en: 'The digest algorithm is not supported here: nothing can be concluded. Verify it elsewhere, or have it signed again with SHA-256',
    },
  },
  'signature.malformed': {
    passed: { vi: 'Cấu trúc chữ ký đúng', en: 'The signature is well formed' },
    failed: { vi: 'Cấu trúc chữ ký sai. Đề nghị ký lại', en: 'The signature is malformed. Have it signed again' },
    unsupported: {
      vi: 'Phần mềm này chưa xử lý được cấu trúc của chữ ký: chưa kết luận được. Kiểm tra bằng phần mềm khác, hoặc đề nghị ký lại',
      en: 'The structure of the signature is not supported here: nothing can be concluded. Verify it elsewhere, or have it signed again',
    },
  },
  'signature.unsupported': {
    passed: { vi: 'Loại chữ ký được hỗ trợ', en: 'The kind of signature is supported' },
    failed: {
      vi: 'Loại chữ ký này chưa được hỗ trợ. Đề nghị ký lại theo PAdES, XAdES, CAdES hoặc JAdES',
      en: 'This kind of signature is not supported. Have it signed again as PAdES, XAdES, CAdES or JAdES',
    },
    unsupported: {
      vi: 'Loại chữ ký này chưa được hỗ trợ: chưa kết luận được. Kiểm tra bằng phần mềm khác, hoặc đề nghị ký lại theo PAdES, XAdES, CAdES hay JAdES',
      en: 'This kind of signature is not supported here: nothing can be concluded. Verify it elsewhere, or have it signed again as PAdES, XAdES, CAdES or JAdES',
    },
  },
  'signature.policy': note('Có chính sách ký riêng, không kiểm tra', 'It names a signature policy of its own, which was not checked'),
  'signer.time': note('Giờ ký không đọc được, đã bỏ qua', 'The time of signing cannot be read, and was passed over'),
  'scope.byte-range': {
    passed: { vi: 'Chữ ký bao trùm bản PDF của nó từ đầu đến cuối', en: 'The signature covers its revision of the PDF from end to end' },
    failed: {
      vi: 'Vùng được ký trong PDF có lỗ hổng: có thể đã bị chèn nội dung. Không dùng tệp này',
      en: 'The signed range of the PDF has holes: content may have been put in. Do not use this file',
    },
  },
  'scope.later-changes': {
    passed: {
      vi: 'Sau khi ký, tệp chỉ có thêm chữ ký hoặc dữ liệu xác thực',
      en: 'After signing, only signatures or validation data were added',
    },
    warning: {
      vi: 'Sau khi ký, tệp được điền biểu mẫu hoặc thêm chú thích. Xem bản gốc khi ký nếu cần',
      en: 'After signing, forms were filled in or notes were added. Look at the signed revision if it matters',
    },
    failed: {
      vi: 'Nội dung PDF đã bị thay đổi sau khi ký. Chỉ tin bản tại thời điểm ký; xin lại bản gốc',
      en: 'The content of the PDF was changed after signing. Trust the signed revision only; ask for the original',
    },
  },
  'asic.manifest': {
    passed: { vi: 'Danh sách tệp đã ký đọc được', en: 'The list of signed files can be read' },
    failed: { vi: 'Danh sách tệp đã ký bị sai. Xin lại tệp', en: 'The list of signed files is wrong. Ask for the file again' },
    warning: { vi: 'Danh sách tệp đã ký có chỗ lạ', en: 'The list of signed files has something odd in it' },
  },
  'content.type': {
    passed: { vi: 'Loại nội dung đúng như khi ký', en: 'The type of the content is the signed one' },
    failed: {
      vi: 'Loại nội dung khác với loại đã ký. Không dùng tệp này',
      en: 'The type of the content is not the signed one. Do not use this file',
    },
  },
  'signature.signers': {
    passed: { vi: 'Có đúng một người ký', en: 'There is exactly one signer' },
    failed: { vi: 'Phải có đúng một người ký. Đề nghị ký lại', en: 'There must be exactly one signer. Have it signed again' },
  },
  'signing.time': {
    passed: { vi: 'Người ký có khai thời điểm ký', en: 'The signer claims a time of signing' },
    warning: { vi: 'Thời điểm ký ghi sai, đã bỏ qua', en: 'The time of signing is broken, and was passed over' },
    failed: {
      vi: 'Thời điểm ký bị lặp lại: chữ ký sai cấu trúc. Đề nghị ký lại',
      en: 'The time of signing is repeated: the signature is malformed. Have it signed again',
    },
  },
  'counter.signature': note('Có chữ ký xác nhận, chưa kiểm tra', 'There is a counter-signature, which was not verified'),
  'unsigned.property': note('Có phần thêm vào sau khi ký, chưa kiểm tra', 'Something was added after signing, which was not verified'),
  'values.malformed': note(
    'Dữ liệu kiểm tra kèm theo bị hỏng, đã bỏ qua',
    'Validation data that came along are broken and were passed over',
  ),
  'container.mimetype': {
    passed: { vi: 'Gói ghi đúng kiểu tệp', en: 'The container names its media type' },
    warning: {
      vi: 'Gói ghi kiểu tệp sai chỗ hoặc thiếu; không ảnh hưởng chữ ký',
      en: 'The media type is missing or misplaced; signatures are not affected',
    },
  },
} as const satisfies Record<string, CheckWords>;
