import { dossierV1 } from '@lienthong/documents';
import { Failure } from '@lienthong/message';
import { isGood, readAnswer } from './dvcqg-2020/answer';
import { read } from './read';
import { created, fixture } from './testing/fixtures.test-kit';
import { portalTime, readPortalTime } from './time';

const body = JSON.parse(fixture('created.json')) as Readonly<Record<string, unknown>>;
const dossierIn = (change: object) => {
  const { envelope, data } = read(created({}, JSON.stringify({ ...body, ...change })));
  dossierV1.check(envelope, data);
  return (data as { readonly dossier: object }).dossier;
};

describe('a dossier that the portal created', () => {
  it('becomes one of ours, its files with it, unsigned', () => {
    const { data, signature } = read(created());
    expect(signature).toEqual({ format: 'none' });
    expect(data).toMatchObject({
      dossier: {
        procedure: { code: '1.099002', name: 'Đăng ký hoạt động khuyến mại' },
        applicant: { kind: 'enterprise', name: 'Công ty TNHH Một Ví Dụ', idNumber: '9900000016', address: 'Số 1 phố Mẫu, 00004, 01' },
        submittedAt: '2026-11-20T00:00:00+07:00',
        attachments: [
          { id: 'don', name: 'don.pdf', url: 'data:application/octet-stream;base64,JVBERi0xLjQK' },
          { id: 'tep-1', name: 'phu-luc.pdf' },
        ],
        form: { NguoiLienHe: 'Lê Văn Giả' },
      },
    });
  });

  it.each([
    [{ NgayNopHoSo: '20/11/2026 09:15:30' }, { submittedAt: '2026-11-20T09:15:30+07:00' }],
    [{ MaSoThue: '9900000016001' }, { applicant: { kind: 'enterprise', idNumber: '9900000016-001' } }],
    [{ MaSoThue: '001099000001' }, { applicant: { kind: 'citizen' } }],
    [{ DienThoai: '', SoDienThoaiNguoiLienHe: '0900000009' }, { applicant: { phone: '0900000009' } }],
    [{ GiaTri: 12, CoQua: true, Rong: '' }, { form: { GiaTri: '12', CoQua: 'true', NguoiLienHe: 'Lê Văn Giả' } }],
  ])('with %j', (change, dossier) => {
    expect(dossierIn(change)).toMatchObject(dossier);
  });

  it.each([
    ['MaHoSo', { MaHoSo: '' }],
    ['MaHoSo', { MaHoSo: 'G99.01-261131-0000123' }],
    ['TenThuongNhan', { TenThuongNhan: ' ' }],
    ['TaiLieuNop[0]', { TaiLieuNop: ['x'] }],
    ['TaiLieuNop[0].Base64', { TaiLieuNop: [{ TenTepDinhKem: 'a', Base64: 'JVBERi0xLjQ' }] }],
    ['TenTepDonDangKy', { TenTepDonDangKy: '' }],
  ])('is refused by %s: %j', (field, change) => {
    const refusal = (): unknown => {
      try {
        return dossierIn(change);
      } catch (error) {
        return error instanceof Failure ? [error.kind, error.detail['field']] : error;
      }
    };
    expect(refusal()).toEqual(['permanent', field]);
  });
});

describe('times', () => {
  it.each([
    ['2026-11-23T17:00:00Z', '20261124000000', '2026-11-24 00:00:00', '2026-11-24T00:00:00.000'],
    ['2026-12-31T23:59:60Z', '20270101065959', '2027-01-01 06:59:59', '2027-01-01T06:59:59.000'],
    ['2026-12-31T23:59:59.999-05:00', '20270101115959', '2027-01-01 11:59:59', '2027-01-01T11:59:59.999'],
  ])('%s leaves as %s, %s or %s', (time, digits, spaced, iso) => {
    expect([portalTime(time), portalTime(time, 'spaced'), portalTime(time, 'iso')]).toEqual([digits, spaced, iso]);
  });

  it.each([
    ['20261120091530', '2026-11-20T09:15:30+07:00'],
    ['20/11/2026', '2026-11-20T00:00:00+07:00'],
    ['2026-11-20 09:15:30', '2026-11-20T09:15:30+07:00'],
    ['2026-11-20T09:15:30.123', '2026-11-20T09:15:30+07:00'],
    ['31/02/2026', undefined],
    ['20261320', undefined],
    ['hôm qua', undefined],
  ])('%s is read as %s', (text, time) => {
    expect(readPortalTime(text)).toBe(time);
  });
});

describe('error_code', () => {
  const answered = (value: unknown) => readAnswer('X', { status: 200, headers: {}, body: Buffer.from(JSON.stringify(value)) });
  it.each([0, '0', '00', '000', ' 0 ', -0])('%j is good', (code) => {
    expect(isGood(answered({ error_code: code }))).toBe(true);
  });
  it.each([1, -1, '1', '-1', '15', '01', 'E0', 0.5])('%j is not', (code) => {
    if (code === 0.5) expect(() => answered({ error_code: code })).toThrow('delivery.unknown');
    else expect(isGood(answered({ error_code: code }))).toBe(false);
  });
  it.each([null, true, [0], {}, '', undefined])('%j is no answer: nobody knows', (code) => {
    expect(() => answered({ error_code: code })).toThrow(expect.objectContaining({ kind: 'ambiguous' }) as Error);
  });
  it.each([
    [404, 'transient', 'delivery.unavailable'],
    [400, 'transient', 'delivery.failed'],
    [413, 'permanent', 'delivery.refused'],
    [502, 'transient', 'delivery.failed'],
    [403, 'transient', 'delivery.unavailable'],
  ])('HTTP %d is never a refusal by the portal: %s %s', (status, kind, code) => {
    const refused = () => readAnswer('X', { status, headers: {}, body: Buffer.from('{"error_code":0}') });
    expect(refused).toThrow(expect.objectContaining({ kind, code }) as Error);
  });
  it('keeps of a message the fields that it names, nothing else', () => {
    expect(answered({ error_code: -1, message: 'MaTTHC, NgayHenTra của Nguyễn Văn Ví Dụ 001099000001' }).fields).toBe('MaTTHC NgayHenTra');
  });
});
