import { receivedWith, sha256, startWorld, step, type World } from './national-portal.test-kit';

/** What connector and stand-in do with one another in the generation of 2026. */
export function partOf2026(): void {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    world.store.set('/don', 'đơn');
    world.store.set('/phep', 'giấy phép');
  });
  afterEach(() => world.close());

  const settings = (): object => ({
    portal: {
      ...{
        profile: 'ministry-2026',
        baseUrl: `${world.portal.url}/m2026`,
        clientId: 'h26',
        clientSecretFile: 'client.secret',
        unit: 'G09.20',
      },
      timeout: '500ms',
    },
    files: { allow: [world.storeUrl] },
    memoryFile: `${world.dir}/memory.jsonl`,
  });
  const file = (id: string, content: string): object => ({
    ...{ id, name: `${id}.pdf`, component: 'TP01' },
    url: `${world.storeUrl}/${id}`,
    sha256: sha256(content),
  });
  const accepted = (n = 1) => step('accepted', n, { received: receivedWith(n, [file('don', 'đơn')]) });
  const effects = (): string[] => world.portal.effects().map(({ service, dossier, status }) => `${service} ${dossier} ${status}`);
  const G = 'G09.20-20261123-0000001';

  describe('the life of a dossier at a ministry of 2026', () => {
    it('is created once with its files under a code of the unit; its steps find it after a restart', async () => {
      expect(await world.connect(settings()).deliver(accepted())).toBe(`delivered CapNhatTienTrinh, CapNhatTrangThai MaHoSo=${G}`);
      expect(world.portal.dossiers().get(G)).toMatchObject({
        ...{ MaHoSo: G, MaTTHC: '1.099001', LoaiDoiTuong: 0, MaDonViTiepNhan: 'G09.20' },
        ...{ NgayNop: '2026-11-23 08:15:30', NgayTiepNhan: '2026-11-23 09:15:30', EformThongTinChiTiet: { LoaiHinh: 'Bán lẻ' } },
        ThanhPhanHoSo: [
          { MaThanhPhanHoSo: 'TP01', SoLuong: 1, LoaiBan: 2, GiayToDinhKem: [{ IdGiayTo: 'tep-1', HashTepTin: sha256('đơn') }] },
        ],
        ThongTinNguoiNop: { ThongTinChiTiet: { TenNguoiNop: 'Nguyễn Văn Ví Dụ', SoDinhDanh: '001099000001' } },
      });
      const { deliver } = world.connect(settings());
      expect(await deliver(step('in-progress', 1))).toContain('delivered');
      const end = { from: '4', to: '9', at: '2026-12-11T16:00:00+07:00', results: [file('phep', 'giấy phép')] };
      expect(await deliver(step('in-progress', 1, end))).toContain('delivered');
      expect(effects()).toEqual([2, 4, 9].flatMap((status) => [`CapNhatTienTrinh ${G} ${status}`, `CapNhatTrangThai ${G} ${status}`]));
      expect(world.portal.calls()).toMatchObject({ 'next code': 1, NoiHoSo: 1, upload: 2, token: 2 });
    });

    it('keeps the code of a dossier that the unit itself numbered', async () => {
      const own = 'G09.20-20261123-0092637';
      const change = JSON.parse(JSON.stringify(accepted().data).replaceAll('000.99.02.H26-261123-0001', own)) as object;
      const message = accepted();
      const renumbered = { ...message, envelope: { ...message.envelope, subject: own }, data: change };
      expect(await world.connect(settings()).deliver(renumbered)).toContain(`MaHoSo=${own}`);
      expect(world.portal.calls()['next code']).toBeUndefined();
    });

    it('refuses a step of a dossier that nobody has created, and a file that is another one', async () => {
      const { deliver } = world.connect(settings());
      expect(await deliver(step('in-progress', 1))).toContain(
        'permanent delivery.refused reason=this connector has not created the dossier',
      );
      world.store.set('/don', 'đơn khác');
      expect(await deliver(accepted())).toContain('permanent delivery.refused reason=the store gives another file');
      expect(world.portal.dossiers().size).toBe(0);
    });
  });

  describe('bad days of a ministry of 2026', () => {
    it.each([
      ['silent', 'ambiguous delivery.unknown reason=timed out'],
      ['cut', 'ambiguous delivery.unknown reason=connection lost'],
      ['empty', 'ambiguous delivery.unknown reason=unreadable answer'],
      ['html', 'ambiguous delivery.unknown reason=unreadable answer'],
      ['error500', 'transient delivery.failed status=500'],
      ['ok-with-error', 'permanent delivery.refused step=STEP code=99'],
      ['slow', 'delivered'],
    ] as const)('%s: %s, and one effect when it is well again', async (mode, end) => {
      const { deliver } = world.connect(settings());
      const steps = ['NoiHoSo', 'CapNhatTienTrinh', 'CapNhatTrangThai'];
      for (const [i, service] of steps.entries()) {
        world.portal.mood.set({ mood: mode, path: service });
        const message = accepted(i + 1);
        expect(await deliver(message, service)).toContain(end.replace('STEP', service));
        world.portal.mood.set({ mood: 'ok' });
        expect(await deliver(message, service)).toContain('delivered');
      }
      expect([world.portal.dossiers().size, world.portal.effects().length]).toEqual([3, 6]);
      expect(world.portal.calls()['next code']).toBe(3);
    });

    it.each(['silent', 'cut', 'html', 'error500'] as const)('%s at the token, the code or an upload: again later', async (mode) => {
      const { deliver } = world.connect(settings());
      for (const service of ['token', 'next code', 'upload']) {
        world.portal.mood.set({ mood: mode, path: service });
        expect(await deliver(accepted())).toContain('transient delivery.');
      }
      world.portal.mood.set({ mood: 'ok' });
      expect(await deliver(accepted())).toContain('delivered');
      expect(world.portal.effects()).toHaveLength(2);
    });

    it('a token that was dropped is renewed once, one that is never accepted rests the connector', async () => {
      const { deliver, connector } = world.connect(settings());
      await deliver(accepted());
      world.portal.dropSessions();
      expect(await deliver(step('in-progress', 1))).toContain('delivered');
      expect(world.portal.calls()['token']).toBe(2);
      world.portal.mood.set({ mood: 'session-expired' });
      expect(await deliver(step('in-progress', 1, { at: '2026-11-25T08:00:00+07:00' }))).toContain(
        'transient delivery.unavailable status=401',
      );
      expect((await connector.check()).every(({ ok }) => ok)).toBe(true);
    });
  });
}
