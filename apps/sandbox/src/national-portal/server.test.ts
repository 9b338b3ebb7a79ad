import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { commonMoods } from '../mood/mood';
import type { NationalPortal } from './model';
import { startNationalPortal } from './server';

const dir = mkdtempSync(join(tmpdir(), 'national-stand-in-'));
afterAll(() => {
  rmSync(dir, { recursive: true });
});
const sample = resolve(__dirname, '../../../../libs/adapters/national-portal/fixtures/accepted.calls.json');
const { dossier, progress } = JSON.parse(readFileSync(sample, 'utf8')) as Record<'dossier' | 'progress', Record<string, unknown>>;
const code = String(dossier['MaHoSo']);

let portal: NationalPortal;
let session: unknown;
let now = new Date('2026-11-23T02:00:00Z');

const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> => {
  const head = { 'content-type': 'application/json', dstcode: 'DVCQG', charset: 'utf-8', ...headers };
  const response = await fetch(`${portal.url}${path}`, {
    method: 'POST',
    headers: head,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
};
const call = (service: string, more: object): Promise<Record<string, unknown>> =>
  post('/adapter/integration', { session, madonvi: '000.99.00.H26', service, ...more });
const login = async (): Promise<void> => {
  session = (await post('/adapter/auth', { username: 'h26', password: 'mk' }))['session'];
};

beforeAll(async () => {
  portal = await startNationalPortal({
    ...{ port: 0, dir, username: 'h26', password: 'mk', madonvi: '000.99.00.H26', clientId: 'c', clientSecret: 's', unit: 'G09.20' },
    now: () => now,
  });
  await login();
});
afterAll(() => portal.stop());

describe('the stand-in of the national portal, 2020', () => {
  it.each([
    ['a number', { LoaiDoiTuong: 1 }, 'LoaiDoiTuong'],
    ['an absent field', { GhiChu: undefined }, 'GhiChu'],
    ['a field of nobody', { SoDinhDanh: '1' }, 'SoDinhDanh'],
    ['an empty status', { TrangThaiHoSo: '' }, 'TrangThaiHoSo'],
    ['a day that does not exist', { NgayHenTra: '20260231000000' }, 'NgayHenTra'],
    ['an RFC 3339 time', { NgayTiepNhan: '2026-11-23T09:15:30+07:00' }, 'NgayTiepNhan'],
    ['a code of another form', { MaHoSo: 'H26' }, 'MaHoSo'],
    ['a list that is none', { TaiLieuNop: '' }, 'TaiLieuNop'],
    ['a file without link', { TaiLieuNop: [{ TepDinhKemId: '1' }] }, 'TaiLieuNop[0].TenTepDinhKem'],
    ['a fee with a decimal', { DanhSachLePhi: [{ ...(dossier['DanhSachLePhi'] as object[])[0], Gia: '1.5' }] }, 'DanhSachLePhi[0].Gia'],
  ])('refuses %s by its name', async (_, change, field) => {
    const { error_code, message } = await call('DongBoHoSoMC', { isUpdating: 'False', data: [{ ...dossier, ...change }] });
    expect([error_code, String(message)]).toEqual([-1, expect.stringContaining(field)]);
    expect(portal.dossiers().size).toBe(0);
  });

  it('wants the dossier before its steps, one row a call, and the truth about isUpdating', async () => {
    const steps = (): Promise<unknown> => call('CapNhatTienDoHoSoMC', { data: [progress] }).then(({ error_code }) => error_code);
    const dossiers = (isUpdating: string, data: unknown[]): Promise<unknown> =>
      call('DongBoHoSoMC', { isUpdating, data }).then(({ error_code }) => error_code);
    expect(await steps()).toBe(-1);
    expect(await dossiers('True', [dossier])).toBe(-1);
    expect(await dossiers('False', [dossier, dossier])).toBe(-1);
    expect(await dossiers('False', [dossier])).toBe('00');
    expect(await dossiers('False', [{ ...dossier, GhiChu: 'khác' }])).toBe(-1);
    expect(await dossiers('True', [{ ...dossier, GhiChu: 'khác' }])).toBe('00');
    expect([await steps(), await steps()]).toEqual([0, 0]);
    expect(portal.effects()).toEqual([{ service: 'CapNhatTienDoHoSoMC', dossier: code, status: '2', at: '20261123091530' }]);
  });

  it('keeps sessions for ten minutes and asks for its headers', async () => {
    expect(await post('/adapter/auth', { username: 'h26', password: 'mk' }, { dstcode: '' })).toMatchObject({ error_code: -1 });
    expect(await post('/adapter/auth', { username: 'h26', password: 'sai' })).toMatchObject({ error_code: -1 });
    now = new Date(now.getTime() + 600_000);
    expect(await call('TraCuuHoSo', { mahoso: code })).toMatchObject({ error_code: '15' });
    await login();
    expect(await call('TraCuuHoSo', { mahoso: code })).toMatchObject({ error_code: 0, result: [{ MAHOSO: code }] });
  });
});

describe('the stand-in of a ministry, 2026', () => {
  it('asks for a token, for typed values and for files that it has', async () => {
    const basic = (secret: string) => ({ authorization: `Basic ${Buffer.from(`c:${secret}`).toString('base64')}` });
    expect(await post('/m2026/token', 'grant_type=client_credentials', basic('x'))).toMatchObject({ code: '401' });
    const { access_token } = await post('/m2026/token', 'grant_type=client_credentials', basic('s'));
    const bearer = { authorization: `Bearer ${String(access_token)}` };
    expect(await post('/m2026/hoso', {})).toMatchObject({ code: '401' });
    const row = {
      ...{ MaHoSo: 'G09.20-20261123-0000001', MaTTHC: '1.099001', ChuHoSo: 'A', LoaiDoiTuong: 0, MaDonViTiepNhan: 'G09.20' },
      ...{ NgayNop: '2026-11-23 08:00:00', NgayTiepNhan: '2026-11-23T08:00:00.000', EformThongTinChiTiet: {} },
      ThongTinNguoiNop: { LoaiDoiTuong: 0, ThongTinChiTiet: { TenNguoiNop: 'A' } },
      ThanhPhanHoSo: [] as object[],
    };
    const said = async (change: object): Promise<unknown> => (await post('/m2026/hoso', { ...row, ...change }, bearer))['message'];
    expect(await said({ LoaiDoiTuong: '0' })).toContain('LoaiDoiTuong');
    expect(await said({ NgayNop: '23/11/2026' })).toContain('NgayNop');
    expect(await said({ MaDonViTiepNhan: 'G10' })).toContain('MaDonViTiepNhan');
    const GiayToDinhKem = [{ IdGiayTo: 'tep-9', MaKetQua: '', TenGiayTo: 'a', HashTepTin: 'ab' }];
    expect(await said({ ThanhPhanHoSo: [{ SoLuong: 1, LoaiBan: 2, GiayToDinhKem }] })).toContain('HashTepTin');
    const { data } = await post('/m2026/hoso', row, bearer);
    expect(data).toEqual({ idHoSo: '700001', maHoSo: row.MaHoSo });
    const step = { MaHoSo: row.MaHoSo, TrangThai: 4, NoiDungYKien: '', PhongBanXuLy: '', NoiDungXuLy: '', TrangThaiThanhToan: 0 };
    expect((await post('/m2026/hoso/trangthai', [{ ...step, IDHoSo: '700001' }], bearer))['message']).toContain('IdHoSo');
    expect((await post('/m2026/hoso/trangthai', [{ ...step, IdHoSo: '7' }], bearer))['code']).toBe('404');
    expect((await post('/m2026/hoso/trangthai', [{ ...step, IdHoSo: '700001', DanhSachLePhi: [] }], bearer))['message']).toContain(
      'DanhSachLePhi',
    );
    expect((await post('/m2026/hoso/trangthai', [{ ...step, IdHoSo: '700001' }], bearer))['code']).toBe('200');
  });
});

describe('its bad days', () => {
  beforeEach(async () => {
    portal.mood.set({ mood: 'ok' });
    await login();
  });
  afterAll(() => portal.mood.set({ mood: 'ok' }));

  it('knows every common mood, or says why not', () => {
    const { known, meaningless } = portal.mood;
    expect([...known, ...Object.keys(meaningless)]).toEqual(expect.arrayContaining([...commonMoods]));
  });

  it('gives rows twice, backwards, half; says no; knows nobody; is away', async () => {
    const list = async (mood: string): Promise<unknown> => {
      portal.mood.set({ mood, path: 'LayDanhMucLinhVuc' });
      return (await post('/adapter/share', { session, madonvi: '000.99.00.H26', service: 'LayDanhMucLinhVuc' }))['result'];
    };
    const rows = (await list('ok')) as unknown[];
    expect(await list('repeat')).toEqual([...rows, ...rows]);
    expect(await list('reorder')).toEqual(rows.toReversed());
    await expect(list('half-file')).rejects.toThrow('JSON');
    await expect(list('backlog')).rejects.toThrow();
    await expect(list('lost-answer')).rejects.toThrow();
    portal.mood.set({ mood: 'ok-with-error' });
    expect(await call('TraCuuHoSo', { mahoso: code })).toMatchObject({ error_code: '99' });
    portal.mood.set({ mood: 'session-expired' });
    await login();
    expect(await call('TraCuuHoSo', { mahoso: code })).toMatchObject({ error_code: '15' });
  });
});
