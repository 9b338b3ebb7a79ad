import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commonMoods } from '../mood/mood';
import type { Portal, Push } from './model';
import { pushingIn } from './pushing';
import { startPortal } from './server';

const dir = mkdtempSync(join(tmpdir(), 'portal-'));
const passwordFile = join(dir, 'password');
writeFileSync(passwordFile, 'mat-khau\n');
const madonvi = '000.99.00.H26';
let now = new Date('2026-11-23T02:00:00Z');
let portal: Portal;
const start = (): Promise<Portal> => startPortal({ port: 0, dir, passwordFile, username: 'h26', madonvi, now: () => now, slowMs: 250 });

interface Answer {
  readonly error_code: number | string;
  readonly session?: string;
  readonly message?: string;
  readonly result?: readonly Record<string, unknown>[];
}

async function post(path: string, call: unknown, headers: Record<string, string> = { dstcode: 'VN:GOV:PORTAL' }): Promise<Answer> {
  const answer = await fetch(`${portal.url}/adapter/${path}`, {
    method: 'POST',
    headers,
    body: typeof call === 'string' ? call : JSON.stringify(call),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

const login = async (): Promise<string> => (await post('auth', { username: 'h26', password: 'mat-khau' })).session ?? '';
const code = (n: number): string => `000.99.02.H26-261123-${String(n).padStart(4, '0')}`;
const dossier = (n: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  MaHoSo: code(n),
  MaTTHC: '1.099001',
  TenTTHC: 'Cấp giấy phép bán lẻ rượu',
  MaLinhVuc: 'G99-LV01',
  TenLinhVuc: 'Lưu thông hàng hóa (mô phỏng)',
  ChuHoSo: 'Nguyễn Văn Ví Dụ',
  LoaiDoiTuong: '1',
  NgayTiepNhan: '20261123091530',
  NgayHenTra: '20261211170000',
  NgayTra: '',
  TrangThaiHoSo: '2',
  HinhThuc: '0',
  DonViXuLy: 'Phòng Mô phỏng',
  TaiLieuNop: [{ TepDinhKemId: '1', IsDeleted: 'False' }],
  ...more,
});
const step = (n: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  MaHoSo: code(n),
  NguoiXuLy: 'Trần Thị Mẫu',
  ThoiDiemXuLy: '20261123093000',
  NoiDungXuLy: 'Đã tiếp nhận',
  TrangThai: '2',
  NgayBatDau: '',
  ...more,
});

beforeAll(async () => void (portal = await start()));
beforeEach(() => portal.mood.set({ mood: 'ok' }));
afterAll(async () => {
  await portal.stop();
  rmSync(dir, { recursive: true });
});

describe('the portal takes a dossier and its progress once', () => {
  let session: string;
  const call = (service: string, more: Record<string, unknown>): Promise<Answer> =>
    post('integration', { session, madonvi, service, ...more });
  beforeAll(async () => void (session = await login()));

  it('goes through the calls of a new dossier, then all of it again', async () => {
    expect(await call('TraCuuHoSo', { mahoso: code(1) })).toEqual({ error_code: 0, result: [] });
    for (const isUpdating of ['False', 'False', 'True'])
      expect(await call('DongBoHoSoMC', { isUpdating, data: [dossier(1)] })).toEqual({ error_code: '00', message: 'Thành công' });
    expect((await call('TraCuuHoSo', { mahoso: code(1) })).result).toHaveLength(1);
    for (const repeat of ['first', 'second'])
      expect([repeat, await call('CapNhatTienDoHoSoMC', { data: [step(1)] })]).toEqual([repeat, { error_code: 0 }]);
    await call('CapNhatTienDoHoSoMC', { data: [step(1, { TrangThai: '4', ThoiDiemXuLy: '20261123100000' })] });
    expect(portal.effects()).toEqual([
      { dossier: code(1), status: '2', at: '20261123093000' },
      { dossier: code(1), status: '4', at: '20261123100000' },
    ]);
  });

  it('has one effect of twenty calls at once, and knows it after a restart', async () => {
    await call('DongBoHoSoMC', { isUpdating: 'False', data: [dossier(2)] });
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('CapNhatTienDoHoSoMC', { data: [step(2)] })));
    expect(answers.every(({ error_code }) => error_code === 0)).toBe(true);
    const before = portal.effects().slice();
    expect(before.filter((effect) => effect.dossier === code(2))).toHaveLength(1);
    await portal.stop();
    portal = await start();
    expect(portal.effects()).toEqual(before);
    expect(portal.dossiers()).toEqual([code(1), code(2)]);
    session = await login();
    expect(await call('CapNhatTienDoHoSoMC', { data: [step(2)] })).toEqual({ error_code: 0 });
    expect(portal.effects()).toHaveLength(before.length);
  });

  it('lists its procedures and tells of one in upper case', async () => {
    const list = await post('share', { session, madonvi, service: 'LayDanhSachTTHC' });
    expect(list.result).toContainEqual({ MATTHC: '1.099001', TENTTHC: 'Cấp giấy phép bán lẻ rượu' });
    const { result } = await call('LayThuTuc', { maTTHC: '1.099001' });
    expect(result?.[0]).toMatchObject({ MATTHC: '1.099001', TRANGTHAI: 1, LINHVUCTHUCHIEN: [{ MALINHVUC: 'G99-LV01' }] });
    expect(await call('LayThuTuc', { maTTHC: '9.999999' })).toEqual({ error_code: 0, result: [] });
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ['unknown service', 'XoaHoSo', {}, 'Dịch vụ'],
    ['inherited name', 'toString', {}, 'Dịch vụ'],
    ['progress of an unknown dossier', 'CapNhatTienDoHoSoMC', { data: [step(99)] }, 'không tồn tại'],
    ['update of an unknown dossier', 'DongBoHoSoMC', { isUpdating: 'True', data: [dossier(98)] }, 'chưa có'],
    [
      'creation of a known one with other content',
      'DongBoHoSoMC',
      { isUpdating: 'False', data: [dossier(1, { GhiChu: 'khác' })] },
      'đã tồn tại',
    ],
    ['boolean flag', 'DongBoHoSoMC', { isUpdating: true, data: [dossier(97)] }, 'isUpdating'],
    ['number as status', 'CapNhatTienDoHoSoMC', { data: [step(1, { TrangThai: 4 })] }, 'data[0].TrangThai'],
    [
      'number deep inside',
      'DongBoHoSoMC',
      { isUpdating: 'False', data: [dossier(97, { TaiLieuNop: [{ TepDinhKemId: 1 }] })] },
      'TaiLieuNop[0].TepDinhKemId',
    ],
    ['missing required field', 'DongBoHoSoMC', { isUpdating: 'False', data: [dossier(97, { DonViXuLy: '' })] }, 'DonViXuLy'],
    ['status outside the list', 'CapNhatTienDoHoSoMC', { data: [step(1, { TrangThai: '11' })] }, 'TrangThai'],
    ['day that does not exist', 'CapNhatTienDoHoSoMC', { data: [step(1, { ThoiDiemXuLy: '20260230000000' })] }, 'ThoiDiemXuLy'],
    ['code of no dossier', 'DongBoHoSoMC', { isUpdating: 'False', data: [dossier(97, { MaHoSo: 'X' })] }, 'MaHoSo'],
    ['data that is no list', 'CapNhatTienDoHoSoMC', { data: step(1) }, 'data'],
    [
      'one bad row among good ones',
      'CapNhatTienDoHoSoMC',
      { data: [step(1, { ThoiDiemXuLy: '20261123110000' }), step(1, { TrangThai: '' })] },
      'TrangThai',
    ],
  ])('refuses %s with error_code -1 and no effect', async (_, service, more, words) => {
    const before = portal.effects().length;
    const answer = await call(service, more);
    expect(answer.error_code).toBe(-1);
    expect(answer.message).toContain(words);
    expect(portal.effects()).toHaveLength(before);
  });
});

