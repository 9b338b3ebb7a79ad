import { Failure } from '@lienthong/message';
import { nationalPortalConfig } from './config';
import { render } from './render';
import { config2020, config2026, fixture, received, step } from './testing/fixtures.test-kit';

const of2020 = config2020('http://127.0.0.1:1', 1);
const of2026 = config2026('http://127.0.0.1:1', '/dev/null');
type Row = Readonly<Record<string, unknown>>;
type Plan = Readonly<Record<'dossier' | 'progress' | 'create' | 'status' | 'memo', Row>>;

const plan = (message: ReturnType<typeof step>, config = of2020): Plan =>
  JSON.parse(Buffer.from(render(message, config)?.body ?? []).toString('utf8')) as Plan;
const failure = (work: () => unknown): Failure => {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('did not fail');
};

describe('rendering for the portal of 2020', () => {
  it('gives exactly the rows of the protocol', () => {
    expect(plan(step('accepted'))).toMatchObject(JSON.parse(fixture('accepted.calls.json')) as object);
    expect(Object.keys(plan(step('accepted')).dossier)).toHaveLength(28);
  });

  it('writes every scalar as text, absent ones as ""', () => {
    const leaves = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
    const { dossier, progress } = plan(step('accepted'));
    expect(leaves([dossier, progress]).filter((leaf) => typeof leaf !== 'string')).toEqual([]);
    expect(plan(step('in-progress')).progress).toMatchObject({
      ChucDanh: '',
      PhongBanXuLy: '',
      NgayBatDau: '',
      NgayKetThucTheoQuyDinh: '',
    });
  });

  it.each([
    [
      'fees',
      {
        fees: [
          { code: 'A', name: 'a', amount: 1, due: 'receipt', kind: 'ordinary' },
          { code: 'B', name: 'b', amount: 2, due: 'supplement', kind: 'appraisal' },
          { code: 'C', name: 'c', amount: 0, due: 'result', kind: 'extension' },
        ],
      },
      {
        DanhSachLePhi: [
          { TenPhiLePhi: 'a', MaPhiLePhi: 'A', HinhThucThu: '1', Gia: '1', LoaiPhiLePhi: '1' },
          { TenPhiLePhi: 'b', MaPhiLePhi: 'B', HinhThucThu: '2', Gia: '2', LoaiPhiLePhi: '2' },
          { TenPhiLePhi: 'c', MaPhiLePhi: 'C', HinhThucThu: '4', Gia: '0', LoaiPhiLePhi: '3' },
        ],
      },
    ],
    [
      'supplements',
      {
        supplements: [
          {
            ...{ id: 's', requestedBy: 'N', content: 'c', requestedAt: '2026-11-24T02:00:00Z' },
            received: { by: 'T', at: '2026-11-25T02:00:00Z' },
            papers: [{ name: 'p', quantity: 3 }],
            due: { before: '2026-12-01T00:00:00+07:00', after: '2026-12-02T00:00:00+07:00' },
          },
        ],
      },
      {
        DanhSachHoSoBoSung: [
          {
            ...{ HoSoBoSungId: 's', NguoiYeuCauBoSung: 'N', NoiDungBoSung: 'c', NgayBoSung: '20261124090000', NguoiTiepNhanBoSung: 'T' },
            ...{ ThongTinTiepNhan: '', NgayTiepNhanBoSung: '20261125090000', TrangThaiBoSung: '1', DanhSachLePhiBoSung: [] },
            ...{ NgayHenTraTruoc: '20261201000000', NgayHenTraMoi: '20261202000000' },
            DanhSachGiayToBoSung: [{ TenGiayTo: 'p', SoLuong: '3', LoaiGiayTo: '' }],
          },
        ],
      },
    ],
    [
      'results',
      { results: [{ id: 'k', name: 'kq.pdf', component: 'KQ', url: 'https://kho.example.vn/k', sha256: 'ab'.repeat(32) }] },
      {
        DanhSachGiayToKetQua: [
          { TenGiayTo: 'kq.pdf', MaThanhPhanHoSo: 'KQ', GiayToId: 'k', DuongDanTepTinKetQua: 'https://kho.example.vn/k' },
        ],
      },
    ],
    [
      'the return',
      { finishedAt: '2026-11-30T10:00:00+07:00', returned: { at: '2026-12-01T10:00:00+07:00', note: 'quầy 3' } },
      { NgayKetThucXuLy: '20261130100000', NgayTra: '20261201100000', ThongTinTra: 'quầy 3' },
    ],
    [
      'an enterprise',
      { received: received({ applicant: { kind: 'enterprise', name: 'C', idNumber: '9900000016' } }) },
      { LoaiDoiTuong: '2', Email: '' },
    ],
    ['a result fetched at the counter', { received: received({ resultReturn: 'counter' }) }, { HinhThuc: '0' }],
  ])('has a place for %s', (_, change, row) => {
    expect(plan(step('accepted', change)).dossier).toMatchObject(row);
  });

  it('refuses what a step alone has no place for', () => {
    const { kind, code, detail } = failure(() => plan(step('in-progress', { results: [] })));
    expect([kind, code, detail]).toEqual(['permanent', 'dossier.rows-missing', { field: '/results' }]);
  });
});

