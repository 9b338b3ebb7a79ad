import { type CheckWords, note } from './sentence';

const unusable = {
  vi: 'Không dùng được dấu thời gian này làm bằng chứng. Chữ ký vẫn được xét theo giờ người ký khai',
  en: "This time stamp proves nothing. The signature is judged by the signer's own time",
};

const stamp = (vi: string, en: string, why: { readonly vi: string; readonly en: string }): CheckWords => ({
  passed: { vi, en },
  failed: { vi: `${why.vi}. ${unusable.vi}`, en: `${why.en}. ${unusable.en}` },
});

export const timestamp = {
  'timestamp.readable': stamp('Đọc được dấu thời gian', 'The time stamp can be read', {
    vi: 'Không đọc được dấu thời gian',
    en: 'The time stamp cannot be read',
  }),
  'timestamp.malformed': stamp('Dấu thời gian đúng định dạng', 'The time stamp is well formed', {
    vi: 'Dấu thời gian sai định dạng',
    en: 'The time stamp is malformed',
  }),
  'timestamp.imprint': stamp('Dấu thời gian đóng đúng chữ ký này', 'The time stamp is about this signature', {
    vi: 'Dấu thời gian đóng cho một nội dung khác',
    en: 'The time stamp is about something else',
  }),
  'timestamp.imprint-algorithm': stamp('Thuật toán của dấu thời gian được phép dùng', "The time stamp's algorithm is allowed", {
    vi: 'Dấu thời gian dùng thuật toán không được phép',
    en: 'The time stamp uses an algorithm that is not allowed',
  }),
  'timestamp.purpose': stamp('Chứng thư chỉ dùng để cấp dấu thời gian', 'The certificate is for time-stamping alone', {
    vi: 'Chứng thư không phải loại chỉ để cấp dấu thời gian',
    en: 'The certificate is not for time-stamping alone',
  }),
  'timestamp.nonce': stamp('Dấu thời gian trả lời đúng yêu cầu', 'The time stamp answers the request', {
    vi: 'Dấu thời gian trả lời một yêu cầu khác',
    en: 'The time stamp answers another request',
  }),
  'timestamp.signers': stamp('Dấu thời gian có đúng một người ký', 'The time stamp has exactly one signer', {
    vi: 'Dấu thời gian phải có đúng một người ký',
    en: 'A time stamp must have exactly one signer',
  }),
  'timestamp.extension': stamp('Mọi phần bắt buộc của dấu thời gian đều hiểu được', 'Every critical part of the time stamp is understood', {
    vi: 'Dấu thời gian có phần bắt buộc không được xử lý',
    en: 'The time stamp has a critical part that is not processed',
  }),
  'timestamp.policy': stamp('Chính sách của dấu thời gian phù hợp', "The time stamp's policy fits", {
    vi: 'Chính sách của dấu thời gian không phù hợp',
    en: "The time stamp's policy does not fit",
  }),
  'timestamp.time': stamp('Giờ của dấu thời gian không ở tương lai', 'The time of the stamp is not in the future', {
    vi: 'Giờ của dấu thời gian ở tương lai',
    en: 'The time of the stamp is in the future',
  }),
  'timestamp.unprocessed': note(
    'Có dấu thời gian hoặc bằng chứng loại khác, chưa kiểm tra',
    'There is other proof of time, which was not verified',
  ),
} as const satisfies Record<string, CheckWords>;
