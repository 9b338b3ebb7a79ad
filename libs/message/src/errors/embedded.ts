import type { ErrorEntry } from './entry';

const java = {
  vi: 'Cài JDK 17 trở lên (Debian: apt-get install -y default-jdk-headless)',
  en: 'Install JDK 17 or newer (Debian: apt-get install -y default-jdk-headless)',
};

/** A Kafka or PostgreSQL for a laptop that cannot be prepared or started; `libs/embedded` adds the place. */
export const embedded = {
  'embedded.java-missing': { vi: 'Không tìm thấy Java', en: 'Java was not found', next: java },
  'embedded.java-old': { vi: 'Phiên bản Java quá cũ cho Kafka', en: 'This Java is too old for Kafka', next: java },
  'embedded.maven-missing': {
    vi: 'Không tìm thấy Maven, công cụ tải Kafka',
    en: 'Maven, which fetches Kafka, was not found',
    next: { vi: 'Cài Maven (Debian: apt-get install -y maven)', en: 'Install Maven (Debian: apt-get install -y maven)' },
  },
  'embedded.fetch-failed': {
    vi: 'Không tải được Kafka',
    en: 'Kafka could not be fetched',
    next: { vi: 'Kiểm tra mạng và kho Maven rồi chạy lại', en: 'Check the network and the Maven repository, then run it again' },
  },
  'embedded.binaries-missing': {
    vi: 'Không có PostgreSQL kèm theo cho máy này',
    en: 'There is no embedded PostgreSQL for this machine',
    next: { vi: 'Chạy npm install, hoặc dùng PostgreSQL bên ngoài', en: 'Run npm install, or name an external PostgreSQL' },
  },
  'embedded.port-busy': {
    vi: 'Cổng mạng của Kafka hoặc PostgreSQL đang bị chiếm',
    en: 'A port of Kafka or PostgreSQL is taken',
    next: {
      vi: 'Dừng chương trình giữ cổng (xem bằng: ss -ltnp) hoặc đổi cổng',
      en: 'Stop the program that holds it (to see which: ss -ltnp), or set another port',
    },
  },
  'embedded.disk-full': {
    vi: 'Ổ đĩa không còn đủ chỗ cho Kafka hoặc PostgreSQL',
    en: 'The disk has not enough room for Kafka or PostgreSQL',
    next: { vi: 'Xóa bớt tệp, hoặc đặt thư mục dữ liệu ở ổ khác', en: 'Remove files, or put the data folder on another disk' },
  },
  'embedded.already-running': {
    vi: 'Một tiến trình khác đang dùng thư mục dữ liệu này',
    en: 'Another process uses this data folder',
    next: { vi: 'Dừng tiến trình đó rồi thử lại', en: 'Stop that process, then try again' },
  },
  'embedded.folder-closed': {
    vi: 'Tài khoản của PostgreSQL không vào được thư mục dữ liệu',
    en: "PostgreSQL's account may not enter the data folder",
    next: {
      vi: 'Chạy chmod o+x cho thư mục được nêu, hoặc không chạy bằng root',
      en: 'Run chmod o+x on the named folder, or do not start as root',
    },
  },
  'embedded.user-name': {
    vi: 'Tên người dùng Kafka không hợp lệ',
    en: 'The name of a Kafka user is not valid',
    next: { vi: 'Chỉ dùng chữ cái không dấu, chữ số, - và _', en: 'Use ASCII letters, digits, - and _ only' },
  },
  'embedded.did-not-start': {
    vi: 'Kafka hoặc PostgreSQL không khởi động được',
    en: 'Kafka or PostgreSQL did not start',
    next: { vi: 'Xem phần cuối nhật ký được nêu', en: 'Read the end of the log that is named' },
  },
} as const satisfies Record<string, ErrorEntry>;
