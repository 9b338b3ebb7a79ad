import type { ErrorEntry } from './entry';

/** Steps 1, 2, 4-7: the message itself. */
export const message = {
  'message.malformed': {
    vi: 'Không đọc được thông điệp',
    en: 'The message cannot be read',
    next: { vi: 'Sửa theo chi tiết rồi gửi lại với mã thông điệp mới', en: 'Correct what the detail names and send again under a new id' },
  },
  'message.too-large': {
    vi: 'Thông điệp vượt kích thước cho phép',
    en: 'The message exceeds the size limit',
    next: { vi: 'Gửi tệp lớn dưới dạng liên kết đính kèm', en: 'Send large files as attachment links' },
  },
  'message.subject-mismatch': {
    vi: 'Mã hồ sơ ở cửa nhận khác mã đã ký trong nội dung',
    en: 'The subject claimed at the door differs from the signed one',
    next: { vi: 'Gửi lại với cùng một mã hồ sơ ở cả hai chỗ', en: 'Send again with the same subject in both places' },
  },
  'message.time-ahead': {
    vi: 'Thời điểm của thông điệp ở tương lai',
    en: 'The message is dated in the future',
    next: { vi: 'Đồng bộ đồng hồ của hệ thống gửi rồi gửi lại', en: "Synchronise the sending system's clock and send again" },
  },
  'message.time-too-old': {
    vi: 'Thông điệp được tạo quá lâu so với thời hạn chống trùng',
    en: 'The message is older than the window in which repeats are recognised',
    next: { vi: 'Ký lại thông điệp với thời điểm hiện tại', en: 'Sign the message again with the current time' },
  },
  'message.conflict': {
    vi: 'Mã thông điệp đã được dùng cho nội dung khác',
    en: 'The message id was already used for other content',
    next: { vi: 'Dùng mã thông điệp mới cho nội dung mới', en: 'Use a new id for new content' },
  },
  'message.unstorable': {
    vi: 'Không ghi được thông điệp vào sổ',
    en: 'The message cannot be recorded',
    next: { vi: 'Quản trị viên xem dữ liệu cách ly rồi quyết định', en: 'An operator inspects the quarantined bytes and decides' },
  },
  'operator.released': {
    vi: 'Quản trị viên đã kết thúc thông điệp đang chờ quyết định',
    en: 'An operator ended the message while it waited to be decided',
    next: { vi: 'Liên hệ trục liên thông để biết lý do, rồi gửi lại', en: 'Ask the hub for the reason, then send again' },
  },
  'type.unknown': {
    vi: 'Loại thông điệp hoặc phiên bản không được hỗ trợ',
    en: 'Unknown message type or version',
    next: { vi: 'Dùng loại và phiên bản có trong tài liệu kết nối', en: 'Use a type and version of the connector guide' },
  },
  'party.mismatch': {
    vi: 'Bên gửi khai báo không phải bên sở hữu chứng thư đã ký',
    en: 'The declared sender is not the party bound to the signing certificate',
    next: { vi: 'Khai đúng mã cơ quan của chứng thư đã ký', en: 'Declare the party code to which the certificate is bound' },
  },
  'party.unknown-receiver': {
    vi: 'Không có bên nhận với mã này',
    en: 'There is no receiving party with this code',
    next: { vi: 'Kiểm tra mã cơ quan nhận trong danh bạ', en: "Check the receiver's code in the directory" },
  },
  'party.foreign-channel': {
    vi: 'Cơ quan không được gửi qua kênh kết nối này',
    en: 'The party may not speak on this channel',
    next: { vi: 'Gửi qua đúng kết nối của cơ quan', en: "Send through the party's own connector" },
  },
  'channel.foreign': {
    vi: 'Vùng kết nối nói thay cho kết nối không thuộc về nó',
    en: 'A zone speaks for a connector that is not its own',
    next: { vi: 'Kiểm tra cấu hình vùng và quyền của tài khoản Kafka', en: "Check the zone's configuration and Kafka credential" },
  },
  'agreement.missing': {
    vi: 'Không có thỏa thuận cho phép gửi loại thông điệp này',
    en: 'No agreement allows this sender to send this type to this receiver',
    next: { vi: 'Đề nghị quản trị viên bổ sung thỏa thuận', en: 'Ask the administrator for an agreement' },
  },
  'route.missing': {
    vi: 'Không có tuyến chuyển cho thông điệp',
    en: 'No route leads anywhere for this message',
    next: { vi: 'Quản trị viên bổ sung tuyến rồi thả làn', en: 'An operator adds a route and releases the lane' },
  },
  'hub.defect': {
    vi: 'Lỗi không lường trước của trục liên thông',
    en: 'Unexpected error inside the hub',
    next: { vi: 'Báo đội vận hành; thông điệp được giữ nguyên', en: 'Tell the operations team; the message is kept' },
  },
} as const satisfies Record<string, ErrorEntry>;
