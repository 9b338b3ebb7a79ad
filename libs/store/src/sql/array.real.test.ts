import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { type Column, arraysOf } from './array';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
});
afterAll(() => at.stop());

const id = '019a0000-0000-7000-8000-00000000000f';

it.each<[...Column, readonly unknown[]]>([
  ['bool', [true, null, false], ['true', null, 'false']],
  ['bytea', [Buffer.from('00ff5c27', 'hex'), new Uint8Array(), null], ['\\x00ff5c27', '\\x', null]],
  ['date', ['2026-11-23', '1999-12-31'], ['2026-11-23', '1999-12-31']],
  ['int', [-1, 2_147_483_647], ['-1', '2147483647']],
  ['bigint', [9_007_199_254_740_993n, -5], ['9007199254740993', '-5']],
  ['jsonb', ['{"tên": "Hồ sơ"}', '[]'], ['{"tên": "Hồ sơ"}', '[]']],
  ['text', ['', 'Nguyễn Văn Ví Dụ 🏛', '{"a",\\\\}', null], ['', 'Nguyễn Văn Ví Dụ 🏛', '{"a",\\\\}', null]],
  ['timestamptz', [new Date('1999-12-31T23:59:59.999Z'), 'infinity', null], ['1999-12-31 23:59:59.999+00', 'infinity', null]],
  ['uuid', [id, null], [id, null]],
  ['text', [], []],
])('PostgreSQL reads an array of %s as it was meant', async (type, values, texts) => {
  const { rows } = await at.pool.query<{ text: string | null }>(
    `SELECT v::text AS text FROM unnest($1::${type}[]) AS v`,
    arraysOf([type, values]),
  );
  expect(rows.map(({ text }) => text)).toEqual(texts);
});

it('refuses what PostgreSQL refuses', async () => {
  await expect(at.pool.query('SELECT unnest($1::text[])', arraysOf(['text', ['a\0b']]))).rejects.toMatchObject({ code: '22021' });
  expect(() => arraysOf(['timestamptz', ['soon']])).toThrow('not a time');
});
