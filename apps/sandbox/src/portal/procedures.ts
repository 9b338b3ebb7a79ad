/** An invented administrative procedure, as the portal publishes it. */
export interface Procedure {
  readonly code: string;
  readonly name: string;
  readonly field: { readonly code: string; readonly name: string };
  readonly workingDays: number;
  /** Fee in đồng, 0 for none. */
  readonly fee: number;
}

const commerce = { code: 'G99-LV01', name: 'Lưu thông hàng hóa (mô phỏng)' };
const household = { code: 'G99-LV02', name: 'Đăng ký hộ kinh doanh (mô phỏng)' };
const construction = { code: 'G99-LV03', name: 'Hoạt động xây dựng (mô phỏng)' };
const culture = { code: 'G99-LV04', name: 'Văn hóa cơ sở (mô phỏng)' };

export const procedures: readonly Procedure[] = [
  { code: '1.099001', name: 'Cấp giấy phép bán lẻ rượu', field: commerce, workingDays: 10, fee: 1_100_000 },
  { code: '1.099002', name: 'Đăng ký hoạt động khuyến mại', field: commerce, workingDays: 5, fee: 0 },
  { code: '1.099003', name: 'Đăng ký thành lập hộ kinh doanh', field: household, workingDays: 3, fee: 100_000 },
  { code: '1.099004', name: 'Tạm ngừng kinh doanh của hộ kinh doanh', field: household, workingDays: 3, fee: 0 },
  { code: '2.099005', name: 'Cấp giấy phép xây dựng nhà ở riêng lẻ', field: construction, workingDays: 15, fee: 75_000 },
  { code: '2.099006', name: 'Thông báo tổ chức biểu diễn nghệ thuật', field: culture, workingDays: 5, fee: 0 },
];
