import type { Random } from '../day/random';
import { compact } from '../day/time';
import type { ChangeRow } from './model';

const trades = ['Thương mại', 'Dịch vụ', 'Xây dựng', 'Vận tải', 'Chế biến nông sản', 'Phần mềm'];
const names = ['Ví Dụ', 'Giả Định', 'Mẫu', 'Thử Nghiệm', 'Hư Cấu', 'Minh Họa', 'Không Thật'];
const people = ['NGUYỄN VĂN VÍ DỤ', 'TRẦN THỊ MẪU', 'LÊ VĂN GIẢ', 'PHẠM THỊ MINH HỌA', 'VÕ HƯ CẤU'];
const streets = ['phố Mẫu', 'đường Thử Nghiệm', 'ngõ Giả Định', 'phố Hư Cấu'];
const forms = ['Công ty TNHH', 'Công ty cổ phần', 'Doanh nghiệp tư nhân'];

/** What the register says of the enterprise of that code, all of it invented. */
export function inventRow(
  random: Random,
  code: string,
  { id, type, at }: { id: number; type: ChangeRow['CHANGE_TYPE']; at: Date },
): ChangeRow {
  const form = random.pick(forms);
  const representatives = random.shuffle(people).map((name) => ({ FULL_NAME: name }));
  const [one = { FULL_NAME: 'LÊ VĂN GIẢ' }, two = one] = representatives;
  return {
    CHANGE_ID: id,
    CHANGE_TYPE: type,
    CHANGE_TIME: compact(at),
    MainInformation: {
      NAME: `${form} ${random.pick(trades)} ${random.pick(names)}`.toUpperCase(),
      ENTERPRISE_GDT_CODE: code,
      ENTERPRISE_TYPE_NAME: form,
      ENTERPRISE_STATUS_NAME: type === 'NEW' || random.chance(0.8) ? 'Đang hoạt động' : 'Tạm ngừng kinh doanh',
    },
    HOAdress: { AddressFullText: `Số ${random.int(1, 400)} ${random.pick(streets)}` },
    Representatives: random.chance(0.5) ? one : [one, two],
  };
}
