import { AuthorityError } from '@lienthong/authority';
import type { SignedHead, TreeHead } from '@lienthong/evidence';
import type { SignerState } from '@lienthong/store';
import type { Certificate } from '@lienthong/trust';
import { Signing } from './signing';

const head: TreeHead = { size: 1, root: new Uint8Array(32) };
const certificate = { fingerprint: 'ff', notBefore: new Date(0), notAfter: new Date(10_000) } as Certificate;

it('tells whether the hub can sign when that changes, and an expired certificate before anybody signs', async () => {
  let problem: Error | undefined;
  let now = new Date(5_000);
  const told: SignerState[] = [];
  const signing = new Signing({
    sign: () => (problem ? Promise.reject(problem) : Promise.resolve({ ...head } as SignedHead)),
    certificate,
    tell: (state) => Promise.resolve(void told.push(state)),
    now: () => now,
  });
  await signing.sign(head);
  expect(told).toEqual([]);
  problem = new AuthorityError('signer-token-missing', 'gone');
  await expect(signing.sign(head)).rejects.toThrow('gone');
  await expect(signing.sign(head)).rejects.toThrow('gone');
  problem = undefined;
  await signing.sign(head);
  now = new Date(10_001);
  await signing.repeat();
  const facts = { certificate: 'ff', notAfter: new Date(10_000) };
  expect(told).toEqual([
    { code: 'authority.signer-token-missing', ...facts },
    { code: '', ...facts },
    { code: 'authority.signer-certificate-expired', ...facts },
  ]);
});
