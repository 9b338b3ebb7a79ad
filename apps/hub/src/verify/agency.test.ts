import type { PartyConfig } from '@lienthong/config';
import type { SignatureVerdict } from '@lienthong/trust';
import { agenciesOf } from './agency';

const sha256 = 'ab'.repeat(32);
const party = (code: string, ...certificates: PartyConfig['certificates']): PartyConfig => ({
  ...{ code, aliases: [], name: { vi: `Sở ${code}`, en: `Department ${code}` }, kind: 'agency', suspended: false },
  certificates,
});
const signed = (at: string, fingerprint = sha256): SignatureVerdict =>
  ({ signer: { fingerprint }, whenSigned: { at: new Date(at) } }) as SignatureVerdict;

/** The same certificate passed from one agency to another on 1 May. */
const agencyOf = agenciesOf([
  party('A', { sha256, until: '2026-05-01T00:00:00.000Z', approvedBy: 'Decision 1' }),
  party('B', { sha256, from: '2026-05-01T00:00:00.000Z', until: '2026-09-01T00:00:00.000Z', approvedBy: 'Decision 2' }),
]);

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
