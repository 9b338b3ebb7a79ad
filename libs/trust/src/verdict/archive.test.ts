import type { RevocationStatus } from '../model';
import { assess } from './assess';
import type { FoundSignature } from './found';
import type { Ground } from './ground';
import { found, ground, lateTsa, longTsa, rootList, signedAt, signer, stamp, subList } from './testing/archive.test-kit';

const told = (signature: FoundSignature, under: Ground): string => {
  const { standing, subIndication } = assess(signature, under).whenSigned;
  return [standing, subIndication].filter(Boolean).join(' ');
};
const later = { at: new Date('2028-01-01T00:00:00Z') };
const compromised = [{ serial: 2, at: '2026-03-01T00:00:00Z', reason: 2 }];
const current = (entries = compromised): Buffer => rootList({ from: '2026-05-01T00:00:00Z', until: '2026-12-01T00:00:00Z', entries });
const lists = [subList(), rootList()];

/** What an archive time stamp covers, with the status of its own authority. */
const archived = (at: string, more: Partial<FoundSignature['timestamps'][number]> = {}): Partial<FoundSignature> => {
  const year = Number(at.slice(0, 4));
  const own = rootList({ from: `${year}-01-01T00:00:00Z`, until: `${year + 1}-02-01T00:00:00Z` });
  const first = stamp();
  const protects = [...lists, first.token];
  return { crls: [...lists, own], timestamps: [first, stamp({ by: lateTsa, at, kind: 'archive', protects, ...more })] };
};

describe('a file out of the archive', () => {
  it.each<[string, Partial<FoundSignature>, Partial<Ground>, string]>([
    ['when its certificates have ended', {}, {}, 'valid'],
    ['when lists were made after the signing', { crls: [subList({ from: '2025-06-05T00:00:00Z' }), rootList()] }, {}, 'valid'],
    ['by evidence of the hub', { timestamps: [] }, { provedAt: new Date('2025-06-02T00:00:00Z') }, 'valid'],
    ['when the time of signing is only claimed', { timestamps: [] }, {}, 'indeterminate NO_POE'],
    [
      'when lists had run out before the signing',
      { crls: [subList({ until: '2025-05-31T00:00:00Z' }), rootList()] },
      {},
      'indeterminate TRY_LATER',
    ],
    ['when nobody kept the list', { crls: [rootList()] }, {}, 'indeterminate TRY_LATER'],
    ['when whoever signed the list has expired', {}, later, 'indeterminate REVOCATION_OUT_OF_BOUNDS_NO_POE'],
    ['when an archive time stamp covers the list', archived('2026-12-01T00:00:00Z'), later, 'valid'],
    ['when that came too late', archived('2027-06-01T00:00:00Z'), later, 'indeterminate OUT_OF_BOUNDS_NO_POE'],
    [
      'when that is about something else',
      archived('2026-12-01T00:00:00Z', { stamped: Buffer.from('x') }),
      later,
      'indeterminate REVOCATION_OUT_OF_BOUNDS_NO_POE',
    ],
    [
      'when that covers another list',
      archived('2026-12-01T00:00:00Z', { protects: [rootList()] }),
      later,
      'indeterminate OUT_OF_BOUNDS_NO_POE',
    ],
    ["when the authority's key was stolen since", {}, { crls: [current()] }, 'indeterminate REVOKED_CA_NO_POE'],
    ['when the authority was closed since', {}, { crls: [current([{ serial: 2, at: '2026-03-01T00:00:00Z', reason: 5 }])] }, 'valid'],
    ['when the list was stamped before the theft', archived('2026-02-01T00:00:00Z'), { crls: [current()] }, 'valid'],
  ])('%s', (_, signature, under, expected) => {
    expect(told(found(signature), ground(under))).toBe(expected);
  });

  const made = (from: string, until: string): Buffer[] => [subList({ from, until }), rootList({ from, until })];
  const since = made('2025-06-05T00:00:00Z', '2025-06-12T00:00:00Z');
  const first = stamp();
  const later2025 = stamp({ by: longTsa, at: '2025-12-01T00:00:00Z', kind: 'archive', protects: [first.token] });
  const twice = { timestamps: [first, later2025], certificates: [...found().certificates, longTsa.certificate] };
  it.each<[string, Partial<FoundSignature>, Partial<Ground>, string]>([
    ['made before the signing', { timestamps: [] }, { provedAt: new Date(signedAt) }, 'indeterminate TRY_LATER'],
    [
      'made before it, that are still in force',
      { timestamps: [] },
      { provedAt: new Date(signedAt), at: new Date('2025-06-01T00:10:00Z') },
      'indeterminate TRY_LATER',
    ],
    ['made after it', { timestamps: [], crls: since }, { provedAt: new Date(signedAt) }, 'valid'],
    ["made after the time stamp's own time, of which nothing else is proved", { crls: since }, {}, 'indeterminate NO_POE'],
    [
      'made after a later stamp over it, whose authority is known to be good',
      { ...twice, crls: made('2025-12-05T00:00:00Z', '2025-12-12T00:00:00Z') },
      { crls: [current([])] },
      'valid',
    ],
    ['made before that stamp', { ...twice, crls: since }, { crls: [current([])] }, 'indeterminate TRY_LATER'],
  ])('is good by policy strict with lists %s', (_, signature, under, expected) => {
    expect(told(found(signature), ground({ ...under, policy: 'strict' }))).toBe(expected);
  });

  it('tells that the status is an old one, and that newer could have been learned where it could', () => {
    const check = (at: string): unknown =>
      assess(found(), ground({ at: new Date(at) })).whenSigned.checks.find(
        ({ facts }) => facts['certificate'] === signer.certificate.fingerprint,
      );
    expect(check('2026-06-01T00:00:00Z')).toMatchObject({
      code: 'revocation.archived',
      result: 'passed',
      facts: { producedAt: '2025-05-30T00:00:00.000Z' },
    });
    expect(check('2025-12-01T00:00:00Z')).toMatchObject({ code: 'revocation.archived', result: 'warning' });
    expect(check('2025-06-02T00:00:00Z')).toMatchObject({ code: 'revocation.status', result: 'passed' });
  });

  it('is judged by what is current alone as of now', () => {
    const { now } = assess(found(), ground({ at: new Date('2025-12-01T00:00:00Z') }));
    expect(now).toMatchObject({ standing: 'indeterminate', subIndication: 'TRY_LATER' });
  });
});

