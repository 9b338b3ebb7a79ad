import { officialNames } from './procedures';

describe('names of procedures', () => {
  it('are kept for 5,000 procedures, then the oldest is asked for again', async () => {
    const asked: unknown[] = [];
    const call = (_: string, { maTTHC }: Readonly<Record<string, unknown>>) => {
      asked.push(maTTHC);
      return Promise.resolve({ body: Buffer.of(), code: '0', result: [{ TENTTHC: `Thủ tục ${String(maTTHC)}` }] });
    };
    const name = officialNames({ call }, () => new Date(0), 60_000);
    const ask = (n: number) => name({ MaTTHC: `1.${n}`, TenTTHC: '' }, new AbortController().signal);
    for (let n = 0; n <= 5_000; n++) await ask(n);
    await ask(5_000);
    expect(asked).toHaveLength(5_001);
    expect(await ask(0)).toEqual({ MaTTHC: '1.0', TenTTHC: 'Thủ tục 1.0' });
    expect(asked).toHaveLength(5_002);
  });
});
