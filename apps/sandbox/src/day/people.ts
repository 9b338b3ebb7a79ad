import type { Applicant } from '@lienthong/documents';
import type { Random } from './random';

const family = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Vũ', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý'];
const middle = ['Văn', 'Thị', 'Đức', 'Minh', 'Ngọc', 'Thanh', 'Quốc', 'Hữu', 'Thùy', 'Xuân', 'Gia', 'Khánh'];
const given = ['Ví Dụ', 'Giả Định', 'Mẫu', 'Thử Nghiệm', 'Ảo Ảnh', 'Hư Cấu', 'Minh Họa', 'Tưởng Tượng', 'Đặt Tên', 'Không Thật'];
const streets = ['phố Mẫu', 'đường Thử Nghiệm', 'ngõ Giả Định', 'phố Hư Cấu', 'đường Ví Dụ'];
const wards = ['phường Tưởng Tượng', 'phường Minh Họa', 'xã Giả Lập', 'phường Không Có Thật'];
const trades = ['Thương mại', 'Dịch vụ', 'Xây dựng', 'Vận tải', 'Chế biến nông sản', 'Phần mềm'];
const titles = ['Chuyên viên', 'Công chức một cửa', 'Phó trưởng phòng', 'Trưởng phòng'];
const departments = ['Bộ phận Tiếp nhận và Trả kết quả', 'Phòng Chuyên môn Thử nghiệm', 'Văn phòng Giả định'];

const digits = (random: Random, count: number): string => Array.from({ length: count }, () => random.int(0, 9)).join('');

const personName = (random: Random): string => `${random.pick(family)} ${random.pick(middle)} ${random.pick(given)}`;

export function applicantOf(random: Random): Applicant {
  const contact = {
    email: `nguoi-nop-${digits(random, 5)}@hop-thu.example.vn`,
    phone: `0900000${digits(random, 3)}`,
    address: `Số ${random.int(1, 400)} ${random.pick(streets)}, ${random.pick(wards)}`,
  };
  return random.chance(0.2)
    ? {
        kind: 'enterprise',
        name: `Công ty TNHH ${random.pick(trades)} ${random.pick(given)}`,
        idNumber: enterpriseCode(random),
        ...contact,
      }
    : { kind: 'citizen', name: personName(random), idNumber: personalId(random), ...contact };
}

export const officerOf = (random: Random): { name: string; title: string; department: string } => ({
  name: personName(random),
  title: random.pick(titles),
  department: random.pick(departments),
});

/** Province 099 was never assigned and century digit 9 means the 24th century: nobody can have this number. */
const personalId = (random: Random): string => `0999${digits(random, 8)}`;

/** Prefix 9900 was never assigned; the check digit holds (weights 31, 29, 23, 19, 17, 13, 7, 5, 3; 10 − sum mod 11; 10 is not issued). */
export function enterpriseCode(random: Random): string {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
  for (;;) {
    const body = `9900${digits(random, 5)}`;
    const check = 10 - (weights.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0) % 11);
    if (check < 10) return `${body}${check}`;
  }
}
