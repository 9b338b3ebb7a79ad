import { readCatalogue, nationalPortalAdapter } from '@lienthong/adapter-national-portal';
import { freePort, testTools } from '@lienthong/adapter-kit/testing';
import { dossierV1 } from '@lienthong/documents';
import { startNationalPortal } from '@lienthong/sandbox';
import { created, receivedWith, secrets, sha256, startWorld, step, type World } from './national-portal.test-kit';

/** What connector and stand-in do with one another in the generation of 2020. */
export function partOf2020(): void {
  let world: World;
  beforeEach(async () => (world = await startWorld()));
  afterEach(() => world.close());

  const code = '000.99.02.H26-261123-0001';

  const settings = (change: object = {}, portal: object = {}): object => ({
    portal: {
      ...{ profile: 'dvcqg-2020', baseUrl: world.portal.url, username: 'h26', passwordFile: 'password', dstcode: 'DVCQG' },
      ...{ madonvi: '000.99.00.H26', timeout: '500ms', ...portal },
    },
    files: { allow: ['https://kho.example.vn', world.storeUrl] },
    ...change,
  });

  const door = (): object => ({
    listen: `127.0.0.1:${world.doorPort}`,
    tokenFile: 'door.token',
    party: '000.99.01.H26',
    receivers: ['000.99.02.H26'],
    procedures: {
      '1.099002': {
        name: 'Đăng ký hoạt động khuyến mại',
        field: { code: 'G99-LV01', name: 'Thử nghiệm' },
        agency: { code: '000.99.02.H26', name: 'Ban Quản lý Giả định' },
      },
    },
  });

  const supplements = [
    {
      ...{ id: 'bs-1', requestedBy: 'Trần Thị Mẫu', content: 'Bổ sung hợp đồng', requestedAt: '2026-11-24T09:00:00+07:00' },
      papers: [{ name: 'Hợp đồng', quantity: 1, kind: 'Bản sao' }],
      due: { before: '2026-12-14T17:00:00+07:00', after: '2026-12-18T17:00:00+07:00' },
    },
  ];

  describe('the life of a dossier at the portal of 2020', () => {
    it('arrives as the portal wants it, new once and then updated, in one session', async () => {
      const { deliver } = world.connect(settings());
      expect(await deliver(step('accepted', 1))).toBe(
        'delivered DongBoHoSoMC error_code=00 isUpdating=False names=portal(0s), CapNhatTienDoHoSoMC error_code=0',
      );
      expect(await deliver(step('in-progress', 1))).toBe('delivered CapNhatTienDoHoSoMC error_code=0');
      const asked = { to: '5', from: '4', at: '2026-11-24T09:00:00+07:00', supplements, received: receivedWith(1, []) };
      expect(await deliver(step('in-progress', 1, asked))).toContain('isUpdating=True');
      const results = [{ id: 'kq-1', name: 'giay-phep.pdf', component: '', url: 'https://kho.example.vn/kq-1', sha256: sha256('') }];
      const returned = { at: '2026-12-14T09:00:00+07:00', note: 'Bưu chính' };
      const end = { from: '9', to: '10', at: '2026-12-14T09:00:00+07:00', results, returned, finishedAt: '2026-12-11T16:00:00+07:00' };
      expect(await deliver(step('in-progress', 1, { ...end, received: receivedWith(1, []) }))).toContain('isUpdating=True');
      expect(world.portal.effects().map(({ status, at }) => `${status} ${at}`)).toEqual([
        '2 20261123091530',
        '4 20261124083000',
        '5 20261124090000',
        '10 20261214090000',
      ]);
      expect(world.portal.dossiers().get(code)).toMatchObject({
        ...{ TenTTHC: 'Cấp giấy phép bán lẻ rượu', MaLinhVuc: 'G99-LV01', TenLinhVuc: 'Lưu thông hàng hóa (mô phỏng)' },
        ...{ TrangThaiHoSo: '10', NgayTra: '20261214090000', ThongTinTra: 'Bưu chính', NgayKetThucXuLy: '20261211160000' },
        DanhSachGiayToKetQua: [{ TenGiayTo: 'giay-phep.pdf', GiayToId: 'kq-1', DuongDanTepTinKetQua: 'https://kho.example.vn/kq-1' }],
      });
      expect(world.portal.calls()).toMatchObject({ login: 1, LayThuTuc: 1, TraCuuHoSo: 3, DongBoHoSoMC: 3, CapNhatTienDoHoSoMC: 4 });
    });

    it('nine deliveries at once share one log-in; the same delivery again has no second effect', async () => {
      const { deliver } = world.connect(settings());
      const all = await Promise.all(Array.from({ length: 9 }, (_, i) => deliver(step('accepted', i + 1), `d${i}`)));
      expect(all.every((end) => end.startsWith('delivered'))).toBe(true);
      expect(await deliver(step('accepted', 1), 'd0')).toContain('delivered');
      const { login, DongBoHoSoMC } = world.portal.calls();
      expect([login, DongBoHoSoMC, world.portal.effects().length]).toEqual([1, 9, 9]);
    });
  });

  describe('bad days of the portal of 2020', () => {
    it.each([
      ['silent', 'ambiguous delivery.unknown reason=timed out'],
      ['cut', 'ambiguous delivery.unknown reason=connection lost'],
      ['empty', 'ambiguous delivery.unknown reason=unreadable answer service=SERVICE form=empty'],
      ['html', 'ambiguous delivery.unknown reason=unreadable answer service=SERVICE form=HTML'],
      ['error500', 'transient delivery.failed status=500'],
      [
        'ok-with-error',
        'permanent delivery.refused service=SERVICE errorCode=99 fields=NgayHenTra reason=the portal refuses what the call says',
      ],
      ['slow', 'delivered'],
    ] as const)('%s: %s, and one effect when it is well again', async (mode, end) => {
      const { deliver } = world.connect(settings());
      const services = ['DongBoHoSoMC', 'CapNhatTienDoHoSoMC'];
      for (const [i, service] of services.entries()) {
        world.portal.mood.set({ mood: mode, path: service });
        const message = step('accepted', i + 1);
        expect(await deliver(message, service)).toContain(end.replace('SERVICE', service));
        world.portal.mood.set({ mood: 'ok' });
        expect(await deliver(message, service)).toContain('delivered');
      }
      expect(world.portal.effects()).toHaveLength(2);
      expect(world.portal.dossiers().size).toBe(2);
      // what was answered good before the bad call is not sent again
      expect(world.portal.calls()['DongBoHoSoMC']).toBe(mode === 'slow' ? 2 : 3);
    });

    it.each(['silent', 'cut', 'empty', 'html', 'error500'] as const)(
      '%s at a question or the log-in: again later, nothing sent',
      async (mode) => {
        const { deliver } = world.connect(settings());
        for (const service of ['login', 'LayThuTuc', 'TraCuuHoSo']) {
          world.portal.mood.set({ mood: mode, path: service });
          expect(await deliver(step('accepted', 1))).toContain('transient delivery.');
        }
        expect(world.portal.calls()['DongBoHoSoMC']).toBeUndefined();
      },
    );

    it('a dropped session costs one log-in and one repeat; one that is never accepted rests the connector', async () => {
      const { deliver } = world.connect(settings());
      await deliver(step('accepted', 1));
      world.portal.dropSessions();
      expect(await deliver(step('in-progress', 1))).toContain('delivered');
      expect(world.portal.calls()).toMatchObject({ login: 2, CapNhatTienDoHoSoMC: 3 });
      world.portal.mood.set({ mood: 'session-expired' });
      expect(await deliver(step('in-progress', 1))).toContain('transient delivery.unavailable service=CapNhatTienDoHoSoMC');
      world.portal.mood.set({ mood: 'ok' });
      expect(world.portal.effects()).toHaveLength(2);
    });

    it('a code that is known to be a dropped session, or temporary, needs no question', async () => {
      const { deliver } = world.connect(settings({}, { sessionCodes: ['15'], temporaryCodes: ['99'] }));
      await deliver(step('accepted', 1));
      world.portal.dropSessions();
      expect(await deliver(step('in-progress', 1))).toContain('delivered');
      expect(world.portal.calls()['TraCuuHoSo']).toBe(1);
      world.portal.mood.set({ mood: 'ok-with-error', path: 'CapNhatTienDoHoSoMC' });
      expect(await deliver(step('in-progress', 1))).toContain('transient delivery.failed');
    });

    it('a session is ten minutes old at most by our clock', async () => {
      const { deliver } = world.connect(settings());
      await deliver(step('accepted', 1));
      world.now = new Date(world.now.getTime() + 599_000);
      await deliver(step('in-progress', 1));
      expect(world.portal.calls()['login']).toBe(1);
      world.now = new Date(world.now.getTime() + 2_000);
      expect(await deliver(step('in-progress', 1, { at: '2026-11-24T10:00:00+07:00' }))).toContain('delivered');
      expect(world.portal.calls()).toMatchObject({ login: 2, CapNhatTienDoHoSoMC: 3 });
    });

    it('what it has taken it still knows after a restart', async () => {
      const { deliver } = world.connect(settings());
      await deliver(step('accepted', 1));
      const again = await startNationalPortal({
        ...{ port: 0, dir: world.dir, username: 'h26', password: 'x', madonvi: 'x', clientId: 'x', clientSecret: 'x', unit: 'x' },
      });
      expect([again.dossiers().has(code), again.effects().length]).toEqual([true, 1]);
      await again.stop();
    });
  });

  describe('files', () => {
    const links = (): object => ({ publicUrl: `http://127.0.0.1:${world.doorPort}`, keyFile: 'links.key', lifetime: '1h' });
    const file = () => ({ id: 'f1', name: 'don.pdf', component: '', url: `${world.storeUrl}/f1`, sha256: sha256('nội dung') });
    const linkAt = (): string =>
      (world.portal.dossiers().get(code) as { TaiLieuNop: [{ DuongDanTaiTepTin: string }] }).TaiLieuNop[0].DuongDanTaiTepTin;
    const get = async (url: string): Promise<string> => {
      const response = await fetch(url);
      return `${response.status} ${await response.text()}`;
    };

    it('leave as links of ours that expire and give only what the dossier names', async () => {
      world.store.set('/f1', 'nội dung');
      const { deliver } = world.connect(settings({ files: { allow: [world.storeUrl], links: links() }, door: door() }));
      await deliver(step('accepted', 1, { received: receivedWith(1, [file()]) }));
      const link = linkAt();
      expect(await get(link)).toBe('200 nội dung');
      expect(await get(link.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')))).toContain('404');
      world.store.set('/f1', 'nội dung khác');
      expect(await get(link)).toContain('410');
      world.store.delete('/f1');
      expect(await get(link)).toContain('410');
      world.store.set('/f1', 'nội dung');
      world.now = new Date(world.now.getTime() + 3_600_001);
      expect(await get(link)).toContain('404');
    });

    it('of a store that is not allowed are refused', async () => {
      const { deliver } = world.connect(settings({ files: { allow: ['https://kho.example.vn'] } }));
      const end = await deliver(step('accepted', 1, { received: receivedWith(1, [file()]) }));
      expect(end).toContain('permanent delivery.refused reason=the store of a file is not in files.allow file=f1');
    });
  });

  describe('what the portal asks of us', () => {
    it('dossiers: 0 once, 1 for each repeat in any order, -1 with what is wrong', async () => {
      world.connect(settings({ door: door() }));
      await world.opened();
      const numbered = (n: number): object => ({ ...created, MaHoSo: `G99.01-261120-000012${n}` });
      let seed = 7;
      const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
      const said = await world.client.createAll([1, 2, 3, 4].map(numbered), { times: 3, random });
      const codes = said.map(({ body }) => (body as { error_code: number }).error_code);
      expect([codes.filter((c) => c === 0).length, codes.filter((c) => c === 1).length]).toEqual([4, 8]);
      expect(world.submitted).toHaveLength(4);
      for (const raw of world.submitted) {
        const { envelope, data } = nationalPortalAdapter.read({ ...raw, connector: 'x' });
        dossierV1.check(envelope, data);
      }
      for (const [change, words] of [
        [{ MaTTHC: '9.9' }, 'MaTTHC'],
        [{ MaSoThue: '' }, 'MaSoThue'],
        [{ MaSoThue: '12' }, '/dossier/applicant/idNumber'],
        [{ TepDonDangKy: 'không phải base64' }, 'TepDonDangKy'],
        [{ NgayNopHoSo: '31/02/2026' }, 'NgayNopHoSo'],
      ] as const) {
        const { status, body } = await world.client.create({ ...numbered(9), ...change });
        expect([status, body]).toEqual([
          200,
          { error_code: -1, message: expect.stringMatching(new RegExp(`^G99.01-261120-0000129\\| .*${words}$`)) as string },
        ]);
      }
      expect(await world.client.create('{không')).toMatchObject({ status: 500 });
      expect(world.submitted).toHaveLength(4);
    });

    it('what is to be paid: nothing known, nothing due, a bill, nothing once it is paid', async () => {
      const payments = { account: '0000000001', bank: 'NHGD', holder: 'Kho bạc Giả định' };
      const { deliver } = world.connect(settings({ door: door(), payments, memoryFile: `${world.dir}/memory.jsonl` }));
      await world.opened();
      expect((await world.client.owed(code)).body).toMatchObject({ error_code: -1 });
      await deliver(step('accepted', 1, { fees: undefined }));
      expect((await world.client.owed(code)).body).toEqual({ error_code: 0, message: [] });
      await deliver(step('accepted', 1));
      expect((await world.client.owed(code)).body).toMatchObject({
        error_code: 1,
        message: {
          ...{ MaTraCuuTT: `${code}20261123090000`, MaHoSo: code, MaTTHC: '1.099001', TKThuHuong: '0000000001', HoTenNguoiNop: '' },
          PhiLePhi: [{ LoaiPhiLePhi: 1, MaPhiLePhi: 'LP01', SoTien: 150_000 }],
          DSKhoanNop: [{ NoiDung: 'Lệ phí cấp giấy phép', SoTien: '150000' }],
        },
      });
      await deliver(step('in-progress', 1, { paid: true }));
      expect((await world.client.owed(code)).body).toEqual({ error_code: 0, message: [] });
    });

    it('the door closes to others', async () => {
      world.connect(settings({ door: door() }));
      await world.opened();
      await world.client.owed(code);
      const url = `http://127.0.0.1:${world.doorPort}/nps/createdossierfromdvcqg`;
      const post = async (body: string, authorization: string): Promise<number> =>
        (await fetch(url, { method: 'POST', body, headers: { authorization } })).status;
      expect(await post(JSON.stringify(created), 'Bearer khac')).toBe(401);
      expect(await post('x'.repeat(70_000), `Bearer ${secrets['door.token']}`)).toBe(413);
      expect((await fetch(url)).status).toBe(404);
      expect(world.submitted).toEqual([]);
    });
  });

  describe('looking at the connection', () => {
    const stepsOf = async (config: object): Promise<string[]> => {
      const results = await world.connect(config).connector.check();
      return results.map(({ step, ok, words }) => `${step} ${ok ? 'good' : words.en.replace(/^[^:]*: /, '')}`);
    };

    it('tells which step broke and on whose side', async () => {
      expect(await stepsOf(settings())).toEqual(['name good', 'connection good', 'login good', 'call good']);
      expect(await stepsOf(settings({}, { username: 'khac' }))).toEqual([
        'name good',
        'connection good',
        'login broken on our side (log-in refused, log-in: name or password)',
        'call not tried',
      ]);
      const port = await freePort();
      expect((await stepsOf(settings({}, { baseUrl: `http://127.0.0.1:${port}` })))[1]).toMatch(
        /^connection broken on the line or the portal's side \(not connected \(ECONNREFUSED/,
      );
      expect((await stepsOf(settings({}, { baseUrl: world.portal.url.replace('http:', 'https:') })))[2]).toMatch(
        /^tls broken on the portal's side/,
      );
      world.portal.mood.set({ mood: 'html', path: 'TraCuuHoSo' });
      expect((await stepsOf(settings()))[3]).toMatch(/^call broken on the portal's side/);
    });

    it('reads the catalogue whole, or not at all', async () => {
      const { config } = world.connect(settings());
      const tools = testTools({ allow: [new URL(world.portal.url).host], secrets, now: () => world.now });
      const { procedures, fields, agencies } = await readCatalogue(config, tools);
      expect([procedures.length, fields.length, agencies]).toEqual([
        6,
        4,
        [{ code: '000.99.02.H26', name: 'Ban Quản lý Giả định', level: '2' }],
      ]);
      world.portal.mood.set({ mood: 'empty', path: 'LayDanhMucCoQuan' });
      await expect(readCatalogue(config, tools)).rejects.toMatchObject({ kind: 'transient' });
      await tools.http.close();
    });
  });
}
