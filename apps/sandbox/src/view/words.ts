import type { Lang } from '../stage/errors';

const steps = {
  lock: { vi: 'Kiểm tra ổ đĩa, giữ thư mục dữ liệu', en: 'Checking the disk, taking the data folder' },
  machine: { vi: 'Kiểm tra cấu hình và cổng mạng', en: 'Checking configuration and ports' },
  secrets: { vi: 'Chuẩn bị khóa và mật khẩu', en: 'Preparing keys and passwords' },
  jars: { vi: 'Chuẩn bị Kafka (JDK, Maven)', en: 'Preparing Kafka (JDK, Maven)' },
  kafka: { vi: 'Khởi động Kafka', en: 'Starting Kafka' },
  postgres: { vi: 'Khởi động PostgreSQL', en: 'Starting PostgreSQL' },
  pki: { vi: 'Cấp chứng thư của thành phố mô phỏng', en: "Issuing the sandbox city's certificates" },
  authority: { vi: 'Mở OCSP, CRL và cấp dấu thời gian', en: 'Opening OCSP, CRL and time stamping' },
  standIns: {
    vi: 'Mở cổng dịch vụ công, hệ thống một cửa, trục văn bản',
    en: 'Opening the portal, the one-stop system and the document axis',
  },
  provision: { vi: 'Tạo chủ đề Kafka và người dùng cơ sở dữ liệu', en: 'Provisioning topics and database users' },
  hub: { vi: 'Khởi động trục liên thông', en: 'Starting the hub' },
  serving: { vi: 'Dịch vụ ký số và kiểm tra chữ ký', en: 'Signature service' },
  moods: { vi: 'Điều khiển các hệ thống mô phỏng: sandbox mood', en: 'Good and bad days of the stand-ins: sandbox mood' },
  play: { vi: 'Chạy một ngày của thành phố', en: 'Playing one day of the city' },
  settle: { vi: 'Chờ mọi thông điệp có kết quả', en: 'Waiting until everything is settled' },
  receipts: { vi: 'Kiểm tra mọi biên nhận, không cần trục', en: 'Verifying every receipt offline' },
  living: { vi: 'Thành phố đang chạy; Ctrl-C để dừng', en: 'The city is running; Ctrl-C stops it' },
  keeping: { vi: 'Giữ nguyên để xem; Ctrl-C để dừng', en: 'Kept running for you to look; Ctrl-C stops it' },
  stopping: { vi: 'Đang dừng', en: 'Stopping' },
  killing: { vi: 'Dừng ngay lập tức', en: 'Stopping at once' },
} as const;

export type StepName = keyof typeof steps;

export const wordsOf = (step: StepName, lang: Lang): string => steps[step][lang];
