import type { Figure, Lang, Sentence } from '../model';

export const words = {
  submitted: { vi: 'đã gửi', en: 'submitted' },
  failed: { vi: 'không tạo được sự cố', en: 'the fault could not be made' },
  caught: { vi: 'bị phát hiện', en: 'caught' },
  missed: { vi: 'KHÔNG bị phát hiện', en: 'NOT caught' },
  faults: { vi: 'Sự cố đã thử', en: 'Faults' },
  sabotages: { vi: 'Bản phá hoại bị phát hiện', en: 'Sabotage builds caught' },
  more: { vi: 'và {n} phát hiện khác', en: 'and {n} findings more' },
  repeat: { vi: 'Chạy lại đúng lần này', en: 'Repeat exactly this' },
  kept: { vi: 'Dữ liệu được giữ tại', en: 'Its data are kept in' },
  sabotage: { vi: 'bản phá hoại', en: 'sabotage' },
  stopped: { vi: 'Dừng theo yêu cầu', en: 'Stopped as asked' },
  unknown: { vi: 'Không có sự cố hoặc bản phá hoại tên này; xem --list', en: 'No fault or sabotage has this name; see --list' },
} as const satisfies Record<string, Sentence>;

const figureWords: Readonly<Record<Figure, Sentence>> = {
  lost: { vi: 'mất', en: 'lost' },
  phantom: { vi: 'không ai gửi', en: 'phantom' },
  doubled: { vi: 'hai lần', en: 'doubled' },
  reordered: { vi: 'sai thứ tự', en: 'reordered' },
  stuck: { vi: 'kẹt', en: 'stuck' },
  unverifiable: { vi: 'không kiểm chứng được', en: 'unverifiable' },
};

export const figureWord = (figure: Figure, lang: Lang): string => figureWords[figure][lang];