describe('sessions', () => {
  const ask = (session: string, sender = madonvi): Promise<Answer> =>
    post('integration', { session, madonvi: sender, service: 'TraCuuHoSo', mahoso: code(1) });

  it('ends them after ten minutes', async () => {
    const session = await login();
    now = new Date(now.getTime() + 599_000);
    expect((await ask(session)).error_code).toBe(0);
    now = new Date(now.getTime() + 2_000);
    expect((await ask(session)).error_code).toBe(1);
  });

  it('refuses a wrong password, a made-up session, another sender, a missing dstcode, garbage', async () => {
    expect((await post('auth', { username: 'h26', password: 'sai' })).error_code).toBe(-1);
    expect((await ask('b1f2c3d4')).error_code).toBe(1);
    expect((await ask(await login(), '000.99.09.H26')).error_code).toBe(-1);
    expect((await post('auth', { username: 'h26', password: 'mat-khau' }, {})).error_code).toBe(-1);
    expect((await post('auth', '{"username":')).error_code).toBe(-1);
    expect((await post('auth', '['.repeat(100_000))).error_code).toBe(-1);
  });

  it('forgets them when told to, and takes new ones', async () => {
    const old = await login();
    portal.mood.set({ mood: 'session-expired', calls: 1 });
    expect((await ask(old)).error_code).toBe(1);
    expect((await ask(await login())).error_code).toBe(0);
  });
});