describe('old data do not hide what newer ones say', () => {
  const before = { serial: 3, at: '2025-05-01T00:00:00Z', reason: 1 };
  const says = (status: RevocationStatus['status'], more: Partial<RevocationStatus> = {}): Partial<Ground> => ({
    cache: {
      status: ({ certificate }) =>
        certificate.fingerprint === signer.certificate.fingerprint ? { status, source: 'ocsp', ...more } : undefined,
    },
  });

  it.each<[string, Partial<FoundSignature>, Partial<Ground>, string]>([
    [
      'a newer list',
      { crls: [subList(), subList({ from: '2025-07-01T00:00:00Z', entries: [before] }), rootList()] },
      {},
      'invalid REVOKED',
    ],
    ['a list that was handed in', {}, { crls: [subList({ from: '2025-07-01T00:00:00Z', entries: [before] })] }, 'invalid REVOKED'],
    [
      'a newer list that has run out, before an older answer that has not',
      { crls: [subList({ from: '2025-07-01T00:00:00Z', until: '2025-07-08T00:00:00Z', entries: [before] }), rootList()] },
      { ...says('good', { producedAt: new Date('2025-06-10T00:00:00Z') }), at: new Date('2025-09-01T00:00:00Z') },
      'invalid REVOKED',
    ],
    ['an answer that was fetched', {}, says('revoked', { revokedAt: new Date(before.at) }), 'invalid REVOKED'],
    ['an answer of a later revocation', {}, says('revoked', { revokedAt: new Date('2025-12-01T00:00:00Z') }), 'valid'],
    ['an answer that knows nothing', {}, says('unknown'), 'valid'],
    [
      'an answer from after the end of the certificate, that may have forgotten it',
      { crls: [current([])] },
      { ...says('good', { producedAt: new Date('2026-05-01T00:00:00Z') }), provedAt: new Date(signedAt) },
      'indeterminate TRY_LATER',
    ],
  ])('%s', (_, signature, under, expected) => {
    expect(told(found(signature), ground(under))).toBe(expected);
  });
});
