import type { ErrorEntry } from './entry';

/** Step 4: electronic documents by QCVN 102:2016/BTTTT; also what `hub document read` tells. */
export const edxml = {
  'edxml.malformed': {
    vi: 'Tệp không phải XML đúng cú pháp',
    en: 'The file is not well-formed XML',
    next: { vi: 'Xin lại tệp gốc từ bên gửi', en: 'Ask the sender for the original file' },
  },
  'edxml.doctype': {
    vi: 'Văn bản có khai báo DOCTYPE',
    en: 'The document has a DOCTYPE',
    next: { vi: 'Bỏ khai báo DOCTYPE rồi gửi lại', en: 'Send it again without the DOCTYPE' },
  },
  'edxml.version': {
    vi: 'Phiên bản XML không được hỗ trợ',
    en: 'The version of XML is not supported',
    next: { vi: 'Dùng XML 1.0', en: 'Use XML 1.0' },
  },
  'edxml.encoding': {
    vi: 'Văn bản không dùng bảng mã UTF-8',
    en: 'The document is not in UTF-8',
    next: { vi: 'Ghi lại tệp bằng UTF-8 như quy chuẩn', en: 'Write the file in UTF-8, as the standard says' },
  },
  'edxml.limit': {
    vi: 'Văn bản vượt giới hạn xử lý',
    en: 'The document is beyond the limits of what is processed',
    next: { vi: 'Giảm dung lượng hoặc tách tệp đính kèm', en: 'Make it smaller, or split its attachments' },
  },
  'edxml.processing-instruction': {
    vi: 'Văn bản có lệnh xử lý XML',
    en: 'There is a processing instruction in the document',
    next: { vi: 'Bỏ lệnh xử lý rồi gửi lại', en: 'Send it again without the instruction' },
  },
  'edxml.root': {
    vi: 'Tệp không phải văn bản edXML',
    en: 'The file is no edXML document',
    next: { vi: 'Gửi tệp edXML theo QCVN 102:2016/BTTTT', en: 'Send edXML by QCVN 102:2016/BTTTT' },
  },
  'edxml.structure': {
    vi: 'Phần tử đặt sai chỗ, hoặc có chữ nằm giữa các phần tử',
    en: 'An element stands in the wrong place, or text stands between elements',
    next: { vi: 'Tạo lại văn bản theo cấu trúc của quy chuẩn', en: 'Make the document by the structure of the standard' },
  },
  'edxml.repeated': {
    vi: 'Phần tử chỉ được có một mà xuất hiện nhiều lần',
    en: 'An element that belongs once is there more than once',
    next: { vi: 'Chỉ giữ một phần tử', en: 'Keep one of them' },
  },
  'edxml.foreign-element': {
    vi: 'Phần tử của quy chuẩn nằm trong không gian tên khác',
    en: 'An element of the standard is in another namespace',
    next: { vi: 'Dùng không gian tên của QCVN 102:2016', en: 'Use the namespace of QCVN 102:2016' },
  },
  'edxml.value-markup': {
    vi: 'Trong giá trị có phần tử, chú thích hoặc lệnh xử lý',
    en: 'A value holds an element, a comment or an instruction',
    next: { vi: 'Chỉ ghi chữ trong giá trị', en: 'Write nothing but text into a value' },
  },
  'edxml.character': {
    vi: 'Trong giá trị có ký tự điều khiển',
    en: 'A value holds a control character',
    next: { vi: 'Bỏ ký tự điều khiển', en: 'Take the control character out' },
  },
  'edxml.missing': {
    vi: 'Thiếu phần tử bắt buộc',
    en: 'A required element is missing or empty',
    next: { vi: 'Bổ sung phần tử nêu trong chi tiết', en: 'Add the element that is named' },
  },
  'edxml.too-long': {
    vi: 'Giá trị dài quá mức cho phép',
    en: 'A value is longer than allowed',
    next: { vi: 'Rút gọn giá trị', en: 'Shorten the value' },
  },
  'edxml.too-many': {
    vi: 'Có quá nhiều phần tử cùng loại',
    en: 'There are too many elements of one kind',
    next: { vi: 'Tách thành nhiều văn bản', en: 'Split it into several documents' },
  },
  'edxml.date': {
    vi: 'Ngày không đúng dạng yyyy/MM/dd hoặc không có thật',
    en: 'A date is not of the form yyyy/MM/dd, or no calendar has it',
    next: { vi: 'Ghi ngày có thật, dạng yyyy/MM/dd', en: 'Give a real day as yyyy/MM/dd' },
  },
  'edxml.time': {
    vi: 'Thời điểm không đúng dạng yyyy/MM/dd HH:mm:ss hoặc không có thật',
    en: 'A time is not of the form yyyy/MM/dd HH:mm:ss, or does not exist',
    next: { vi: 'Ghi giờ Hà Nội, dạng yyyy/MM/dd HH:mm:ss', en: 'Give Hanoi’s time as yyyy/MM/dd HH:mm:ss' },
  },
  'edxml.number': {
    vi: 'Giá trị phải là số nguyên không âm',
    en: 'A value must be a whole number, not below zero',
    next: { vi: 'Ghi số nguyên', en: 'Give a whole number' },
  },
  'edxml.boolean': {
    vi: 'Giá trị phải là true hoặc false',
    en: 'A value must be true or false',
    next: { vi: 'Ghi true hoặc false', en: 'Give true or false' },
  },
  'edxml.organisation-code': {
    vi: 'Mã định danh cơ quan không đúng',
    en: 'An organisation code is of no known form',
    next: {
      vi: 'Dùng mã theo QĐ 20/2020/QĐ-TTg hoặc mã cũ 13 ký tự',
      en: 'Use a code by QĐ 20/2020/QĐ-TTg, or an old one of 13 characters',
    },
  },
  'edxml.document-id': {
    vi: 'Mã văn bản không đúng',
    en: 'A document id is malformed',
    next: { vi: 'Dùng dạng mã cơ quan,yyyy/MM/dd,số/ký hiệu', en: 'Use organisation,yyyy/MM/dd,number/notation' },
  },
  'edxml.code-unknown': {
    vi: 'Mã không có trong danh mục của quy chuẩn',
    en: 'A code is not in the list of the standard',
    next: { vi: 'Dùng mã có trong danh mục', en: 'Use a code of the list' },
  },
  'edxml.receiver-missing': {
    vi: 'Văn bản không có nơi nhận',
    en: 'The document has no receiver',
    next: { vi: 'Bổ sung phần tử To', en: 'Add an element To' },
  },
  'edxml.receiver-duplicate': {
    vi: 'Một nơi nhận được ghi hai lần',
    en: 'A receiver is named twice',
    next: { vi: 'Chỉ ghi mỗi nơi nhận một lần', en: 'Name each receiver once' },
  },
  'edxml.kind-ambiguous': {
    vi: 'Vừa là văn bản vừa là bản tin trạng thái',
    en: 'It is a document and a status at once',
    next: { vi: 'Gửi riêng văn bản và trạng thái', en: 'Send the document and the status apart' },
  },
  'edxml.status-unknown': {
    vi: 'Không có mã trạng thái này',
    en: 'There is no such status',
    next: { vi: 'Dùng 01 đến 06, 13, 15 hoặc 16', en: 'Use 01 to 06, 13, 15 or 16' },
  },
  'edxml.reason-missing': {
    vi: 'Từ chối mà không nêu lý do',
    en: 'A refusal gives no reason',
    next: { vi: 'Ghi lý do vào Description', en: 'Give the reason in Description' },
  },
  'edxml.replaced-missing': {
    vi: 'Văn bản thay thế không nêu văn bản bị thay thế',
    en: 'A replacement does not say what it replaces',
    next: { vi: 'Bổ sung ReplacementInfo', en: 'Add ReplacementInfo' },
  },
  'edxml.signed-part-missing': {
    vi: 'Chữ ký nhắc tới phần không có trong văn bản',
    en: 'A signature speaks of a part that is not in the document',
    next: { vi: 'Gửi đủ những gì đã ký', en: 'Send all that was signed' },
  },
  'edxml.status-backwards': {
    vi: 'Trạng thái mới đứng trước trạng thái đã có',
    en: 'The status lies before the one that is known',
    next: { vi: 'Chỉ gửi trạng thái tiếp theo', en: 'Send only what comes after it' },
  },
  'edxml.status-ended': {
    vi: 'Văn bản đã kết thúc xử lý tại nơi nhận',
    en: 'The document has come to its end at the receiver',
    next: { vi: 'Không gửi thêm trạng thái', en: 'Send no further status' },
  },
  'edxml.status-no-recall': {
    vi: 'Trả lời thu hồi khi không có yêu cầu thu hồi',
    en: 'An answer to a recall that nobody asked for',
    next: { vi: 'Chỉ trả lời sau khi có yêu cầu', en: 'Answer only what was asked' },
  },
  'edxml.unwritable': {
    vi: 'Giá trị không ghi được thành edXML',
    en: 'A value cannot be written as edXML',
    next: { vi: 'Sửa trường nêu trong chi tiết', en: 'Correct the field that is named' },
  },
  'edxml.data': {
    vi: 'Dữ liệu của thông điệp không phải tệp edXML',
    en: 'The data of the message are no edXML file',
    next: { vi: 'Gửi nguyên tệp edXML', en: 'Send the edXML file as it is' },
  },
  'edxml.type-mismatch': {
    vi: 'Loại thông điệp khác loại văn bản bên trong',
    en: 'The message’s type is not that of the document in it',
    next: { vi: 'Ghi đúng loại thông điệp', en: 'Give the type of the document' },
  },
  'edxml.subject-mismatch': {
    vi: 'Thuộc tính subject khác mã văn bản',
    en: 'The subject differs from the document id',
    next: { vi: 'Ghi mã văn bản vào subject', en: 'Give the document id as the subject' },
  },
  'edxml.source-mismatch': {
    vi: 'Bên gửi thông điệp khác cơ quan gửi văn bản',
    en: 'The message’s sender is not the document’s',
    next: { vi: 'Gửi bằng mã của cơ quan trong From', en: 'Send under the code in From' },
  },
  'document.unknown': {
    vi: 'Không nhận ra loại văn bản của tệp',
    en: 'The file is no kind of document that the hub knows',
    next: { vi: 'Dùng tệp edXML hoặc thông điệp hồ sơ (JSON)', en: 'Use an edXML file, or a dossier message (JSON)' },
  },
} as const satisfies Record<string, ErrorEntry>;
