import type { Envelope } from '@lienthong/message';
import type { Dossier, DossierStatusChanged, DossierSubmitted } from '../model';

const code = '000.99.02.H26-261123-0001';

/** Invented people and places. */
export const dossier: Dossier = {
  code,
  procedure: { code: '1.001612.000.00.00.H26', name: 'Cấp giấy phép thử nghiệm' },
  field: { code: 'G99-LV01', name: 'Thử nghiệm' },
  applicant: { kind: 'citizen', name: 'Nguyễn Văn Ví Dụ', idNumber: '001099000001', email: 'vidu@example.vn', phone: '0900000009' },
  summary: 'Hồ sơ mẫu',
  channel: 'online',
  submittedAt: '2026-11-23T08:15:30+07:00',
  agency: { code: '000.99.02.H26', name: 'Ban Quản lý Giả định' },
  attachments: [
    { id: 'a1', name: 'don.pdf', component: '000.00.00.G99-KQ000001', url: 'https://kho.example.vn/1?t=1', sha256: 'ab'.repeat(32) },
    { id: 'a2', name: 'phu-luc.pdf', component: '', url: 'https://kho.example.vn/2', sha256: 'cd'.repeat(32) },
  ],
};

export const submitted: DossierSubmitted = { dossier };

export const accepted: DossierStatusChanged = {
  code,
  from: '1',
  to: '2',
  at: '2026-11-23T09:00:00+07:00',
  officer: { name: 'Trần Thị Mẫu', title: 'Chuyên viên' },
  content: 'Đã tiếp nhận',
  received: { dossier, receiptNumber: 'BN-0001', receivedAt: '2026-11-23T09:00:00+07:00', dueAt: '2026-12-14T17:00:00+07:00' },
};

export const inProgress: DossierStatusChanged = {
  code,
  from: '2',
  to: '4',
  at: '2026-11-24T09:00:00+07:00',
  officer: { name: 'Trần Thị Mẫu' },
  content: 'Chuyển phòng chuyên môn',
};

export const envelope = (type: string): Envelope => ({
  id: 'm-1',
  source: '000.99.01.H26',
  type,
  subject: code,
  time: new Date('2026-11-23T02:00:00Z'),
  datacontenttype: 'application/json',
  dataschema: 'dossier/1',
  receivers: [],
});
