import { type Answer, type Call, json } from '../http/server';
import type { Mood } from '../mood/mood';
import type { Book } from './book';
import type { ChangeRow } from './model';

export interface Services {
  readonly book: Book;
  readonly mood: Mood;
  readonly lookedUp: string[];
}

type Service = (call: Call, services: Services) => Answer;

/** By the last part of their path. */
export const services: Readonly<Record<string, Service>> = {
  chiTietDoanhNghiep: details,
  danhSachThayDoi: changes,
  AllCategory: categories,
};

/** 200 with `Data` of nothing when there is no such enterprise. */
function details({ query }: Call, { book, lookedUp }: Services): Answer {
  const code = query.get('msdn') ?? '';
  const found = book.details(code);
  if (found) lookedUp.push(code);
  return json(200, { Data: found ?? {} });
}

function changes({ query }: Call, { book, mood }: Services): Answer {
  const limit = whole(query.get('soLuong') ?? '100', 1, 1_000);
  const after = query.has('sau') ? whole(query.get('sau') ?? '', 0, Number.MAX_SAFE_INTEGER) : -1;
  const day = query.get('tuNgay');
  if (limit === undefined || after === undefined || (day !== null && !/^\d{8}$/.test(day)))
    return json(400, { message: 'soLuong is 1 to 1000, sau a number, tuNgay yyyyMMdd' });
  const path = 'danhSachThayDoi';
  if (mood.strikes('backlog', path)) return json(200, { Data: [] });
  const rows = day === null ? book.after(after, limit) : book.since(day, limit);
  return json(200, { Data: moody(rows, mood, path) });
}

/** `repeat` shows every row twice, `reorder` the newest first. */
function moody(rows: readonly ChangeRow[], mood: Mood, path: string): readonly ChangeRow[] {
  if (mood.strikes('repeat', path)) return rows.flatMap((row) => [row, row]);
  return mood.strikes('reorder', path) ? rows.toReversed() : rows;
}

/** Shared categories; the real ones' form is not known. */
function categories(): Answer {
  const list = (names: readonly string[]) => names.map((name, i) => ({ MA: String(i + 1), TEN: name }));
  return json(200, {
    Data: {
      LOAI_HINH_DOANH_NGHIEP: list(['Doanh nghiệp tư nhân', 'Công ty TNHH', 'Công ty cổ phần', 'Công ty hợp danh']),
      TINH_TRANG_DOANH_NGHIEP: list(['Đang hoạt động', 'Tạm ngừng kinh doanh', 'Đã giải thể']),
    },
  });
}

function whole(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
}
