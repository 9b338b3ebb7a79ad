import type { SignatureVerdict } from '@lienthong/trust';
import { agenciesOf } from './agency';

const sha256 = 'ab'.repeat(32);
const party = (code: string) => ({ code, name: { vi: `Sở ${code}`, en: `Department ${code}` } });
const signed = (at: string, fingerprint = sha256): SignatureVerdict =>
  ({ signer: { fingerprint }, whenSigned: { at: new Date(at) } }) as SignatureVerdict;

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

it('names nobody by a binding of which nobody knows who decided it', () => {
  expect(agencyOf(signed('2026-06-01T00:00:00Z', 'ef'.repeat(32)))).toBeUndefined();
});
