import { hash } from 'node:crypto';
import * as der from '../../cms/der';
import * as oids from '../../cms/oids';
import { write } from '../../cms/testing/message.test-kit';
import { list, type ListWish } from '../../revocation/testing/list.test-kit';
import { purposes } from '../../x509/extensions';
import { extension, type Made, make } from '../../x509/testing/look-alike.test-kit';
import type { FoundSignature, FoundTimestamp } from '../found';
import type { Ground } from '../ground';

/**
 * A city's archive. The root holds from 2020 to 2040, its authority until 2027, the signer until 2026; the signature was made and stamped on
 * 1 June 2025.
 */
const years = (from: number, until: number) => ({ from: `${from}-01-01T00:00:00Z`, until: `${until}-01-01T00:00:00Z` });
export const root = make({ subject: 'C=VN, CN=Root', ca: true, ...years(2020, 2040) });
export const sub = make({ subject: 'C=VN, CN=Sub', by: root, ca: true, serial: 2, ...years(2020, 2027) });
export const signer = make({ subject: 'C=VN, CN=Signer', by: sub, serial: 3, ...years(2024, 2026) });
const stamping = extension('2.5.29.37', der.sequence(der.oid(purposes.timeStamping)), true);
export const tsa = make({ subject: 'C=VN, CN=TSA', by: sub, serial: 4, extensions: [stamping], ...years(2024, 2026) });
/** Of the root itself, so that it outlives the authority. */
export const lateTsa = make({ subject: 'C=VN, CN=Late TSA', by: root, serial: 5, extensions: [stamping], ...years(2026, 2030) });
/** Of the root itself, and at work when the signature was made. */
export const longTsa = make({ subject: 'C=VN, CN=Long TSA', by: root, serial: 6, extensions: [stamping], ...years(2024, 2030) });

export const signedAt = '2025-06-01T00:00:00Z';
const signature = Buffer.from('the value of a signature');

export const ecdsaSha256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));

/** A token by hand, since no authority stamps another time than now. */
export function token(by: Made, stamped: Uint8Array, at: string, unsigned: readonly Uint8Array[] = []): Buffer {
  const imprint = der.sequence(der.sequence(der.oid(oids.sha256)), der.octets(hash('sha256', stamped, 'buffer')));
  const genTime = der.write(0x18, Buffer.from(`${at.replace(/[-:T]/g, '').slice(0, 14)}Z`));
  return write({
    content: der.sequence(der.small(1), der.oid('1.2.3.4.1'), imprint, der.small(1), genTime),
    attached: true,
    contentType: oids.tstInfo,
    signer: by.certificate,
    key: by.key.privateKey,
    signatureAlgorithm: ecdsaSha256,
    unsigned,
  });
}

export const stamp = (wish: Partial<FoundTimestamp> & { readonly by?: Made; readonly at?: string } = {}): FoundTimestamp => {
  const { by = tsa, at = signedAt, ...more } = wish;
  return { token: token(by, signature, at), stamped: signature, kind: 'signature', ...more };
};

/** Of a week around the signing. */
export const subList = (wish: Partial<ListWish> = {}): Buffer =>
  list({ by: sub, from: '2025-05-30T00:00:00Z', until: '2025-06-06T00:00:00Z', ...wish });
/** Of half a year around it. */
export const rootList = (wish: Partial<ListWish> = {}): Buffer =>
  list({ by: root, from: '2025-04-01T00:00:00Z', until: '2025-10-01T00:00:00Z', ...wish });

/** A signature whose mathematics were found right, with the lists of its time. */
export const found = (wish: Partial<FoundSignature> = {}): FoundSignature => ({
  ...{ format: 'cades', level: 'B-LT', algorithm: 'ecdsa-sha256', signed: [], coversWhole: true },
  checks: [{ code: 'signature.value', result: 'passed', facts: {} }],
  signer: signer.certificate,
  certificates: [sub.certificate, tsa.certificate, lateTsa.certificate],
  crls: [subList(), rootList()],
  ocsps: [],
  signingTime: new Date(signedAt),
  timestamps: [stamp()],
  ...wish,
});

export const ground = (wish: Partial<Ground> = {}): Ground => ({
  anchors: [{ certificate: root.certificate }],
  ...{ certificates: [], crls: [], ocsps: [], policy: 'standard' },
  at: new Date('2026-06-01T00:00:00Z'),
  ...wish,
});
