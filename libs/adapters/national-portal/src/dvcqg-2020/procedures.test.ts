import { later } from '@lienthong/message';
import { officialNames } from './procedures';

const [fresh, stale] = [60_000, 600_000];

function portal() {
  const asked: string[] = [];
  let answer: (code: string) => unknown[] = (code) => [
    { TENTTHC: `Thủ tục ${code}`, LINHVUCTHUCHIEN: [{ MALINHVUC: 'L2', TENLINHVUC: 'Hai' }] },
  ];
  let now = 0;
  const name = officialNames(
    {
      ask: (_, { maTTHC }) => {
        asked.push(String(maTTHC));
        return Promise.resolve().then(() => ({ body: Buffer.of(), code: '0', result: answer(String(maTTHC)), fields: '' }));
      },
    },
    { fresh, stale },
    () => new Date(now),
  );
  const row = { MaTTHC: '1.1', TenTTHC: 'cũ', MaLinhVuc: 'L1', TenLinhVuc: 'Một' };
  return {
    asked,
    at: (ms: number) => void (now = ms),
    says: (next: typeof answer) => void (answer = next),
    async name(code = '1.1') {
      const found = await name({ ...row, MaTTHC: code } as never);
      const { TenTTHC, MaLinhVuc } = found.row;
      return [TenTTHC, MaLinhVuc, found.from, found.age];
    },
  };
}

describe("the portal's names of procedures", () => {
  it('are asked for once while they are fresh, and bear their age', async () => {
    const { name, at, asked } = portal();
    expect(await name()).toEqual(['Thủ tục 1.1', 'L2', 'portal', 0]);
    at(fresh - 1_000);
    expect(await name()).toEqual(['Thủ tục 1.1', 'L2', 'portal', 59]);
    at(fresh);
    expect((await name())[3]).toBe(0);
    expect(asked).toHaveLength(2);
  });

  it('serve while the portal gives none, until they are stale', async () => {
    const { name, at, says } = portal();
    await name();
    says(() => {
      throw later('delivery.failed');
    });
    at(stale - 1_000);
    expect(await name()).toEqual(['Thủ tục 1.1', 'L2', 'portal', 599]);
    at(stale);
    await expect(name()).rejects.toMatchObject({ kind: 'transient' });
  });

  it.each([
    [
      'the field that the sender named',
      [
        { MALINHVUC: 'L0', TENLINHVUC: 'Không' },
        { MALINHVUC: 'L1', TENLINHVUC: 'Khác' },
      ],
      'L1',
    ],
    [
      'the first of others',
      [
        { MALINHVUC: 'L8', TENLINHVUC: 'Tám' },
        { MALINHVUC: 'L9', TENLINHVUC: 'Chín' },
      ],
      'L8',
    ],
    ['the sender’s where there is none that can be read', [{ MALINHVUC: 7 }, 'x'], 'L1'],
  ])('take %s', async (_, LINHVUCTHUCHIEN, field) => {
    const { name, says } = portal();
    says(() => [{ TENTTHC: 'Tên', LINHVUCTHUCHIEN }]);
    expect((await name())[1]).toBe(field);
  });

  it('are asked for once by all who wait, and again after a failure', async () => {
    const { name, says, asked } = portal();
    says(() => {
      throw later('delivery.failed');
    });
    const failed = await Promise.allSettled([name(), name(), name()]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(asked).toHaveLength(1);
    says(() => [{ TENTTHC: 'Tên' }]);
    await Promise.all([name(), name()]);
    expect(asked).toHaveLength(2);
  });

  it('are the sender’s where the portal does not know the procedure', async () => {
    const { name, says } = portal();
    says(() => []);
    expect(await name()).toEqual(['cũ', 'L1', 'sender', 0]);
  });

  it('are kept for 5,000 procedures', async () => {
    const { name, asked } = portal();
    for (let n = 0; n <= 5_000; n++) await name(`1.${n}`);
    await name('1.5000');
    expect(asked).toHaveLength(5_001);
    await name('1.0');
    expect(asked).toHaveLength(5_002);
  });
});
