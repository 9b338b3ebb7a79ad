import type { PaymentsConfig } from '../config';
import type { Known, Memory } from '../memory';
import { portalTime } from '../time';

/** `error_code` 1 with what is to be paid, 0 when nothing is, -1 for a dossier that the connector does not know. */
export interface Owed {
  readonly error_code: 1 | 0 | -1;
  readonly message: unknown;
}

export type Owing = (code: string) => Promise<Owed>;

/** `dptracuuthanhtoanhs`: from the fees of the steps that this connector has delivered. Nothing of a person is kept, so the payer stays "". */
export function owing(config: PaymentsConfig, memory: Memory, now: () => Date): Owing {
  return async (code) => {
    const known = await memory.of(code);
    if (!known) return { error_code: -1, message: 'Không có hồ sơ này' };
    if (!known.fees || known.fees.length === 0 || known.paid === true || known.endedAt !== undefined) return { error_code: 0, message: [] };
    return { error_code: 1, message: bill(code, known, config, now()) };
  };
}

function bill(code: string, { procedure, agency, fees = [] }: Known, { MaDichVu, account, bank, holder }: PaymentsConfig, at: Date) {
  return {
    MaTraCuuTT: `${code}${portalTime(at.toISOString())}`,
    MaDichVu,
    MaDVC: '',
    TenDVC: '',
    MaTTHC: procedure?.code ?? '',
    TenTTHC: procedure?.name ?? '',
    MaDonVi: agency?.code ?? '',
    TenDonVi: agency?.name ?? '',
    MaHoSo: code,
    PhiLePhi: fees.map(({ LoaiPhiLePhi, MaPhiLePhi, TenPhiLePhi, Gia }) => ({
      LoaiPhiLePhi: Number(LoaiPhiLePhi),
      MaPhiLePhi,
      TenPhiLePhi,
      SoTien: Number(Gia),
    })),
    TKThuHuong: account,
    MaNHThuHuong: bank,
    TenTKThuHuong: holder,
    ...Object.fromEntries(inapplicable.map((name) => [name, ''])),
    NoiDungThanhToan: `Thanh toán phí, lệ phí hồ sơ ${code}`,
    DSKhoanNop: fees.map(({ TenPhiLePhi, Gia }) => ({ NoiDung: TenPhiLePhi, SoTien: Gia })),
  };
}

/** Fines, the treasury and the payer. */
const inapplicable = [
  ...['MaLoaiHinhThuPhat', 'TenLoaiHinhThuPhat', 'MaCoQuanQD', 'TenCoQuanQD', 'KhoBac', 'NgayQD', 'SoQD', 'ThoiGianViPham'],
  ...['DiaDiemViPham', 'TenNguoiViPham', 'TaiKhoanThuNSNN', 'HoTenNguoiNop', 'SoCMNDNguoiNop', 'DiaChiNguoiNop', 'HuyenNguoiNop'],
  'TinhNguoiNop',
];
