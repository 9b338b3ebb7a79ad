import { type CheckWords, note } from './sentence';

export const xml = {
  'digest.algorithm': {
    passed: { vi: 'Thuật toán băm được phép dùng', en: 'The digest algorithm is allowed' },
    failed: {
      vi: 'Thuật toán băm không được phép. Đề nghị ký lại',
      en: 'The digest algorithm is not allowed. Have it signed again',
    },
    unsupported: {
      vi: 'Phần mềm này chưa hỗ trợ thuật toán băm: chưa kết luận được. Kiểm tra bằng phần mềm khác, hoặc đề nghị ký lại với SHA-256',
      en: 'The digest algorithm is not supported here: nothing can be concluded. Verify it elsewhere, or have it signed again with SHA-256',
    },
  },
  'manifest.digest': {
    passed: { vi: 'Các tệp trong danh sách đúng như khi ký', en: 'The listed files are as they were signed' },
    failed: {
      vi: 'Một tệp trong danh sách đã bị sửa sau khi ký. Xin lại bản gốc',
      en: 'A listed file was changed after signing. Ask for the original',
    },
  },
  'manifest.missing': {
    passed: { vi: 'Có đủ các tệp trong danh sách', en: 'All listed files are there' },
    unknown: {
      vi: 'Thiếu một tệp đã ký. Đưa tệp đó vào rồi kiểm tra lại',
      en: 'A signed file is missing. Hand it in and try again',
    },
  },
  'reference.missing': {
    passed: { vi: 'Có đủ nội dung đã ký', en: 'The signed content is there' },
    failed: { vi: 'Thiếu nội dung đã ký. Đưa tệp đó vào rồi kiểm tra lại', en: 'The signed content is missing. Hand it in and try again' },
    unknown: {
      vi: 'Thiếu tệp đính kèm đã ký. Đưa tệp đó vào rồi kiểm tra lại',
      en: 'A signed attachment is missing. Hand it in and try again',
    },
  },
  'reference.uri': {
    passed: { vi: 'Cách chỉ tới phần được ký được hỗ trợ', en: 'The way in which it names the signed part is supported' },
    failed: {
      vi: 'Cách chỉ tới phần được ký không được hỗ trợ. Đề nghị ký theo cách thông thường',
      en: 'The way in which it names the signed part is not supported. Have it signed in the usual way',
    },
  },
  'reference.transform': {
    passed: { vi: 'Các phép biến đổi được hỗ trợ', en: 'Its transforms are supported' },
    failed: {
      vi: 'Chữ ký dùng phép biến đổi không được hỗ trợ. Đề nghị ký theo cách thông thường',
      en: 'It uses a transform that is not supported. Have it signed in the usual way',
    },
    unsupported: {
      vi: 'Phần mềm này chưa hỗ trợ phép biến đổi mà chữ ký dùng: chưa kết luận được. Kiểm tra bằng phần mềm khác, hoặc đề nghị ký theo cách thông thường',
      en: 'A transform of the signature is not supported here: nothing can be concluded. Verify it elsewhere, or have it signed in the usual way',
    },
  },
  'reference.target': {
    passed: { vi: 'Phần được ký có trong tệp', en: 'The signed part is in the file' },
    failed: { vi: 'Phần được ký không có trong tệp. Xin lại tệp', en: 'The signed part is not in the file. Ask for the file again' },
  },
  'xml.duplicate-id': {
    passed: { vi: 'Mỗi phần được ký có Id riêng', en: 'Each signed part has an Id of its own' },
    failed: {
      vi: 'Nhiều phần trùng Id với phần được ký, có thể đã bị tráo. Không dùng tệp này',
      en: 'Several parts share the Id of the signed one, which may have been swapped. Do not use this file',
    },
  },
  'xml.processing-instruction': {
    passed: { vi: 'Phần được ký không có lệnh xử lý', en: 'There is no processing instruction in the signed part' },
    failed: {
      vi: 'Có lệnh xử lý XML trong phần được ký. Xin bản không có lệnh này',
      en: 'There is a processing instruction in the signed part. Ask for a copy without it',
    },
  },
  'xml.relative-namespace': {
    passed: { vi: 'Không gian tên đầy đủ', en: 'Its namespace names are absolute' },
    failed: {
      vi: 'Có không gian tên tương đối. Đề nghị sửa và ký lại',
      en: 'It has a relative namespace name. Have it mended and signed again',
    },
  },
  'xml.limit': {
    passed: { vi: 'Trong giới hạn xử lý', en: 'It is within the limits of what is processed' },
    failed: {
      vi: 'Vượt giới hạn xử lý. Chuyển bộ phận kỹ thuật xem',
      en: 'It is beyond the limits of what is processed. Ask technical staff',
    },
  },
  'xml.misplaced-namespace': note(
    'Chữ ký đặt trong không gian tên của edXML, được chấp nhận',
    'The signature stands in the namespace of edXML, which is accepted',
  ),
  'signature.structure': {
    passed: { vi: 'Cấu trúc chữ ký đúng', en: 'The signature is well formed' },
    failed: { vi: 'Cấu trúc chữ ký sai. Đề nghị ký lại', en: 'The signature is malformed. Have it signed again' },
  },
  'signature.canonicalization': {
    passed: { vi: 'Cách chuẩn hóa được hỗ trợ', en: 'Its canonicalisation is supported' },
    failed: { vi: 'Cách chuẩn hóa không được hỗ trợ. Đề nghị ký lại', en: 'Its canonicalisation is not supported. Have it signed again' },
    unsupported: {
      vi: 'Phần mềm này chưa hỗ trợ cách chuẩn hóa: chưa kết luận được. Kiểm tra bằng phần mềm khác, hoặc đề nghị ký lại',
      en: 'The canonicalisation is not supported here: nothing can be concluded. Verify it elsewhere, or have it signed again',
    },
  },
  'key.retrieval': {
    passed: { vi: 'Khóa nằm trong chữ ký', en: 'The key is in the signature' },
    failed: {
      vi: 'Khóa để ở nơi khác. Xin chữ ký có kèm chứng thư',
      en: 'The key is kept elsewhere. Ask for a signature with its certificate',
    },
  },
  'certificate.malformed': note(
    'Một chứng thư kèm theo không đọc được, đã bỏ qua',
    'A certificate that came along cannot be read and was passed over',
  ),
  'scope.nothing': {
    passed: { vi: 'Chữ ký có ký nội dung', en: 'The signature signs content' },
    failed: { vi: 'Chữ ký không ký nội dung nào. Xin bản khác', en: 'The signature signs no content. Ask for another copy' },
  },
  'xades.signed-properties': {
    passed: { vi: 'Thông tin ký được chữ ký bảo vệ', en: 'The details of signing are signed' },
    failed: {
      vi: 'Thông tin ký không được chữ ký bảo vệ. Đề nghị ký lại',
      en: 'The details of signing are not signed. Have it signed again',
    },
  },
  'xades.policy': note('Có chính sách ký riêng, không kiểm tra', 'It names a signature policy of its own, which was not checked'),
  'xades.data-object-format': note('Mục định dạng chỉ sai nơi', 'The format given belongs to no signed part'),
  'timestamp.form': note('Một dấu thời gian không đọc được, đã bỏ qua', 'A time stamp cannot be read and was passed over'),
  'timestamp.content': note('Có dấu thời gian nội dung, chưa kiểm tra', 'There is a content time stamp, which was not verified'),
  'timestamp.archive': note('Có dấu thời gian lưu trữ, chưa kiểm tra', 'There is an archive time stamp, which was not verified'),
  'signature.counter': note('Có chữ ký xác nhận, chưa kiểm tra', 'There is a counter-signature, which was not verified'),
  'signing-time.unsigned': note('Giờ ký không được chữ ký bảo vệ, đã bỏ qua', 'The time of signing is not signed, and was passed over'),
  'signing-time.form': note('Giờ ký không đọc được, đã bỏ qua', 'The time of signing cannot be read, and was passed over'),
  'signing-time.zone': note('Giờ ký không nêu múi giờ, hiểu là giờ Hà Nội', "The time of signing names no zone: read as Hanoi's time"),
} as const satisfies Record<string, CheckWords>;
