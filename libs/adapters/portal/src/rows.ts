import type { Attachment, DossierStatusChanged, StatusCode } from '@lienthong/documents';

type Received = NonNullable<DossierStatusChanged['received']>;

const applicantKinds = { citizen: '1', enterprise: '2' } as const;

/** Item of `DongBoHoSoMC`: every scalar a string, absent ones "". */
export function dossierRow({ dossier, receiptNumber, receivedAt, dueAt }: Received, status: StatusCode) {
  const { applicant, procedure, field } = dossier;
  return {
    MaHoSo: dossier.code,
    MaTTHC: procedure.code,
    TenTTHC: procedure.name,
    MaLinhVuc: field.code,
    TenLinhVuc: field.name,
    SoBienNhan: receiptNumber,
    ChuHoSo: applicant.name,
    LoaiDoiTuong: applicantKinds[applicant.kind],
    MaDoiTuong: '',
    ThongTinKhac: '',
    Email: applicant.email ?? '',
    Fax: '',
    SoDienThoai: applicant.phone ?? '',
    TrichYeuHoSo: dossier.summary,
    NgayTiepNhan: portalTime(receivedAt),
    NgayHenTra: portalTime(dueAt),
    TrangThaiHoSo: status,
    NgayTra: '',
    ThongTinTra: '',
    HinhThuc: dossier.resultReturn === 'post' ? '1' : '0',
    NgayKetThucXuLy: '',
    DonViXuLy: dossier.agency.name,
    GhiChu: '',
    DanhSachLePhi: [],
    DanhSachTepDinhKemKhac: [],
    DanhSachHoSoBoSung: [],
    DanhSachGiayToKetQua: [],
    TaiLieuNop: dossier.attachments.map(fileRow),
  };
}

/** Item of `CapNhatTienDoHoSoMC`. */
export function progressRow({ code, officer, at, content }: DossierStatusChanged, status: StatusCode) {
  return {
    MaHoSo: code,
    NguoiXuLy: officer.name,
    ChucDanh: officer.title ?? '',
    ThoiDiemXuLy: portalTime(at),
    PhongBanXuLy: officer.department ?? '',
    NoiDungXuLy: content,
    TrangThai: status,
    NgayBatDau: '',
    NgayKetThucTheoQuyDinh: '',
  };
}

const fileRow = ({ id, name, component, url }: Attachment) => ({
  TepDinhKemId: id,
  TenTepDinhKem: name,
  IsDeleted: 'False',
  MaThanhPhanHoSo: component,
  DuongDanTaiTepTin: url,
});

/** RFC 3339 → `yyyyMMddHHmmss` of Asia/Ho_Chi_Minh, which has kept UTC+7 without summer time since 1975. */
export function portalTime(rfc3339: string): string {
  const local = new Date(Date.parse(rfc3339) + 7 * 3_600_000);
  return local.toISOString().replace(/\D/g, '').slice(0, 14);
}
