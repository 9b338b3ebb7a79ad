import type { Step } from '../run';

export type Lang = 'vi' | 'en';

export const stepWords: Readonly<Record<Step, Readonly<Record<Lang, string>>>> = {
  sign: { vi: 'Ký sẵn thông điệp', en: 'signing messages beforehand' },
  resync: { vi: 'Đồng bộ lại sau khi bên nhận vắng mặt', en: 'resync after an outage of the counterpart' },
  stages: { vi: 'Từng chặng riêng', en: 'each stage alone' },
  full: { vi: 'Tải tối đa, từ cửa vào đến cửa ra', en: 'full load, door to door' },
  levels: { vi: 'Độ trễ ở 10, 50, 70, 100 % tải', en: 'latency at 10, 50, 70, 100 % load' },
  steps: { vi: 'Thời gian xử lý theo từng bước', en: 'processor time by step' },
  singles: { vi: 'Cùng mã ấy, từng thông điệp một', en: 'the same code, one message at a time' },
  backlog: { vi: 'Giải phóng hàng đợi', en: 'draining a backlog' },
  growth: { vi: 'Sổ cái đã có nhiều thông điệp', en: 'with a ledger full of messages' },
  parties: { vi: 'Nhiều bên và nhiều đầu nối', en: 'with many parties and connectors' },
};
