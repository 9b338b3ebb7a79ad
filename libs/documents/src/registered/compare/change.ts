/** One place where a document that was valid may no longer be. `at`: JSON pointer into the newer schema, or path of an XSD's components. */
export interface Change {
  readonly at: string;
  readonly rule: ChangeRule;
}

export type ChangeRule = keyof typeof changes;

/** What each change means to whoever made it. */
export const changes = {
  required: { vi: 'bắt buộc thêm', en: 'required now' },
  type: { vi: 'thu hẹp hoặc đổi kiểu', en: 'narrower or another type' },
  values: { vi: 'bớt giá trị cho phép', en: 'fewer values are allowed' },
  limit: { vi: 'giới hạn chặt hơn', en: 'a tighter limit' },
  pattern: { vi: 'mẫu hoặc định dạng mới hay đã đổi', en: 'a pattern or format that is new or another' },
  closed: { vi: 'không còn nhận thành phần lạ', en: 'members that are not named are no longer allowed' },
  removed: { vi: 'đã bỏ, tài liệu cũ vẫn có', en: 'gone, and older documents have it' },
  typed: {
    vi: 'trước đây để mở, tài liệu cũ có thể mang giá trị khác',
    en: 'was open before: older documents may hold anything there',
  },
  undecided: { vi: 'không quyết định được, coi như không tương thích', en: 'cannot be decided, so it counts as incompatible' },
} as const;
