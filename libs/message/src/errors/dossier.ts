import type { ErrorEntry } from './entry';

/** Step 4: rules of document type `dossier`. */
export const dossier = {
  'dossier.shape': {
    vi: 'Dữ liệu hồ sơ không đúng cấu trúc',
    en: 'The dossier data does not have the required shape',
    next: { vi: 'Sửa trường nêu trong chi tiết theo lược đồ dossier/1', en: 'Correct the named field after the schema dossier/1' },
  },
  'dossier.code-malformed': {
    vi: 'Mã hồ sơ không đúng định dạng',
    en: 'The dossier code is malformed',
    next: { vi: 'Dùng mã cơ quan, ngày tiếp nhận và số thứ tự', en: 'Use organisation code, day of receipt and running number' },
  },
  'dossier.subject-mismatch': {
    vi: 'Mã hồ sơ trong dữ liệu khác thuộc tính subject',
    en: 'The dossier code in the data differs from the subject',
    next: { vi: 'Ghi cùng một mã hồ sơ ở cả hai chỗ', en: 'Give the same dossier code in both places' },
  },
  'dossier.procedure-code-malformed': {
    vi: 'Mã thủ tục hành chính không đúng định dạng',
    en: 'The procedure code is malformed',
    next: { vi: 'Dùng mã trong Cơ sở dữ liệu quốc gia về thủ tục hành chính', en: 'Use the code of the national procedure database' },
  },
  'dossier.procedure-unmapped': {
    vi: 'Kết nối không tiếp nhận thủ tục này',
    en: 'The connector takes no dossiers of this procedure',
    next: { vi: 'Bổ sung thủ tục vào door.procedures của kết nối', en: "Add the procedure to the connector's door.procedures" },
  },
  'dossier.status-unknown': {
    vi: 'Không có trạng thái hồ sơ này',
    en: 'There is no such dossier status',
    next: { vi: 'Dùng trạng thái từ "1" đến "10"', en: 'Use a status from "1" to "10"' },
  },
  'dossier.status-unmapped': {
    vi: 'Kết nối không có ánh xạ cho trạng thái hồ sơ này',
    en: 'The connector maps this dossier status to nothing',
    next: {
      vi: 'Bổ sung trạng thái vào statusMap của kết nối rồi gửi lại',
      en: "Add the status to the connector's statusMap, then send again",
    },
  },
  'dossier.rows-missing': {
    vi: 'Bước này mang dữ liệu mà cổng chỉ nhận cùng toàn bộ hồ sơ',
    en: 'This step brings data that the portal takes only with the whole dossier',
    next: { vi: 'Gửi kèm trường received với toàn bộ hồ sơ', en: 'Send the field received with the whole dossier' },
  },
  'dossier.transition-illegal': {
    vi: 'Không được chuyển hồ sơ giữa hai trạng thái này',
    en: 'A dossier may not pass between these two statuses',
    next: { vi: 'Gửi đủ các bước trung gian theo thứ tự', en: 'Send the steps between, in their order' },
  },
  'dossier.received-missing': {
    vi: 'Bước tiếp nhận thiếu thông tin tiếp nhận',
    en: 'The step of receipt lacks the receipt',
    next: { vi: 'Gửi kèm trường received với toàn bộ hồ sơ', en: 'Send the field received with the whole dossier' },
  },
  'dossier.received-mismatch': {
    vi: 'Thông tin tiếp nhận thuộc hồ sơ khác',
    en: 'The receipt belongs to another dossier',
    next: { vi: 'Gửi thông tin tiếp nhận của đúng hồ sơ', en: 'Send the receipt of this dossier' },
  },
  'dossier.due-before-receipt': {
    vi: 'Ngày hẹn trả trước ngày tiếp nhận',
    en: 'The due date lies before the receipt',
    next: { vi: 'Tính lại ngày hẹn trả', en: 'Compute the due date again' },
  },
  'dossier.reason-missing': {
    vi: 'Thiếu lý do từ chối, dừng hoặc yêu cầu bổ sung',
    en: 'A refusal, stop or request for supplements lacks its reason',
    next: { vi: 'Ghi lý do vào trường content', en: 'Give the reason in the field content' },
  },
  'dossier.attachment-url': {
    vi: 'Địa chỉ tải tệp đính kèm không hợp lệ',
    en: 'The address of an attachment is not acceptable',
    next: { vi: 'Dùng địa chỉ http hoặc https không kèm tài khoản', en: 'Use an http or https address without credentials' },
  },
  'dossier.attachment-duplicate': {
    vi: 'Hai tệp đính kèm trùng mã',
    en: 'Two attachments share one id',
    next: { vi: 'Đặt mã riêng cho từng tệp', en: 'Give each attachment its own id' },
  },
} as const satisfies Record<string, ErrorEntry>;
