import type { Attachment, DossierStatusChanged, Fee, Paper, Supplement } from '@lienthong/documents';
import { portalTime } from '../time';
import type { DossierRow, FeeRow, PaperRow, ProgressRow, SupplementRow } from './model';

type Received = NonNullable<DossierStatusChanged['received']>;

/** What the connector decides about a step. */
export interface Terms {
  /** The national status. */
  readonly status: string;
  readonly applicantKinds: Readonly<Record<'citizen' | 'enterprise', string>>;
}

/** The whole dossier as it stands after `step`. */
export function dossierRowOf(step: DossierStatusChanged, received: Received, { status, applicantKinds }: Terms): DossierRow {
  const { dossier, receiptNumber, receivedAt, dueAt } = received;
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
    NgayTra: portalTime(step.returned?.at),
    ThongTinTra: step.returned?.note ?? '',
    HinhThuc: dossier.resultReturn === 'post' ? '1' : '0',
    NgayKetThucXuLy: portalTime(step.finishedAt),
    DonViXuLy: dossier.agency.name,
    GhiChu: '',
    TaiLieuNop: dossier.attachments.map(fileRow),
    DanhSachLePhi: (step.fees ?? []).map(feeRow),
    DanhSachTepDinhKemKhac: (step.otherPapers ?? []).map(paperRow),
    DanhSachHoSoBoSung: (step.supplements ?? []).map(supplementRow),
    DanhSachGiayToKetQua: (step.results ?? []).map(resultRow),
  };
}

export const progressRowOf = ({ code, officer, at, content, work }: DossierStatusChanged, status: string): ProgressRow => ({
  MaHoSo: code,
  NguoiXuLy: officer.name,
  ChucDanh: officer.title ?? '',
  ThoiDiemXuLy: portalTime(at),
  PhongBanXuLy: officer.department ?? '',
  NoiDungXuLy: content,
  TrangThai: status,
  NgayBatDau: portalTime(work?.startedAt),
  NgayKetThucTheoQuyDinh: portalTime(work?.dueAt),
});

const fileRow = ({ id, name, component, url }: Attachment) => ({
  TepDinhKemId: id,
  TenTepDinhKem: name,
  IsDeleted: 'False' as const,
  MaThanhPhanHoSo: component,
  DuongDanTaiTepTin: url,
});

const resultRow = ({ id, name, component, url }: Attachment) => ({
  TenGiayTo: name,
  MaThanhPhanHoSo: component,
  GiayToId: id,
  DuongDanTepTinKetQua: url,
});

const feeDue = { receipt: '1', supplement: '2', result: '4' } as const;
const feeKinds = { ordinary: '1', appraisal: '2', extension: '3' } as const;

/** Both generations write it alike. */
export const feeRow = ({ code, name, amount, due, kind }: Fee): FeeRow => ({
  TenPhiLePhi: name,
  MaPhiLePhi: code,
  HinhThucThu: feeDue[due],
  Gia: String(amount),
  LoaiPhiLePhi: feeKinds[kind],
});

const paperRow = ({ name, quantity, kind }: Paper): PaperRow => ({
  TenGiayTo: name,
  SoLuong: String(quantity),
  LoaiGiayTo: kind ?? '',
});

const supplementRow = ({ id, requestedBy, content, requestedAt, received, papers, fees, due }: Supplement): SupplementRow => ({
  HoSoBoSungId: id,
  NguoiYeuCauBoSung: requestedBy,
  NoiDungBoSung: content,
  NgayBoSung: portalTime(requestedAt),
  NguoiTiepNhanBoSung: received?.by ?? '',
  ThongTinTiepNhan: received?.note ?? '',
  NgayTiepNhanBoSung: portalTime(received?.at),
  TrangThaiBoSung: received ? '1' : '0',
  DanhSachGiayToBoSung: (papers ?? []).map(paperRow),
  DanhSachLePhiBoSung: (fees ?? []).map(feeRow),
  NgayHenTraTruoc: portalTime(due?.before),
  NgayHenTraMoi: portalTime(due?.after),
});
