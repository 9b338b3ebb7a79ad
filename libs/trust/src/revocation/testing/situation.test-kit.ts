import type { Path, RevocationStatus } from '../../model';
import { findChain } from '../../x509/find';
import * as der from '../../x509/testing/der.test-kit';
import { type Made, make, type Wish } from '../../x509/testing/look-alike.test-kit';
import { RevocationData, type RevocationInput } from '../data';
import { needsOf } from '../need';
import { type EntryWish, list, type ListWish } from './list.test-kit';

const at = new Date('2026-11-23T03:00:00Z');
export const root = make({ subject: 'C=VN, CN=Root', ca: true });
export const ca = (wish: Partial<Wish> = {}): Made => make({ subject: 'C=VN, CN=Sub', by: root, ca: true, ...wish });
export const sub = ca();
/** Number of every signer of these tests, the CRLReason of a hold, and the entry that revokes the signer. */
export const [serial, held] = [0xc1n, 6];
export const revoked: EntryWish = { serial, reason: 1 };
export const signer = (wish: Partial<Wish> = {}): Made => make({ subject: 'CN=Signer', by: sub, serial, ...wish });
const leaf = signer();

/** A list of the signer's issuer. */
export const ofSub = (wish: Partial<ListWish> = {}): Buffer => list({ by: sub, ...wish });
export const fullName = (text: string): { full: Buffer[] } => ({ full: [der.general.directory(text)] });

export interface Situation {
  readonly leaf?: Made;
  readonly crls: readonly Buffer[];
  /** Certificates handed in beside the signer's issuer. */
  readonly others?: readonly Made[];
  readonly input?: Partial<RevocationInput>;
}

function pathOf(made: Made, others: readonly Made[]): Path {
  const intermediates = [sub, ...others].map(({ certificate }) => certificate);
  const options = { anyPurpose: true, allowAuthority: true };
  const chain = findChain({ leaf: made.certificate, intermediates, anchors: [{ certificate: root.certificate }], at, options });
  if (!chain) throw new Error('the test has no path');
  return chain.certificates;
}

export function ask({ leaf: made = leaf, crls, others = [], input = {} }: Situation): RevocationStatus | undefined {
  const path = pathOf(made, others);
  const certificates = [sub, ...others].map(({ certificate }) => certificate);
  const data = new RevocationData({ crls, ocsps: [], certificates, anchors: [{ certificate: root.certificate }], ...input });
  const [need] = needsOf(path);
  const status = data.status(need!, at);
  const told = data.explain(need!, at).at(-1);
  expect(told).toMatchObject({
    code: 'revocation.status',
    result: { good: 'passed', revoked: 'failed', unknown: 'unknown' }[status?.status ?? 'unknown'],
  });
  return status;
}

export type Row = readonly [what: string, expected: string | undefined, situation: () => Situation];

export const run = (_: string, expected: string | undefined, situation: () => Situation): void => {
  const status = ask(situation());
  expect(status && [status.status, status.reason].filter(Boolean).join(' ')).toBe(expected);
};
