import type { StatusCode } from './model';

export interface Status {
  readonly vi: string;
  readonly en: string;
  /** Statuses that may follow. None: the dossier has come to its end. */
  readonly next: readonly StatusCode[];
}

/** Statuses in the exchange with the national public-service portal, and the legal order of the work on a dossier. */
export const statuses: Readonly<Record<StatusCode, Status>> = {
  '1': { vi: 'Mới đăng ký', en: 'Newly registered', next: ['2', '3', '7'] },
  '2': { vi: 'Được tiếp nhận', en: 'Accepted', next: ['4', '5', '6', '7', '8'] },
  '3': { vi: 'Không được tiếp nhận', en: 'Not accepted', next: [] },
  '4': { vi: 'Đang xử lý', en: 'In progress', next: ['4', '5', '6', '7', '8', '9'] },
  '5': { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplements requested', next: ['4', '7', '8'] },
  '6': { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment requested', next: ['4', '7', '8'] },
  '7': { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawn by the applicant', next: [] },
  '8': { vi: 'Dừng xử lý', en: 'Stopped', next: [] },
  '9': { vi: 'Đã xử lý xong', en: 'Finished', next: ['10'] },
  '10': { vi: 'Đã trả kết quả', en: 'Result returned', next: [] },
};

export const isStatus = (text: string): text is StatusCode => Object.hasOwn(statuses, text);

export const isTerminal = (status: StatusCode): boolean => statuses[status].next.length === 0;

export const mayFollow = (from: StatusCode, to: StatusCode): boolean => statuses[from].next.includes(to);
