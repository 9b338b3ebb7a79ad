import { type StatusCode, isTerminal, statuses } from '@lienthong/documents';
import type { Random } from './random';

const words: Readonly<Record<StatusCode, readonly string[]>> = {
  '1': ['Hồ sơ mới đăng ký'],
  '2': ['Đã tiếp nhận hồ sơ, thành phần đầy đủ và hợp lệ', 'Tiếp nhận hồ sơ trực tuyến, hẹn trả kết quả đúng quy định'],
  '3': ['Không tiếp nhận: hồ sơ không thuộc thẩm quyền giải quyết'],
  '4': [
    'Chuyển phòng chuyên môn thụ lý',
    'Đang thẩm định nội dung hồ sơ',
    'Trình lãnh đạo xem xét, phê duyệt',
    'Lấy ý kiến đơn vị phối hợp',
  ],
  '5': ['Yêu cầu bổ sung bản vẽ sơ đồ vị trí', 'Đề nghị bổ sung giấy tờ chứng minh chỗ ở hợp pháp'],
  '6': ['Yêu cầu nộp lệ phí theo quy định', 'Thông báo thực hiện nghĩa vụ tài chính'],
  '7': ['Công dân đề nghị rút hồ sơ'],
  '8': ['Dừng xử lý: quá thời hạn bổ sung hồ sơ'],
  '9': ['Đã xử lý xong, chờ trả kết quả', 'Kết quả đã được ký duyệt'],
  '10': ['Đã trả kết quả cho người nộp', 'Đã gửi kết quả điện tử vào kho dữ liệu cá nhân'],
};

/** The statuses after `1`, as many as asked for (at least 3), each a legal successor of the one before it. */
export function journeyOf(random: Random, steps: number): StatusCode[] {
  const path: StatusCode[] = [];
  for (let left = steps, at: StatusCode = '1'; left > 0; left--) {
    at = random.pick(successors(at, left - 1));
    path.push(at);
  }
  return path;
}

/** Those from which `left` more steps can still be taken: a finished dossier has one at most, an ended one none. */
function successors(at: StatusCode, left: number): StatusCode[] {
  const enough = (next: StatusCode): boolean => (next === '9' ? left <= 1 : left === 0 || !isTerminal(next));
  return statuses[at].next.filter(enough);
}

export const contentOf = (random: Random, status: StatusCode): string => random.pick(words[status]);
