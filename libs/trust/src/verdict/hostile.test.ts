import { createHash, sign } from 'node:crypto';
import type { Certificate, RevocationStatus } from '../model';
import type { EntryWish } from '../revocation/testing/list.test-kit';
import { signFile } from '../sign';
import { verifyFile } from '../verify';
import * as der from '../x509/testing/der.test-kit';
import { extensions, type Made, make, point } from '../x509/testing/look-alike.test-kit';
import { assess } from './assess';
import type { FoundSignature } from './found';
import type { Ground } from './ground';
import { found, ground, root, rootList, signedAt, signer, stamp, sub, subList, tsa } from './testing/archive.test-kit';

/** A month after the signing, when every certificate holds; lists are current. */
const at = new Date('2025-07-01T00:00:00Z');
const lists = (...entries: readonly EntryWish[]): Buffer[] => [subList({ until: '2025-08-01T00:00:00Z', entries }), rootList()];
const outcome = (signature: Partial<FoundSignature>, under: Partial<Ground> = {}): string => {
  const { timeBasis, whenSigned } = assess(found({ crls: lists(), ...signature }), ground({ at, ...under }));
  return [timeBasis, whenSigned.standing, whenSigned.subIndication].filter(Boolean).join(' ');
};
const says = (about: Certificate, status: RevocationStatus): Ground['cache'] => ({
  status: ({ certificate }) => (certificate.fingerprint === about.fingerprint ? status : undefined),
});

const revokedEarly: RevocationStatus = { status: 'revoked', source: 'ocsp', revokedAt: new Date('2025-05-20T00:00:00Z') };
const purposeOf = ({ certificate }: Made): Buffer[] => [
  der.sequence(der.oid('2.5.29.37'), der.yes, der.octets(certificate.extensions.get('2.5.29.37')!.value)),
];

describe('who has the key of a time-stamping authority', () => {
  const ofTsa = (reason: number, more: Partial<EntryWish> = {}): Partial<FoundSignature> => ({
    crls: lists({ serial: 4, at: '2025-06-20T00:00:00Z', reason, ...more }),
  });
  const future = stamp({ at: '2025-07-01T01:00:00Z' });

  it.each<[string, Partial<FoundSignature>, string]>([
    ['proves the time as long as it is the authority', {}, 'timestamp valid'],
    ['proves nothing once the key was stolen, however old the stamp', ofTsa(1), 'claimed valid'],
    ['proves nothing when nobody says why the key was revoked', ofTsa(0), 'claimed valid'],
    ['proves what was stamped before it closed', ofTsa(5), 'timestamp valid'],
    ['proves nothing after it closed', ofTsa(5, { at: '2025-05-31T00:00:00Z' }), 'claimed valid'],
    ['proves nothing from the day on that the key was lost', ofTsa(5, { invalid: '2025-05-31T00:00:00Z' }), 'claimed valid'],
    ['stamps no future', { timestamps: [future] }, 'claimed valid'],
    ['proves nothing by a stamp over other content', { timestamps: [stamp({ stamped: Buffer.from('other') })] }, 'claimed valid'],
    ['proves nothing by a stamp over the content alone', { timestamps: [stamp({ kind: 'content' })] }, 'claimed valid'],
    ['proves nothing with a certificate that is not for it', { timestamps: [stamp({ by: signer })] }, 'claimed valid'],
    ['counts by its earliest stamp that holds', { timestamps: [future, stamp()] }, 'timestamp valid'],
  ])('%s', (_, signature, expected) => {
    expect(outcome(signature)).toBe(expected);
  });

  it('still proves what another authority stamped before the theft', () => {
    const theft = ofTsa(1);
    const other = make({ subject: 'CN=Other', by: root, serial: 6, extensions: [...purposeOf(tsa)], from: '2024-01-01T00:00:00Z' });
    const archive = (time: string): Partial<FoundSignature> => {
      const first = stamp();
      const certificates = [sub.certificate, tsa.certificate, other.certificate];
      return { ...theft, certificates, timestamps: [first, stamp({ by: other, at: time, kind: 'archive', protects: [first.token] })] };
    };
    const earliest = (time: string): string => assess(found(archive(time)), ground({ at })).whenSigned.at.toISOString();
    expect(earliest('2025-06-10T00:00:00Z')).toBe('2025-06-01T00:00:00.000Z');
    expect(earliest('2025-06-25T00:00:00Z')).toBe('2025-06-25T00:00:00.000Z');
  });

  it('has its path from what came with the signature', () => {
    const standing = (...certificates: readonly Certificate[]): unknown =>
      assess(found({ crls: lists(), certificates }), ground({ at })).timestamps[0]?.standing;
    expect([standing(), standing(sub.certificate)]).toEqual(['invalid', 'valid']);
  });
});

