import type { CheckWords } from './sentence';

export const time = {
  'time.timestamp': { passed: { vi: 'Dấu thời gian chứng minh thời điểm ký', en: 'A time stamp proves when it was signed' } },
  'time.evidence': {
    passed: {
      vi: 'Bằng chứng của trục liên thông chứng minh thời điểm có chữ ký',
      en: "The hub's evidence proves when the signature existed",
    },
  },
  'time.claimed': {
    passed: { vi: 'Thời điểm ký do người ký tự khai', en: "The time of signing is the signer's own word" },
    warning: {
      vi: 'Thời điểm ký do người ký tự khai, không có dấu thời gian chứng minh',
      en: "The time of signing is the signer's own word: no time stamp proves it",
    },
  },
  'time.none': {
    passed: { vi: 'Không nêu thời điểm ký', en: 'No time of signing is given' },
    warning: {
      vi: 'Chữ ký không nêu thời điểm ký: được xét như ký vào lúc kiểm tra',
      en: 'The signature gives no time of signing: it is judged as of the time of this check',
    },
  },
} as const satisfies Record<string, CheckWords>;
