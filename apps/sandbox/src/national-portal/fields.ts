import { isRecord } from '@lienthong/message';
import { type Item, Refused } from '../portal/request';

/** What one field must be. A list names the rules of its rows. */
export type FieldRule = 'required' | 'text' | 'moment' | 'moment?' | 'digits' | readonly string[] | { readonly rows: Fields };
export type Fields = Readonly<Record<string, FieldRule>>;

const status = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];
const code = /^[0-9A-Z.]{3,35}-(?:\d{6}|\d{8})-\d{4,7}$/;

export const fee: Fields = {
  TenPhiLePhi: 'required',
  MaPhiLePhi: 'required',
  HinhThucThu: ['1', '2', '4'],
  Gia: 'digits',
  LoaiPhiLePhi: ['1', '2', '3'],
};
const paper: Fields = { TenGiayTo: 'required', SoLuong: 'digits', LoaiGiayTo: 'text' };

/** DongBoHoSoMC. */
export const dossierFields: Fields = {
  ...{ MaHoSo: 'required', MaTTHC: 'required', TenTTHC: 'required', MaLinhVuc: 'required', TenLinhVuc: 'required', SoBienNhan: 'text' },
  ...{ ChuHoSo: 'text', LoaiDoiTuong: ['1', '2'], MaDoiTuong: 'text', ThongTinKhac: 'text', Email: 'text', Fax: 'text' },
  ...{ SoDienThoai: 'text', TrichYeuHoSo: 'text', NgayTiepNhan: 'moment', NgayHenTra: 'moment', TrangThaiHoSo: status },
  ...{ NgayTra: 'moment?', ThongTinTra: 'text', HinhThuc: ['0', '1'], NgayKetThucXuLy: 'moment?', DonViXuLy: 'required', GhiChu: 'text' },
  TaiLieuNop: {
    rows: {
      TepDinhKemId: 'required',
      TenTepDinhKem: 'required',
      IsDeleted: ['True', 'False'],
      MaThanhPhanHoSo: 'text',
      DuongDanTaiTepTin: 'required',
    },
  },
  DanhSachLePhi: { rows: fee },
  DanhSachTepDinhKemKhac: { rows: paper },
  DanhSachHoSoBoSung: {
    rows: {
      ...{ HoSoBoSungId: 'required', NguoiYeuCauBoSung: 'required', NoiDungBoSung: 'required', NgayBoSung: 'moment' },
      ...{ NguoiTiepNhanBoSung: 'text', ThongTinTiepNhan: 'text', NgayTiepNhanBoSung: 'moment?', TrangThaiBoSung: ['0', '1'] },
      ...{ NgayHenTraTruoc: 'moment?', NgayHenTraMoi: 'moment?' },
      DanhSachGiayToBoSung: { rows: paper },
      DanhSachLePhiBoSung: { rows: fee },
    },
  },
  DanhSachGiayToKetQua: {
    rows: { TenGiayTo: 'required', MaThanhPhanHoSo: 'text', GiayToId: 'required', DuongDanTepTinKetQua: 'required' },
  },
};

/** CapNhatTienDoHoSoMC. */
export const progressFields: Fields = {
  ...{ MaHoSo: 'required', NguoiXuLy: 'required', ChucDanh: 'text', ThoiDiemXuLy: 'moment', PhongBanXuLy: 'text' },
  ...{ NoiDungXuLy: 'text', TrangThai: status, NgayBatDau: 'moment?', NgayKetThucTheoQuyDinh: 'moment?' },
};

/** Every field is there, is text and has its form, and there is no other. Throws {@link Refused} with the first that is wrong. */
export function checkFields(row: Item, fields: Fields, at = ''): void {
  for (const [name, rule] of Object.entries(fields)) checkField(row[name], rule, `${at}${name}`);
  const foreign = Object.keys(row).find((name) => !Object.hasOwn(fields, name));
  if (foreign !== undefined) throw new Refused(`${at}${foreign} không có trong quy định`);
  if ('MaHoSo' in fields && !code.test(String(row['MaHoSo']))) throw new Refused('MaHoSo sai định dạng');
}

function checkField(value: unknown, rule: FieldRule, name: string): void {
  if (typeof rule === 'object' && 'rows' in rule) {
    if (!Array.isArray(value)) throw new Refused(`${name} phải là danh sách`);
    return value.forEach((row: unknown, i) => {
      if (!isRecord(row)) throw new Refused(`${name}[${i}] phải là đối tượng`);
      checkFields(row, rule.rows, `${name}[${i}].`);
    });
  }
  if (typeof value !== 'string') throw new Refused(`${name} phải là chuỗi`);
  if (!isRight(value, rule)) throw new Refused(`${name} sai giá trị`);
}

function isRight(value: string, rule: Exclude<FieldRule, { readonly rows: Fields }>): boolean {
  if (typeof rule !== 'string') return rule.includes(value);
  if (rule === 'text') return true;
  if (rule === 'required') return value !== '';
  if (rule === 'digits') return /^\d+$/.test(value);
  return (rule === 'moment?' && value === '') || isMoment(value, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/);
}

/** A time of the calendar in the form of six groups. */
export function isMoment(value: string, form: RegExp): boolean {
  const [, y, mo, d, h, mi, s] = form.exec(value) ?? [];
  const iso = `${y}-${mo}-${d}T${h}:${mi}:${s}.000Z`;
  const moment = new Date(iso);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === iso;
}
