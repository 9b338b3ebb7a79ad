import type { ErrorEntry } from './entry';

const entry = (vi: string, en: string, nextVi: string, nextEn: string): ErrorEntry => ({ vi, en, next: { vi: nextVi, en: nextEn } });

/** What `hub config check` finds; the problem itself names file, line and column. */
export const config = {
  'config.unreadable': entry(
    'Không đọc được tệp cấu hình',
    'The configuration file cannot be read',
    'Tạo tệp hoặc sửa quyền đọc',
    'Create the file or correct its permissions',
  ),
  'config.syntax': entry('Sai cú pháp YAML 1.2', 'Not valid YAML 1.2', 'Sửa tại dòng đã nêu', 'Correct the line that is named'),
  'config.unknown-key': entry(
    'Khóa không có trong lược đồ',
    'Unknown key',
    'Dùng khóa gần đúng đã nêu hoặc xóa dòng',
    'Use the key that is suggested, or delete the line',
  ),
  'config.missing-key': entry(
    'Thiếu khóa bắt buộc',
    'A required key is missing',
    'Bổ sung khóa theo tài liệu cấu hình',
    'Add the key; see the configuration reference',
  ),
  'config.invalid-value': entry(
    'Giá trị không hợp lệ',
    'The value is not valid',
    'Sửa giá trị theo tài liệu cấu hình',
    'Correct the value; see the configuration reference',
  ),
  'config.unknown-variable': entry(
    'Biến trong đường dẫn không tồn tại',
    'Unknown variable in a path',
    'Chỉ dùng ${data} hoặc đường dẫn thường',
    'Use ${data} or a plain path only',
  ),
  'config.override': entry(
    'Tham số ghi đè không dùng được',
    'The override cannot be applied',
    'Viết theo dạng a.b.c=giá-trị',
    'Write it as a.b.c=value',
  ),
  'config.duplicate': entry(
    'Tên hoặc mã bị trùng',
    'The name or code is already taken',
    'Đổi tên hoặc xóa một trong hai',
    'Rename or delete one of the two',
  ),
  'config.unknown-adapter': entry(
    'Không có loại kết nối này',
    'There is no adapter of this type',
    'Dùng loại có trong tài liệu kết nối',
    'Use a type of the connector guide',
  ),
  'config.unknown-zone': entry(
    'Vùng chưa khai báo',
    'The zone is not declared',
    'Khai báo vùng trong hub.yaml',
    'Declare the zone in hub.yaml',
  ),
  'config.unknown-party': entry(
    'Cơ quan không có trong danh bạ',
    'The party is not in the directory',
    'Thêm cơ quan vào parties/ hoặc sửa mã',
    'Add the party under parties/ or correct the code',
  ),
  'config.unknown-type': entry(
    'Loại thông điệp không tồn tại',
    'The message type does not exist',
    'Dùng loại thông điệp được hỗ trợ',
    'Use a message type that is supported',
  ),
  'config.unknown-connector': entry(
    'Không có kết nối với tên này',
    'There is no connector of this name',
    'Thêm tệp trong connectors/ hoặc sửa tên',
    'Add a file under connectors/ or correct the name',
  ),
  'config.unknown-mapping': entry(
    'Không có bảng ánh xạ với tên này',
    'There is no mapping of this name',
    'Thêm tệp trong mappings/ hoặc sửa tên',
    'Add a file under mappings/ or correct the name',
  ),
  'config.unknown-table': entry(
    'Bảng mã không có trong ánh xạ',
    'The mapping has no such code table',
    'Thêm bảng vào tables hoặc sửa tên',
    'Add the table under tables or correct the name',
  ),
  'config.mapping-test': entry(
    'Phép thử ánh xạ không đạt',
    'A test of a mapping fails',
    'Sửa ánh xạ hoặc phép thử',
    'Correct the mapping or the test',
  ),
  'config.certificate-unreadable': entry(
    'Không đọc được chứng thư',
    'The certificate cannot be read',
    'Đặt tệp PEM đúng chỗ và cho quyền đọc',
    'Put a readable PEM file in that place',
  ),
  'config.fingerprint-mismatch': entry(
    'Dấu vân tay SHA-256 không khớp chứng thư',
    'The SHA-256 fingerprint does not match the certificate',
    'Đối chiếu dấu vân tay qua kênh khác rồi sửa',
    'Confirm the fingerprint by another way, then correct it',
  ),
  'config.binding-overlap': entry(
    'Một chứng thư gắn với hai cơ quan cùng lúc',
    'One certificate is bound to two parties at the same time',
    'Đặt from/until để hai khoảng không giao nhau',
    'Set from and until so that the spans do not meet',
  ),
  'config.channel-party': entry(
    'Kết nối không được phép chuyển cho cơ quan này',
    'The connector may not carry this party',
    'Thêm cơ quan vào parties của kết nối hoặc đổi tuyến',
    "Add the party to the connector's parties, or change the route",
  ),
  'config.asserted': entry(
    'Không được nhận thông điệp không ký như đã khai',
    'This may not be taken unsigned',
    'Bỏ khỏi asserted: bên có chứng thư và loại có giá trị pháp lý luôn phải ký',
    'Take it out of asserted: who has a certificate, and types of legal effect, must always be signed',
  ),
  'config.route-missing': entry(
    'Thỏa thuận không có tuyến chuyển',
    'An agreement has no route',
    'Bổ sung tuyến trong routes.yaml',
    'Add a route to routes.yaml',
  ),
  'config.calendar': entry(
    'Lịch làm việc không nhất quán',
    'The working-day calendar contradicts itself',
    'Sửa ngày hoặc giờ tại dòng đã nêu theo thông báo nghỉ lễ của năm',
    "Correct the day or hours at the line named, after the year's notice",
  ),
  'config.organisation': entry(
    'Cây tổ chức không nhất quán',
    'The tree of organisations contradicts itself',
    'Sửa mã, thời gian hoặc cơ quan kế thừa tại dòng đã nêu',
    'Correct the code, the days or the successor at the line named',
  ),
  'config.unknown-organisation': entry(
    'Không có tổ chức với mã này',
    'There is no organisation with this code',
    'Thêm tổ chức vào organisations/ hoặc sửa mã',
    'Add the organisation under organisations/ or correct the code',
  ),
  'config.procedure': entry(
    'Danh mục thủ tục không nhất quán',
    'The catalogue of procedures contradicts itself',
    'Sửa phiên bản hoặc thành phần tại dòng đã nêu',
    'Correct the version or its part at the line named',
  ),
  'config.schema': entry(
    'Sổ lược đồ không nhất quán',
    'The registry of schemas contradicts itself',
    'Sửa tệp đã nêu trong schemas/; thêm phiên bản bằng hub schema add',
    'Correct the file named under schemas/; add versions by hub schema add',
  ),
  'config.schema-example': entry(
    'Ví dụ không đúng lược đồ',
    'An example does not keep its schema',
    'Sửa ví dụ hoặc lược đồ',
    'Correct the example or the schema',
  ),
  'config.schema-incompatible': entry(
    'Lược đồ không giữ tính tương thích đã hứa',
    'A schema does not keep the compatibility that it promises',
    'Bỏ thay đổi, hoặc thêm thành phiên bản lớn mới (--version), hoặc hứa ít hơn (--compatibility, trong type.yaml)',
    'Undo the change, or add it as a new major version (--version), or promise less (--compatibility, in type.yaml)',
  ),
  'config.route-test': entry(
    'Phép thử tuyến không đạt',
    'A route test fails',
    'Sửa tuyến, thỏa thuận hoặc phép thử',
    'Correct the route, the agreement or the test',
  ),
} as const satisfies Record<string, ErrorEntry>;
