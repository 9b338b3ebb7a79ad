import { isRecord } from '@lienthong/message';

/** Why the portal does not do what a call asks; told as HTTP 200 with `error_code`. */
export class Refused extends Error {
  constructor(
    message: string,
    /** 1: no such session, log in again. -1: everything else. */
    readonly code: 1 | -1 = -1,
  ) {
    super(message);
  }
}

export type Item = Readonly<Record<string, unknown>>;
type DateRule = 'required' | 'optional';

const dossierFields = ['MaHoSo', 'MaTTHC', 'TenTTHC', 'MaLinhVuc', 'TenLinhVuc', 'LoaiDoiTuong', 'TrangThaiHoSo', 'HinhThuc', 'DonViXuLy'];
const dossierDates: Readonly<Record<string, DateRule>> = {
  NgayTiepNhan: 'required',
  NgayHenTra: 'required',
  NgayTra: 'optional',
  NgayKetThucXuLy: 'optional',
};
const dossierLists = ['TaiLieuNop', 'DanhSachLePhi', 'DanhSachTepDinhKemKhac', 'DanhSachHoSoBoSung', 'DanhSachGiayToKetQua'];
const progressFields = ['MaHoSo', 'NguoiXuLy', 'NoiDungXuLy', 'TrangThai'];
const progressDates: Readonly<Record<string, DateRule>> = {
  ThoiDiemXuLy: 'required',
  NgayBatDau: 'optional',
  NgayKetThucTheoQuyDinh: 'optional',
};
const code = /^(?:[0-9A-Z.]{3,35})-(?:\d{6}|\d{8})-\d{4,7}$/;
const status = /^(?:[1-9]|10)$/;

/** A text field that must be there and not be empty. */
export function text(call: Item, name: string): string {
  const value = call[name];
  if (typeof value !== 'string' || value === '') throw new Refused(`Thiếu trường ${name} hoặc trường không phải chuỗi`);
  return value;
}

/** Rows of `data`: a list, not empty, in which every scalar is a string. */
export function rows(call: Item): Item[] {
  const { data } = call;
  if (!Array.isArray(data) || data.length === 0) throw new Refused('data phải là danh sách không rỗng');
  return data.map((row: unknown, index) => {
    if (!isRecord(row)) throw new Refused(`data[${index}] phải là đối tượng`);
    allStrings(row, `data[${index}]`);
    return row;
  });
}

/** Throws {@link Refused} with the first rule broken. */
export function checkDossier(row: Item): void {
  for (const name of dossierFields) text(row, name);
  checkCode(row);
  checkDates(row, dossierDates);
  if (!status.test(text(row, 'TrangThaiHoSo'))) throw new Refused('TrangThaiHoSo ngoài danh mục');
  if (!['1', '2'].includes(text(row, 'LoaiDoiTuong'))) throw new Refused('LoaiDoiTuong ngoài danh mục');
  if (!['0', '1'].includes(text(row, 'HinhThuc'))) throw new Refused('HinhThuc ngoài danh mục');
  for (const name of dossierLists) if (row[name] !== undefined && !Array.isArray(row[name])) throw new Refused(`${name} phải là danh sách`);
}

/** Throws {@link Refused} with the first rule broken. */
export function checkProgress(row: Item): void {
  for (const name of progressFields) text(row, name);
  checkCode(row);
  checkDates(row, progressDates);
  if (!status.test(text(row, 'TrangThai'))) throw new Refused('TrangThai ngoài danh mục');
}

function checkCode(row: Item): void {
  if (!code.test(text(row, 'MaHoSo'))) throw new Refused('MaHoSo sai định dạng');
}

function checkDates(row: Item, rules: Readonly<Record<string, DateRule>>): void {
  for (const [name, rule] of Object.entries(rules)) {
    const value = row[name] ?? '';
    if (value === '' && rule === 'optional') continue;
    if (!isMoment(value)) throw new Refused(`${name} phải có dạng yyyyMMddHHmmss`);
  }
}

/** `yyyyMMddHHmmss` that exists in the calendar. */
function isMoment(value: unknown): boolean {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(String(value)) ?? [];
  const iso = `${y}-${mo}-${d}T${h}:${mi}:${s}.000Z`;
  const moment = new Date(iso);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === iso;
}

function allStrings(value: unknown, place: string): void {
  if (typeof value === 'string') return;
  if (Array.isArray(value)) value.forEach((each, index) => allStrings(each, `${place}[${index}]`));
  else if (isRecord(value)) for (const [name, each] of Object.entries(value)) allStrings(each, `${place}.${name}`);
  else throw new Refused(`${place} phải là chuỗi`);
}
