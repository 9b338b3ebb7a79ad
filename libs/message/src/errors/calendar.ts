import type { ErrorEntry } from './entry';

/** What the computation of due times, and look-ups in the data of law, cannot answer. */
export const calendar = {
  'calendar.year-missing': {
    vi: 'Chưa có lịch làm việc của năm này',
    en: 'There is no working-day calendar for this year',
    next: { vi: 'Viết tệp đã nêu theo thông báo nghỉ lễ của năm đó', en: "Write the file that is named, after that year's notice" },
  },
  'calendar.class-missing': {
    vi: 'Lịch của năm không có loại cơ quan này',
    en: "The year's calendar does not know this class of agencies",
    next: { vi: 'Thêm giờ làm việc của loại đó vào hours hoặc dùng loại đã có', en: 'Add its hours, or use a class that is there' },
  },
  'calendar.amount': {
    vi: 'Số ngày hoặc số giờ không hợp lệ',
    en: 'This is no number of days or hours',
    next: { vi: 'Dùng số không âm; số ngày phải là số nguyên', en: 'Use a number that is not negative; days are whole' },
  },
  'procedure.unknown': {
    vi: 'Không có thủ tục này, hoặc ngày đó thủ tục chưa có hiệu lực',
    en: 'There is no such procedure, or it was not in force on that day',
    next: { vi: 'Thêm thủ tục hoặc phiên bản vào procedures/', en: 'Add the procedure or the version under procedures/' },
  },
  'organisation.unknown': {
    vi: 'Không có tổ chức với mã này',
    en: 'There is no organisation with this code',
    next: { vi: 'Thêm tổ chức vào organisations/ hoặc sửa mã', en: 'Add the organisation under organisations/ or correct the code' },
  },
} as const satisfies Record<string, ErrorEntry>;
