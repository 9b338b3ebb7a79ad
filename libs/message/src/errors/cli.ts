import type { ErrorEntry } from './entry';

/** Why a command of the hub cannot do its work: what it was given, and the files that it needs. */
export const cli = {
  'cli.usage': {
    vi: 'Lệnh hoặc tham số không đúng',
    en: 'The command or its options are not right',
    next: { vi: 'Xem cách dùng: thêm --help vào lệnh', en: 'See how it is used: add --help to the command' },
  },
  'cli.no-role': {
    vi: 'Không có vai trò với tên này',
    en: 'There is no role of this name',
    next: { vi: 'Dùng core hoặc connector:<vùng> với vùng trong hub.yaml', en: 'Use core, or connector:<zone> with a zone of hub.yaml' },
  },
  'cli.no-party': {
    vi: 'Không có bên tham gia với mã này',
    en: 'There is no party with this code',
    next: { vi: 'Xem các mã bằng hub party list', en: 'See the codes by hub party list' },
  },
  'cli.no-agreement': {
    vi: 'Không có thỏa thuận với tên này',
    en: 'There is no agreement of this name',
    next: { vi: 'Xem các tên bằng hub agreement list', en: 'See the names by hub agreement list' },
  },
  'cli.no-connector': {
    vi: 'Không có kết nối với tên này',
    en: 'There is no connector of this name',
    next: { vi: 'Dùng tên của một tệp trong connectors/', en: 'Use the name of a file under connectors/' },
  },
  'connector.no-version': {
    vi: 'Không có phiên bản này của kết nối',
    en: 'There is no such version of the connector',
    next: { vi: 'Xem các phiên bản bằng hub connector list TÊN', en: 'See its versions by hub connector list NAME' },
  },
  'connector.zone-fixed': {
    vi: 'Kết nối không đổi vùng được: bản tin đang chờ đi về vùng cũ',
    en: 'A connector cannot change its zone: deliveries that wait are on the way to the old one',
    next: {
      vi: 'Đặt tên mới cho kết nối trong vùng mới rồi đổi tuyến',
      en: 'Give it a new name in the new zone and lead the routes there',
    },
  },
  'connector.refused': {
    vi: 'Vùng không dùng được phiên bản này, phiên bản trước vẫn chạy',
    en: 'The zone cannot use this version; the one before goes on running',
    next: {
      vi: 'Sửa tệp rồi áp dụng lại, hoặc hub connector rollback',
      en: 'Correct the file and apply it again, or hub connector rollback',
    },
  },
  'cli.no-message': {
    vi: 'Không có thông điệp với mã này',
    en: 'There is no message of this id',
    next: { vi: 'Tìm mã (UUID) bằng hub message list', en: 'Find its id (a UUID) by hub message list' },
  },
  'cli.no-lane': {
    vi: 'Không có làn nào như vậy đang đứng',
    en: 'No such lane stands',
    next: { vi: 'Xem các làn đang đứng bằng hub lane list', en: 'See which lanes stand by hub lane list' },
  },
  'cli.no-evidence': {
    vi: 'Chưa có lá nào được niêm phong cho thông điệp này',
    en: 'No leaf of this message is sealed',
    next: {
      vi: 'Thử lại sau một giây; nếu vẫn vậy, kiểm tra mã bằng hub message show',
      en: 'Try again in a second; if it stays so, check the id by hub message show',
    },
  },
  'cli.key-unreadable': {
    vi: 'Không đọc được khóa riêng',
    en: 'The private key cannot be read',
    next: { vi: 'Dùng tệp PEM (PKCS#8) không đặt mật khẩu', en: 'Use a PEM file (PKCS#8) without a password' },
  },
  'cli.file-missing': {
    vi: 'Không có tệp hoặc thư mục này',
    en: 'There is no such file or folder',
    next: { vi: 'Kiểm tra đường dẫn', en: 'Check the path' },
  },
  'cli.file-kind': {
    vi: 'Cần một tệp nhưng gặp thư mục, hoặc ngược lại',
    en: 'A file is needed and this is a folder, or the other way round',
    next: { vi: 'Kiểm tra đường dẫn', en: 'Check the path' },
  },
  'cli.file-exists': {
    vi: 'Tệp hoặc thư mục này đã có',
    en: 'The file or folder is there already',
    next: { vi: 'Chọn tên khác, hoặc dời tệp cũ đi', en: 'Choose another name, or move the old one away' },
  },
  'cli.file-forbidden': {
    vi: 'Không có quyền với tệp hoặc thư mục này',
    en: 'The file or folder may not be used by this account',
    next: { vi: 'Cấp quyền cho tài khoản đang chạy, hoặc chạy bằng chủ sở hữu', en: 'Grant it to this account, or run as its owner' },
  },
  'cli.disk-full': {
    vi: 'Ổ đĩa đã đầy',
    en: 'The disk is full',
    next: { vi: 'Giải phóng chỗ trống rồi chạy lại', en: 'Make room, then run it again' },
  },
  'cli.read-only': {
    vi: 'Ổ đĩa chỉ cho đọc',
    en: 'The disk is mounted read-only',
    next: { vi: 'Chọn thư mục ghi được, hoặc gắn lại ổ đĩa', en: 'Choose a folder that can be written, or mount it anew' },
  },
  'secret.missing': {
    vi: 'Thiếu tệp bí mật',
    en: 'A secret file is missing',
    next: { vi: 'Chạy hub provision, hoặc đặt tệp vào chỗ đã nêu', en: 'Run hub provision, or put the file there' },
  },
  'secret.no-kafka-user': {
    vi: 'Không có mật khẩu Kafka cho vai trò này',
    en: 'There is no Kafka password for this role',
    next: { vi: 'Khởi động lại Kafka kèm theo với người dùng này', en: 'Restart the embedded broker with this user' },
  },
} as const satisfies Record<string, ErrorEntry>;