describe('statuses', () => {
  it('go through the table of the connector, which may lead out of the ten', () => {
    expect(plan(step('in-progress'), { ...of2020, statusMap: { '4': '11' } }).progress['TrangThai']).toBe('11');
  });

  it('that are not in the table are refused with what is', () => {
    const { code, detail } = failure(() => plan(step('in-progress'), { ...of2020, statusMap: { '2': '2', '9': '10' } }));
    expect([code, detail]).toEqual(['dossier.status-unmapped', { field: '/to', status: '4', mapped: '2→2 9→10' }]);
  });
});

describe('rendering for a ministry of 2026', () => {
  it('types scalars and mixes the forms of times as the connector says', () => {
    const dates = { NgayNop: 'iso', NgayTiepNhan: 'digits', ThoiDiemXuLy: 'spaced', NgayBatDau: 'iso', NgayKetThucTheoQuyDinh: 'digits' };
    const { create, progress, status } = plan(step('accepted'), config2026('http://127.0.0.1:1', 'x', {}, { dates }));
    expect(create).toMatchObject({ NgayNop: '2026-11-23T08:15:30.000', NgayTiepNhan: '20261123091530', LoaiDoiTuong: 0 });
    expect(progress).toMatchObject({ ThoiDiemXuLy: '2026-11-23 09:15:30', NgayBatDau: '2026-11-23T09:00:00.000', TrangThai: 2 });
    expect(status).toEqual({
      ...{ MaHoSo: '', TrangThai: 2, NoiDungYKien: 'Đã tiếp nhận', NoiDungXuLy: 'Đã tiếp nhận', PhongBanXuLy: 'Bộ phận một cửa' },
      TrangThaiThanhToan: 0,
    });
  });

  it.each([5, 6, 9])('gives fees and results with status %d', (to) => {
    const fees = [{ code: 'A', name: 'a', amount: 1, due: 'result', kind: 'ordinary' }];
    const { status } = plan(step('in-progress', { to: String(to), fees, paid: true }), of2026);
    expect(status).toMatchObject({ TrangThai: to, TrangThaiThanhToan: 1, DanhSachLePhi: [{ Gia: '1' }], DanhSachGiayToKetQua: [] });
  });
});

describe('what is kept for payments', () => {
  it('names no person', () => {
    const kept = JSON.stringify(plan(step('accepted')).memo);
    expect(kept).toContain('LP01');
    for (const personal of ['Ví Dụ', '001099000001', '0900000009', 'Mẫu']) expect(kept).not.toContain(personal);
  });
});

describe('configuration', () => {
  const portal = { profile: 'dvcqg-2020', baseUrl: 'http://x', username: 'u', passwordFile: 'p', dstcode: 'd', madonvi: 'm' };
  const ministry = { profile: 'ministry-2026', baseUrl: 'http://x', clientId: 'c', clientSecretFile: 's', unit: 'G09.20' };
  const links = { publicUrl: 'http://x', keyFile: 'k' };
  it.each([
    ['memoryFile', { portal: ministry }],
    ['memoryFile', { portal, payments: { account: 'a', bank: 'b', holder: 'h' }, door: { listen: 'x:1', tokenFile: 't', party: 'p' } }],
    ['files', { portal, files: { links } }],
    ['payments', { portal, memoryFile: 'm', payments: { account: 'a', bank: 'b', holder: 'h' } }],
    ['statusMap', { portal, statusMap: { '11': '3' } }],
    ['portal', { portal: { ...portal, clientId: 'c' } }],
  ])('names %s when it cannot work', (place, config) => {
    expect(nationalPortalConfig.safeParse(config).error?.issues.map(({ path }) => path[0])).toEqual([place]);
  });
});
