import type { Delivery } from '@lienthong/adapter-kit';
import { testTools } from '@lienthong/adapter-kit/testing';
import { Failure } from '@lienthong/message';
import { portalAdapter } from '.';
import { type FakePortal, startPortal } from './testing/fake-portal.test-kit';
import { fixture, renderableOf } from './testing/fixtures.test-kit';

const never = new AbortController().signal;
let portal: FakePortal;
beforeEach(async () => (portal = await startPortal()));
afterEach(() => portal.close());

const delivery = (name: string): Delivery => {
  const message = renderableOf(fixture(name));
  const rendered = portalAdapter.render(message, portal.config);
  if (!rendered) throw new Error(`${name} has no rendering`);
  return { ...rendered, deliveryId: 'd', messageId: 'm', subject: message.envelope.subject, attempt: 1 };
};
const sink = (now = () => new Date()) => {
  const { sink } = portalAdapter.create(portal.config, testTools({ ...portal, now }));
  if (!sink) throw new Error('there is no sink');
  return sink;
};
const failureOf = (deed: Promise<unknown>): Promise<Failure> =>
  deed.then(
    () => Promise.reject(new Error('did not fail')),
    (failure: unknown) => failure as Failure,
  );

describe('deliveries to the portal', () => {
  it('bring the dossier once as new, then as update, each with its step', async () => {
    const { deliver } = sink();
    const proof = await deliver(delivery('accepted.json'), never);
    await deliver(delivery('accepted.json'), never);
    expect(portal.calls.map(({ service, isUpdating }) => [service, isUpdating])).toEqual([
      ['LayThuTuc', undefined],
      ['TraCuuHoSo', undefined],
      ['DongBoHoSoMC', 'False'],
      ['CapNhatTienDoHoSoMC', undefined],
      ['TraCuuHoSo', undefined],
      ['DongBoHoSoMC', 'True'],
      ['CapNhatTienDoHoSoMC', undefined],
    ]);
    expect(portal.calls[2]).toMatchObject({ session: 'phien-1', madonvi: '000.99.00.H26' });
    expect(proof.words).toBe('DongBoHoSoMC error_code=00, CapNhatTienDoHoSoMC error_code=0');
    expect(portal.logins()).toBe(1);
  });

  it.each([
    [
      'calls it, and the field by its own code',
      [
        { MALINHVUC: 'G99-LV00', TENLINHVUC: 'Khác' },
        { MALINHVUC: 'G99-LV01', TENLINHVUC: 'Mới' },
      ],
      'G99-LV01 Mới',
    ],
    ['calls it, and the field by another code', [{ MALINHVUC: 'G99-LV02', TENLINHVUC: 'Mới' }], 'G99-LV02 Mới'],
    ['calls it, without a field', [{ MALINHVUC: 7 }], 'G99-LV01 Thử nghiệm'],
  ])('name the procedure as the portal %s', async (_, LINHVUCTHUCHIEN, field) => {
    portal.tellProcedure({ error_code: 0, result: [{ MATTHC: '1.099999', TENTTHC: 'Tên chính thức', LINHVUCTHUCHIEN }] });
    await sink().deliver(delivery('accepted.json'), never);
    expect(portal.calls[0]).toMatchObject({ service: 'LayThuTuc', maTTHC: '1.099999', madonvi: '000.99.00.H26' });
    const { TenTTHC, MaLinhVuc, TenLinhVuc } = portal.calls[2]?.data?.[0] ?? {};
    expect([TenTTHC, `${MaLinhVuc} ${TenLinhVuc}`]).toEqual(['Tên chính thức', field]);
  });

  it.each([
    ['does not know the procedure', { error_code: 0, result: [] }],
    ['gives it no name', { error_code: 0, result: [{ MATTHC: '1.099999', TENTTHC: '' }] }],
    ['refuses to tell', { error_code: -1 }],
  ])("keep the sender's names when the portal %s", async (_, answer) => {
    portal.tellProcedure(answer);
    await sink().deliver(delivery('accepted.json'), never);
    const row = portal.calls.find(({ service }) => service === 'DongBoHoSoMC')?.data?.[0];
    expect(row).toMatchObject({ TenTTHC: 'Cấp giấy phép thử nghiệm', MaLinhVuc: 'G99-LV01', TenLinhVuc: 'Thử nghiệm' });
  });

  it('ask for a procedure once an hour, and wait when the answer is none', async () => {
    let now = new Date('2026-11-23T00:00:00Z');
    const { deliver } = sink(() => now);
    const asked = () => portal.calls.filter(({ service }) => service === 'LayThuTuc').length;
    await deliver(delivery('accepted.json'), never);
    now = new Date('2026-11-23T00:59:59Z');
    await deliver(delivery('accepted.json'), never);
    expect(asked()).toBe(1);
    now = new Date('2026-11-23T01:00:00Z');
    portal.tellProcedure({ error_code: [0] });
    const failure = await failureOf(deliver(delivery('accepted.json'), never));
    expect(failure).toMatchObject({ kind: 'transient', code: 'delivery.failed', detail: { service: 'LayThuTuc' } });
    expect(asked()).toBe(2);
  });

  it('log in again when the portal has dropped the session, and when it has grown old', async () => {
    let now = new Date('2026-11-23T00:00:00Z');
    const { deliver } = sink(() => now);
    await deliver(delivery('in-progress.json'), never);
    portal.dropSessions();
    await deliver(delivery('in-progress.json'), never);
    expect(portal.logins()).toBe(2);
    now = new Date('2026-11-23T00:09:01Z');
    await deliver(delivery('in-progress.json'), never);
    expect(portal.logins()).toBe(3);
  });

  it('share one log-in', async () => {
    const { deliver } = sink();
    await Promise.all(Array.from({ length: 20 }, () => deliver(delivery('in-progress.json'), never)));
    expect(portal.logins()).toBe(1);
  });

  it('are refused after one more log-in, by the code and not by the words of the answer', async () => {
    portal.behave('refuses');
    const failure = await failureOf(sink().deliver(delivery('in-progress.json'), never));
    expect(failure).toMatchObject({
      kind: 'permanent',
      code: 'delivery.refused',
      detail: { service: 'CapNhatTienDoHoSoMC', errorCode: '1' },
    });
    expect(portal.logins()).toBe(2);
  });

  it('wait when not even a fresh session is accepted: that concerns every message', async () => {
    portal.forgetSessions();
    for (const name of ['in-progress.json', 'accepted.json'])
      expect(await failureOf(sink().deliver(delivery(name), never))).toMatchObject({
        kind: 'transient',
        code: 'delivery.unavailable',
        detail: { errorCode: '-1', reason: 'a fresh session is not accepted' },
      });
  });

  it.each<[string, () => void, Record<string, string>]>([
    ['answers with a code that passes by itself', () => portal.say('-9'), { errorCode: '-9' }],
    ['breaks at the message', () => portal.behave('fails'), { status: '500' }],
  ])('are tried again by themselves when the portal %s, without another log-in', async (_, misbehave, detail) => {
    misbehave();
    const failure = await failureOf(sink().deliver(delivery('in-progress.json'), never));
    expect(failure).toMatchObject({ kind: 'transient', code: 'delivery.failed', detail });
    expect(portal.logins()).toBe(1);
  });

  it('wait when the password is wrong: that is no fault of the message', async () => {
    const tools = testTools({ ...portal, secrets: { 'dvcqg.password': 'sai' } });
    const { sink } = portalAdapter.create(portal.config, tools);
    const failure = await failureOf(sink?.deliver(delivery('in-progress.json'), never) ?? Promise.resolve());
    expect(failure).toMatchObject({
      kind: 'transient',
      code: 'delivery.unavailable',
      detail: { reason: 'log-in refused', step: 'log-in' },
    });
  });
});
