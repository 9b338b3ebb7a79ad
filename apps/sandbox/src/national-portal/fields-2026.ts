import { isRecord } from '@lienthong/message';
import { type Item, Refused } from '../portal/request';
import { checkFields, fee, isMoment } from './fields';

/** The three forms in which times are met, in one document. */
const moments = [
  /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/,
  /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/,
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.\d{3}$/,
];

/** NoiHoSo. `hashOf`: what the portal computed when a file was uploaded. */
export function checkCreation(row: Item, unit: string, hashOf: (id: string) => string | undefined): void {
  for (const name of ['MaHoSo', 'MaTTHC', 'ChuHoSo']) given(row, name);
  if (!/^[0-9A-Z.]{3,35}-(?:\d{6}|\d{8})-\d{4,7}$/.test(String(row['MaHoSo']))) throw new Refused('MaHoSo sai định dạng');
  if (row['MaDonViTiepNhan'] !== unit) throw new Refused('MaDonViTiepNhan không phải đơn vị gọi');
  for (const name of ['NgayNop', 'NgayTiepNhan']) moment(row, name);
  number(row, 'LoaiDoiTuong', [0, 1, 2]);
  if (!isRecord(row['EformThongTinChiTiet'])) throw new Refused('EformThongTinChiTiet phải là đối tượng');
  const person = row['ThongTinNguoiNop'];
  if (!isRecord(person) || !isRecord(person['ThongTinChiTiet'])) throw new Refused('ThongTinNguoiNop phải là đối tượng');
  number(person, 'LoaiDoiTuong', [0, 1, 2]);
  given(person['ThongTinChiTiet'], 'TenNguoiNop');
  for (const component of list(row, 'ThanhPhanHoSo')) {
    number(component, 'SoLuong');
    number(component, 'LoaiBan', [0, 1, 2]);
    for (const file of list(component, 'GiayToDinhKem')) {
      given(file, 'TenGiayTo');
      if (hashOf(given(file, 'IdGiayTo')) !== given(file, 'HashTepTin')) throw new Refused('HashTepTin không khớp tệp đã tải lên');
    }
  }
}

/** CapNhatTienTrinh: the id is spelled `IDHoSo`. */
export function checkStep(row: Item): { readonly id: string; readonly status: string; readonly at: string } {
  number(row, 'TrangThai');
  for (const name of ['MaHoSo', 'NguoiXuLy']) given(row, name);
  moment(row, 'ThoiDiemXuLy');
  for (const name of ['NgayBatDau', 'NgayKetThucTheoQuyDinh']) if (row[name] !== '') moment(row, name);
  return { id: given(row, 'IDHoSo'), status: String(inList(row)), at: String(row['ThoiDiemXuLy']) };
}

/** CapNhatTrangThai: the id is spelled `IdHoSo`; fees and results belong to 5, 6 and 9. */
export function checkStatus(row: Item, hashOf: (id: string) => string | undefined): { readonly id: string; readonly status: string } {
  const status = inList(row);
  number(row, 'TrangThaiThanhToan', [0, 1]);
  for (const name of ['DanhSachLePhi', 'DanhSachGiayToKetQua'])
    if ([5, 6, 9].includes(status) !== name in row) throw new Refused(`${name} chỉ đi cùng trạng thái 5, 6, 9`);
  if ('DanhSachLePhi' in row) for (const each of list(row, 'DanhSachLePhi')) checkFields(each, fee, 'DanhSachLePhi.');
  if ('DanhSachGiayToKetQua' in row)
    for (const file of list(row, 'DanhSachGiayToKetQua'))
      if (hashOf(given(file, 'GiayToId')) !== given(file, 'HashTepTin')) throw new Refused('HashTepTin không khớp tệp đã tải lên');
  return { id: given(row, 'IdHoSo'), status: String(status) };
}

function inList(row: Item): number {
  return number(row, 'TrangThai', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
}

function given(row: Item, name: string): string {
  const value = row[name];
  if (typeof value !== 'string' || value === '') throw new Refused(`Thiếu ${name}`);
  return value;
}

function number(row: Item, name: string, among?: readonly number[]): number {
  const value = row[name];
  if (typeof value !== 'number' || (among && !among.includes(value))) throw new Refused(`${name} phải là số trong danh mục`);
  return value;
}

function moment(row: Item, name: string): void {
  const value = row[name];
  if (typeof value !== 'string' || !moments.some((form) => isMoment(value, form))) throw new Refused(`${name} sai dạng thời gian`);
}

function list(row: Item, name: string): Item[] {
  const value = row[name];
  if (!Array.isArray(value) || !value.every(isRecord)) throw new Refused(`${name} phải là danh sách`);
  return value;
}