describe('bad days', () => {
  const raw = (init: RequestInit = {}): Promise<Response> =>
    fetch(`${portal.url}/adapter/auth`, {
      method: 'POST',
      headers: { dstcode: 'x' },
      body: '{"username":"h26","password":"mat-khau"}',
      ...init,
    });

  it('fails, dawdles, keeps silent', async () => {
    portal.mood.set({ mood: 'error500' });
    expect((await raw()).status).toBe(500);
    portal.mood.set({ mood: 'slow' });
    const started = performance.now();
    expect((await raw()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(200);
    portal.mood.set({ mood: 'silent' });
    await expect(raw({ signal: AbortSignal.timeout(200) })).rejects.toThrow('timeout');
  });

  it('loses the answer but keeps the effect', async () => {
    const session = await login();
    portal.mood.set({ mood: 'lost-answer' });
    const body = JSON.stringify({ session, madonvi, service: 'CapNhatTienDoHoSoMC', data: [step(1, { ThoiDiemXuLy: '20261123150000' })] });
    await expect(fetch(`${portal.url}/adapter/integration`, { method: 'POST', headers: { dstcode: 'x' }, body })).rejects.toThrow();
    expect(portal.effects().at(-1)).toEqual({ dossier: code(1), status: '2', at: '20261123150000' });
  });

  it('knows every common mood, or says why not', () => {
    const { known, meaningless } = portal.mood;
    expect([...known, ...Object.keys(meaningless)]).toEqual(expect.arrayContaining([...commonMoods]));
  });

  it('says no to everything, half an answer, nothing at all', async () => {
    portal.mood.set({ mood: 'ok-with-error' });
    expect(await post('auth', { username: 'h26', password: 'mat-khau' })).toMatchObject({ error_code: -1 });
    portal.mood.set({ mood: 'half-file' });
    await expect(login()).rejects.toThrow('JSON');
    portal.mood.set({ mood: 'backlog' });
    await expect(login()).rejects.toThrow();
  });

  it('pushes twice, in reverse, and everything at once when it is back', async () => {
    const pushed: string[] = [];
    const push = pushingIn(portal.mood, { push: ({ subject }) => Promise.resolve({ status: pushed.push(subject), body: '' }) });
    const all = (...subjects: string[]): Promise<unknown> =>
      Promise.all(
        subjects.map((subject) => push({ subject, body: Buffer.alloc(0), token: '' } satisfies Push, new AbortController().signal)),
      );
    portal.mood.set({ mood: 'repeat' });
    await all('a');
    portal.mood.set({ mood: 'reorder' });
    await all('b', 'c', 'd');
    portal.mood.set({ mood: 'backlog' });
    const held = all('e', 'f');
    expect(pushed.join('')).toBe('aadcb');
    portal.mood.set({ mood: 'ok' });
    await held;
    expect(pushed.join('')).toBe('aadcbef');
  });

  it('cuts off a body over 1 MiB', async () => {
    expect((await raw({ body: 'x'.repeat(1_100_000) })).status).toBe(413);
  });
});
