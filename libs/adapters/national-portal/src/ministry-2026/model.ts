import type { FeeRow } from '../dvcqg-2020/model';

/** GiayToDinhKem: `IdGiayTo` is our file's id until the upload gives the portal's. */
export interface FileRow {
  readonly IdGiayTo: string;
  readonly MaKetQua: string;
  readonly TenGiayTo: string;
  readonly HashTepTin: string;
}

/** ThanhPhanHoSo. LoaiBan: 0 original, 1 copy, 2 electronic. */
export interface ComponentRow {
  readonly MaThanhPhanHoSo: string;
  readonly TenThanhPhanHoSo: string;
  readonly SoLuong: number;
  readonly LoaiBan: 0 | 1 | 2;
  readonly GiayToDinhKem: readonly FileRow[];
}

/** NoiHoSo. `MaHoSo` is set when it is sent. */
export interface CreateRow {
  readonly MaHoSo: string;
  readonly MaTTHC: string;
  readonly MaDichVuCong: string;
  readonly ChuHoSo: string;
  readonly LoaiDoiTuong: number;
  readonly MaDonViTiepNhan: string;
  readonly NgayNop: string;
  readonly NgayTiepNhan: string;
  readonly EformThongTinChiTiet: Readonly<Record<string, string>>;
  readonly ThanhPhanHoSo: readonly ComponentRow[];
  readonly ThongTinNguoiNop: {
    readonly LoaiDoiTuong: number;
    readonly IdDoiTuong: string;
    readonly ThongTinChiTiet: Readonly<Record<PersonField, string>>;
  };
}

type PersonField =
  | 'TenNguoiNop'
  | 'SoDinhDanh'
  | 'NgayCapDinhDanh'
  | 'NgaySinh'
  | 'SoDienThoai'
  | 'Email'
  | 'Fax'
  | 'MaTinh'
  | 'MaHuyen'
  | 'MaXa'
  | 'DiaChiChiTiet'
  | 'TenChuHs'
  | 'SoDinhDanhChuHs'
  | 'MaTinhChuHs'
  | 'MaXaChuHs'
  | 'DiaChiChiTietChuHs';

/** Item of CapNhatTienTrinh; with `IDHoSo`, so spelled, when it is sent. */
export interface StepRow {
  readonly MaHoSo: string;
  readonly NguoiXuLy: string;
  readonly ThoiDiemXuLy: string;
  readonly PhongBanXuLy: string;
  readonly NoiDungXuLy: string;
  readonly TrangThai: number;
  readonly NgayBatDau: string;
  readonly NgayKetThucTheoQuyDinh: string;
}

/** Item of CapNhatTrangThai; with `IdHoSo`, so spelled, when it is sent. Fees and results only with 5, 6 and 9. */
export interface StatusRow {
  readonly MaHoSo: string;
  readonly TrangThai: number;
  readonly NoiDungYKien: string;
  readonly PhongBanXuLy: string;
  readonly NoiDungXuLy: string;
  readonly TrangThaiThanhToan: 0 | 1;
  readonly DanhSachLePhi?: readonly FeeRow[];
  readonly DanhSachGiayToKetQua?: readonly ResultRow[];
}

export interface ResultRow {
  readonly TenGiayTo: string;
  readonly MaThanhPhanHoSo: string;
  /** Our file's id until the upload gives the portal's. */
  readonly GiayToId: string;
  readonly HashTepTin: string;
}