describe('who has the key of a signer', () => {
  const ofSigner = (more: Partial<EntryWish>): Partial<FoundSignature> => ({ crls: lists({ serial: 3, reason: 1, ...more }) });
  const unaskable = make({
    ...{ subject: 'CN=Unaskable', by: sub, serial: 7, from: '2024-01-01T00:00:00Z', until: '2026-01-01T00:00:00Z' },
    extensions: [extensions.points(point({ full: [der.general.uri('ldap://ca.example/crl')] }))],
  });
  const nameless = { ...{ crls: [], timestamps: [] } };
  const old = [subList({ until: '2025-08-01T00:00:00Z' }), rootList()];

  it.each<[string, Partial<FoundSignature>, Partial<Ground>, string]>([
    ['signs nothing after the revocation', ofSigner({ at: '2025-05-20T00:00:00Z' }), {}, 'timestamp invalid REVOKED'],
    ['leaves alone what was stamped before', ofSigner({ at: '2025-06-20T00:00:00Z' }), {}, 'timestamp valid'],
    [
      'signs nothing from the day on that it was lost',
      ofSigner({ at: '2025-06-20T00:00:00Z', invalid: '2025-05-20T00:00:00Z' }),
      {},
      'timestamp invalid REVOKED',
    ],
    ['claims no earlier time', { ...ofSigner({ at: '2025-06-20T00:00:00Z' }), timestamps: [] }, {}, 'claimed indeterminate REVOKED_NO_POE'],
    [
      'brings no older list than what is fetched',
      { crls: old },
      { cache: says(signer.certificate, revokedEarly) },
      'timestamp invalid REVOKED',
    ],
    [
      'is not cleared by what is fetched when a list says otherwise',
      ofSigner({ at: '2025-05-20T00:00:00Z' }),
      { cache: says(signer.certificate, { status: 'good', source: 'ocsp', producedAt: at }) },
      'timestamp invalid REVOKED',
    ],
    [
      'names a place of its status that nobody here asks',
      { ...nameless, signer: unaskable.certificate },
      {},
      'claimed indeterminate TRY_LATER',
    ],
    ['names no place of its status, which is told', nameless, {}, 'claimed valid'],
  ])('%s', (_, signature, under, expected) => {
    expect(outcome(signature, under)).toBe(expected);
  });
});

it('takes content that was handed in and not signed for no part of the file', async () => {
  const own = {
    algorithm: 'ES256' as const,
    certificateChain: [signer.certificate, sub.certificate],
    sign: (data: Uint8Array) => Promise.resolve(sign('sha256', data, { key: signer.key.privateKey, dsaEncoding: 'ieee-p1363' })),
    close: () => Promise.resolve(),
  };
  const content = Buffer.from('<phieu><so>1</so></phieu>');
  const signed = await signFile({ format: 'xades', content, detached: false, signer: own, at: new Date(signedAt) });
  const under = ground({ at, crls: lists(), cache: { status: () => undefined } });
  const alone = await verifyFile(signed, under);
  const beside = await verifyFile(signed, { ...under, content: () => createHash('sha256').update('other').digest() });
  expect([alone.whenSigned, alone.coversWhole]).toEqual(['valid', true]);
  expect(beside).toMatchObject({
    standing: 'invalid',
    coversWhole: false,
    signatures: [{ whenSigned: { subIndication: 'HASH_FAILURE' } }],
  });
});
