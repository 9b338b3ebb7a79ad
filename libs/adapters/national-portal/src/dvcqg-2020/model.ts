import { z } from '@lienthong/adapter-kit';

/** Everything towards the portal is text: an absent value is "", a list []. */
const text = z.string();
const given = text.min(1);
const moment = text.regex(/^\d{14}$/);
const flag = z.enum(['True', 'False']);

const fee = z.strictObject({
  TenPhiLePhi: given,
  MaPhiLePhi: given,
  HinhThucThu: z.enum(['1', '2', '4']),
  Gia: text.regex(/^\d+$/),
  LoaiPhiLePhi: z.enum(['1', '2', '3']),
});

const paper = z.strictObject({ TenGiayTo: given, SoLuong: text.regex(/^\d+$/), LoaiGiayTo: text });

/** TaiLieuNop: a file of the dossier as a link. */
const file = z.strictObject({
  TepDinhKemId: given,
  TenTepDinhKem: given,
  IsDeleted: flag,
  MaThanhPhanHoSo: text,
  DuongDanTaiTepTin: given,
});

const supplement = z.strictObject({
  HoSoBoSungId: given,
  NguoiYeuCauBoSung: given,
  NoiDungBoSung: given,
  NgayBoSung: moment,
  NguoiTiepNhanBoSung: text,
  ThongTinTiepNhan: text,
  NgayTiepNhanBoSung: moment.or(z.literal('')),
  TrangThaiBoSung: z.enum(['0', '1']),
  DanhSachGiayToBoSung: z.array(paper),
  DanhSachLePhiBoSung: z.array(fee),
  NgayHenTraTruoc: moment.or(z.literal('')),
  NgayHenTraMoi: moment.or(z.literal('')),
});

const result = z.strictObject({ TenGiayTo: given, MaThanhPhanHoSo: text, GiayToId: given, DuongDanTepTinKetQua: given });

/** Item of `DongBoHoSoMC`. */
export const dossierRow = z.strictObject({
  MaHoSo: given,
  MaTTHC: given,
  TenTTHC: given,
  MaLinhVuc: given,
  TenLinhVuc: given,
  SoBienNhan: text,
  ChuHoSo: text,
  LoaiDoiTuong: given,
  MaDoiTuong: text,
  ThongTinKhac: text,
  Email: text,
  Fax: text,
  SoDienThoai: text,
  TrichYeuHoSo: text,
  NgayTiepNhan: moment,
  NgayHenTra: moment,
  TrangThaiHoSo: given,
  NgayTra: moment.or(z.literal('')),
  ThongTinTra: text,
  HinhThuc: z.enum(['0', '1']),
  NgayKetThucXuLy: moment.or(z.literal('')),
  DonViXuLy: given,
  GhiChu: text,
  TaiLieuNop: z.array(file),
  DanhSachLePhi: z.array(fee),
  DanhSachTepDinhKemKhac: z.array(paper),
  DanhSachHoSoBoSung: z.array(supplement),
  DanhSachGiayToKetQua: z.array(result),
});

/** Item of `CapNhatTienDoHoSoMC`. */
export const progressRow = z.strictObject({
  MaHoSo: given,
  NguoiXuLy: given,
  ChucDanh: text,
  ThoiDiemXuLy: moment,
  PhongBanXuLy: text,
  NoiDungXuLy: text,
  TrangThai: given,
  NgayBatDau: moment.or(z.literal('')),
  NgayKetThucTheoQuyDinh: moment.or(z.literal('')),
});

export type DossierRow = z.output<typeof dossierRow>;
export type ProgressRow = z.output<typeof progressRow>;
export type FeeRow = z.output<typeof fee>;
export type PaperRow = z.output<typeof paper>;
export type SupplementRow = z.output<typeof supplement>;
