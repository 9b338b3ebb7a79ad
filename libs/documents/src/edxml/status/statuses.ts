/** What receivers tell of a document on the national axis. */
export const statuses = {
  '01': { vi: 'Đã đến', en: 'Arrived' },
  '02': { vi: 'Từ chối tiếp nhận', en: 'Refused' },
  '03': { vi: 'Đã tiếp nhận', en: 'Accepted' },
  '04': { vi: 'Đã đến, chờ phân công', en: 'To be assigned' },
  '05': { vi: 'Đã phân công, đang xử lý', en: 'Assigned, in progress' },
  '06': { vi: 'Xử lý xong', en: 'Done' },
  '13': { vi: 'Thu hồi, lấy lại', en: 'Recalled' },
  '15': { vi: 'Đồng ý thu hồi hoặc cập nhật', en: 'Recall or update agreed to' },
  '16': { vi: 'Từ chối thu hồi hoặc cập nhật', en: 'Recall or update refused' },
} as const;

export type EdxmlStatusCode = keyof typeof statuses;

export const isStatus = (code: string): code is EdxmlStatusCode => Object.hasOwn(statuses, code);

export const needsReason = (code: string): boolean => code === '02' || code === '16';
