import type { SignatureVerdict } from '@lienthong/trust';
import { agenciesOf } from './agency';

const sha256 = 'ab'.repeat(32);
const party = (code: string) => ({ code, name: { vi: `Sở ${code}`, en: `Department ${code}` } });
const signed = (at: string, fingerprint = sha256, more: object = {}): SignatureVerdict => {
  const judged = { at: new Date(at), checks: [] };
  return { signer: { fingerprint }, whenSigned: judged, now: judged, timeBasis: 'evidence', ...more } as unknown as SignatureVerdict;
};

/** The same certificate passed from one agency to another on 1 May. */
const agencyOf = agenciesOf({
  parties: [party('A'), party('B')],
  bindings: [
    { sha256, party: 'A', until: '2026-05-01T00:00:00.000Z', approvedBy: 'Decision 1' },
    { sha256, party: 'B', from: '2026-05-01T00:00:00.000Z', until: '2026-09-01T00:00:00.000Z', approvedBy: 'Decision 2' },
    { sha256: 'ef'.repeat(32), party: 'A' },
  ],
});

it.each([
  ['2026-04-30T23:59:59Z', 'A', true],
  ['2026-05-01T00:00:00Z', 'B', true],
  ['2026-08-31T23:59:59Z', 'B', true],
  ['2026-09-01T00:00:00Z', 'B', false],
])('knows at %s that the certificate speaks for %s (%s)', (at, code, held) => {
  expect(agencyOf(signed(at))).toMatchObject({ code, held });
});

it('says who decided it, and until when; and nothing of a stranger', () => {
  expect(agencyOf(signed('2026-06-01T00:00:00Z'))).toEqual({
    ...{ code: 'B', name: { vi: 'Sở B', en: 'Department B' }, boundBy: 'Decision 2', held: true },
    ...{ validFrom: '2026-05-01T00:00:00.000Z', validUntil: '2026-09-01T00:00:00.000Z' },
  });
  expect(agencyOf(signed('2026-06-01T00:00:00Z', 'cd'.repeat(32)))).toBeUndefined();
});

it('lets nobody sign after the end of his binding by claiming an earlier day', () => {
  const now = { at: new Date('2026-10-01T00:00:00Z'), checks: [] };
  expect(agencyOf(signed('2026-06-01T00:00:00Z', sha256, { now, timeBasis: 'claimed' }))).toMatchObject({ code: 'B', held: false });
  expect(agencyOf(signed('2026-06-01T00:00:00Z', sha256, { now, timeBasis: 'timestamp' }))).toMatchObject({ code: 'B', held: true });
});

it('names nobody for a signature that is not by the certificate beside it', () => {
  const whenSigned = { at: new Date('2026-06-01T00:00:00Z'), checks: [{ code: 'signature.value', result: 'failed' }] };
  expect(agencyOf(signed('2026-06-01T00:00:00Z', sha256, { whenSigned }))).toBeUndefined();
});

it('names nobody by a binding of which nobody knows who decided it', () => {
  expect(agencyOf(signed('2026-06-01T00:00:00Z', 'ef'.repeat(32)))).toBeUndefined();
});
