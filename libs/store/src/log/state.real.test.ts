import { readStatus } from '../read/status';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { findKnown, noteKnown } from './known-revocation';
import { tellSigner } from './signer-state';
import { keepValidation } from './validation';

let at: TestLedger;
beforeAll(async () => (at = await startLedger()));
afterAll(() => at.stop());

const time = (second: number): Date => new Date(Date.UTC(2026, 10, 23, 1, 2, second));

it('knows of each key the newest answer whose bytes were kept, in whatever order the answers come', async () => {
  const [old, newest, list] = ['old', 'newest', 'list'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];
  const answer = { key: 'issuer:1', kind: 'ocsp', raw: newest, learnedAt: time(2) } as const;
  await noteKnown(at.pool, answer);
  expect(await findKnown(at.pool, ['issuer:1'])).toEqual([]);
  await keepValidation(
    at.pool,
    [old, newest, list].map((bytes) => ({ kind: 'ocsp' as const, bytes })),
    () => crypto.randomUUID(),
  );
  await noteKnown(at.pool, { ...answer, raw: old, learnedAt: time(1) });
  await noteKnown(at.pool, { key: 'issuer', kind: 'crl', raw: list, learnedAt: time(3) });
  expect(await findKnown(at.pool, ['issuer:1', 'issuer', 'other'])).toEqual(
    expect.arrayContaining([answer, { key: 'issuer', kind: 'crl', raw: list, learnedAt: time(3) }]),
  );
});

it('says of each core whether it can sign, since when, and nothing of one that is silent', async () => {
  const good = { code: '', certificate: 'ff', notAfter: time(0) };
  await tellSigner(at.pool, 'a', good);
  const [before] = (await readStatus(at.watch)).signers;
  await tellSigner(at.pool, 'a', good);
  expect((await readStatus(at.watch)).signers).toEqual([{ worker: 'a', ...good, since: before?.since }]);
  await tellSigner(at.pool, 'a', { ...good, code: 'authority.signer-unavailable' });
  const [after] = (await readStatus(at.watch)).signers;
  expect(after?.code).toBe('authority.signer-unavailable');
  expect(after?.since.getTime()).toBeGreaterThan(before?.since.getTime() ?? Infinity);
  await at.admin.query(`UPDATE signer_state SET told_at = now() - interval '5 minutes'`);
  expect((await readStatus(at.watch)).signers).toEqual([]);
});
