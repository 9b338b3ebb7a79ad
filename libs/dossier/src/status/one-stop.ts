import type { NationalStatus } from './national';

/** What one-stop systems distinguish within the national statuses. Their own words for these are a connector's table. */
export type OneStopStatus =
  | 'registered'
  | 'received'
  | 'refused'
  | 'assigned'
  | 'processing'
  | 'consulting'
  | 'for-signature'
  | 'supplement'
  | 'payment'
  | 'withdrawn'
  | 'stopped'
  | 'finished'
  | 'returned';

export interface OneStopState {
  readonly vi: string;
  readonly en: string;
  readonly national: NationalStatus;
  readonly next: readonly OneStopStatus[];
}

const applicantOr = ['withdrawn', 'stopped'] as const;
const working = ['supplement', 'payment', ...applicantOr, 'finished'] as const;

/** Between the statuses of work a dossier may go to and fro: a draft that is not signed goes back to its officer. */
export const oneStopStates: Readonly<Record<OneStopStatus, OneStopState>> = {
  registered: { vi: 'Mới đăng ký', en: 'Registered', national: '1', next: ['received', 'refused', 'withdrawn'] },
  received: {
    vi: 'Đã tiếp nhận',
    en: 'Received',
    national: '2',
    next: ['assigned', 'processing', 'supplement', 'payment', ...applicantOr],
  },
  refused: { vi: 'Từ chối tiếp nhận', en: 'Not accepted', national: '3', next: [] },
  assigned: { vi: 'Đã phân công', en: 'Assigned', national: '4', next: ['assigned', 'processing', ...working] },
  processing: {
    vi: 'Đang xử lý',
    en: 'In progress',
    national: '4',
    next: ['assigned', 'processing', 'consulting', 'for-signature', ...working],
  },
  consulting: { vi: 'Đang lấy ý kiến', en: 'Opinion of others asked', national: '4', next: ['processing', 'for-signature', ...working] },
  'for-signature': { vi: 'Trình ký', en: 'Handed in for signature', national: '4', next: ['processing', ...working] },
  supplement: { vi: 'Yêu cầu bổ sung', en: 'Supplements requested', national: '5', next: ['processing', ...applicantOr] },
  payment: { vi: 'Chờ nộp phí, lệ phí', en: 'Payment requested', national: '6', next: ['processing', ...applicantOr] },
  withdrawn: { vi: 'Công dân rút hồ sơ', en: 'Withdrawn', national: '7', next: [] },
  stopped: { vi: 'Dừng xử lý', en: 'Stopped', national: '8', next: [] },
  finished: { vi: 'Đã có kết quả', en: 'Finished', national: '9', next: ['returned'] },
  returned: { vi: 'Đã trả kết quả', en: 'Result returned', national: '10', next: [] },
};
