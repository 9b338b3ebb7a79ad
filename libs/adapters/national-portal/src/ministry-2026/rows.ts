import type { Applicant, Attachment, DossierStatusChanged } from '@lienthong/documents';
import type { Ministry2026 } from '../config';
import { feeRow } from '../dvcqg-2020/rows';
import { portalTime } from '../time';
import type { ComponentRow, CreateRow, FileRow, StatusRow, StepRow } from './model';

type Dates = Ministry2026['dates'];

export interface Unit {
  readonly unit: string;
  readonly dates: Dates;
  readonly kinds: Readonly<Record<'citizen' | 'enterprise', string>>;
}

export function createRowOf(
  { dossier, receivedAt }: NonNullable<DossierStatusChanged['received']>,
  { unit, dates, kinds }: Unit,
): CreateRow {
  const LoaiDoiTuong = Number(kinds[dossier.applicant.kind]);
  return {
    MaHoSo: '',
    MaTTHC: dossier.procedure.code,
    MaDichVuCong: '',
    ChuHoSo: dossier.applicant.name,
    LoaiDoiTuong,
    MaDonViTiepNhan: unit,
    NgayNop: portalTime(dossier.submittedAt, dates.NgayNop),
    NgayTiepNhan: portalTime(receivedAt, dates.NgayTiepNhan),
    EformThongTinChiTiet: dossier.form ?? {},
    ThanhPhanHoSo: componentsOf(dossier.attachments),
    ThongTinNguoiNop: { LoaiDoiTuong, IdDoiTuong: '', ThongTinChiTiet: personOf(dossier.applicant) },
  };
}

export const stepRowOf = ({ officer, at, content, work }: DossierStatusChanged, TrangThai: number, dates: Dates): StepRow => ({
  MaHoSo: '',
  NguoiXuLy: officer.name,
  ThoiDiemXuLy: portalTime(at, dates.ThoiDiemXuLy),
  PhongBanXuLy: officer.department ?? '',
  NoiDungXuLy: content,
  TrangThai,
  NgayBatDau: portalTime(work?.startedAt, dates.NgayBatDau),
  NgayKetThucTheoQuyDinh: portalTime(work?.dueAt, dates.NgayKetThucTheoQuyDinh),
});

export function statusRowOf({ officer, content, fees = [], results = [], paid }: DossierStatusChanged, TrangThai: number): StatusRow {
  const row = {
    MaHoSo: '',
    TrangThai,
    NoiDungYKien: content,
    PhongBanXuLy: officer.department ?? '',
    NoiDungXuLy: content,
    TrangThaiThanhToan: paid ? (1 as const) : (0 as const),
  };
  if (![5, 6, 9].includes(TrangThai)) return row;
  return {
    ...row,
    DanhSachLePhi: fees.map(feeRow),
    DanhSachGiayToKetQua: results.map(({ id, name, component, sha256 }) => ({
      TenGiayTo: name,
      MaThanhPhanHoSo: component,
      GiayToId: id,
      HashTepTin: sha256,
    })),
  };
}

/** Files by component, in the order in which they stand. */
function componentsOf(attachments: readonly Attachment[]): ComponentRow[] {
  return [...new Set(attachments.map(({ component }) => component))].map((component) => {
    const files = attachments.filter((file) => file.component === component);
    return {
      MaThanhPhanHoSo: component,
      TenThanhPhanHoSo: files[0]?.name ?? '',
      SoLuong: files.length,
      LoaiBan: 2,
      GiayToDinhKem: files.map(fileRow),
    };
  });
}

const fileRow = ({ id, name, sha256 }: Attachment): FileRow => ({ IdGiayTo: id, MaKetQua: '', TenGiayTo: name, HashTepTin: sha256 });

/** What our dossiers do not hold stays "". The applicant is taken for the owner of the dossier too: nobody says otherwise. */
const personOf = ({ name, idNumber, email, phone, address }: Applicant) => ({
  TenNguoiNop: name,
  SoDinhDanh: idNumber,
  NgayCapDinhDanh: '',
  NgaySinh: '',
  SoDienThoai: phone ?? '',
  Email: email ?? '',
  Fax: '',
  MaTinh: '',
  MaHuyen: '',
  MaXa: '',
  DiaChiChiTiet: address ?? '',
  TenChuHs: name,
  SoDinhDanhChuHs: idNumber,
  MaTinhChuHs: '',
  MaXaChuHs: '',
  DiaChiChiTietChuHs: address ?? '',
});
