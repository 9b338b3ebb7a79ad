import { createHash } from 'node:crypto';

import * as der from '../../x509/testing/der.test-kit';
import { extension, type Made, signed } from '../../x509/testing/look-alike.test-kit';

const hashes = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha512: '2.16.840.1.101.3.4.2.3',
  md5: '1.2.840.113549.2.5',
} as const;

export interface SingleWish {
  readonly about: Made;
  readonly issuer: Made;
  readonly hash?: keyof typeof hashes;
  readonly status?: 'good' | 'revoked' | 'unknown';
  readonly reason?: number;
  readonly from?: string;
  /** `''`: no nextUpdate. */
  readonly until?: string;
  readonly extensions?: readonly Buffer[];
}

export interface ResponseWish {
  readonly singles: readonly SingleWish[];
  readonly by: Made;
  readonly byKey?: boolean;
  readonly certificates?: readonly Made[];
  readonly extensions?: readonly Buffer[];
  readonly producedAt?: string;
  readonly hash?: 'sha1' | 'sha256';
  readonly spelledVersion?: boolean;
}

/** The key of a made authority as key hashes take it: the octets of the BIT STRING in its SubjectPublicKeyInfo. */
function keyHash({ key }: Made, hash: string): Buffer {
  const point = key.privateKey.asymmetricKeyType === 'ec' ? key.spki.subarray(-65) : key.spki.subarray(24);
  return createHash(hash).update(point).digest();
}

/** An OCSP response by hand, with what pkijs does not write. */
export function response(wish: ResponseWish): Buffer {
  const { by, certificates = [by] } = wish;
  const data = der.sequence(
    ...(wish.spelledVersion === true ? [der.context(0, der.integer(0))] : []),
    wish.byKey === true ? der.context(2, der.octets(keyHash(by, 'sha1'))) : der.context(1, by.name),
    der.time(wish.producedAt ?? newest(wish.singles), true),
    der.sequence(...wish.singles.map(single)),
    ...(wish.extensions ? [der.context(1, der.sequence(...wish.extensions))] : []),
  );
  const more = certificates.length === 0 ? [] : [der.context(0, der.sequence(...certificates.map((one) => one.der)))];
  const basic = signed(data, by.key, wish.hash, ...more);
  return der.sequence(der.enumerated(0), der.context(0, der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octets(basic))));
}

/** When the newest of its answers was known. */
const newest = (singles: readonly SingleWish[]): string =>
  singles
    .map(({ from }) => from ?? '2026-11-23T00:00:00Z')
    .sort()
    .at(-1) ?? '2026-11-23T00:00:00Z';

function single({ about, issuer, hash = 'sha1', status = 'good', reason, from, until, extensions }: SingleWish): Buffer {
  const id = der.sequence(
    der.sequence(der.oid(hashes[hash]), der.nothing),
    der.octets(createHash(hash).update(issuer.name).digest()),
    der.octets(keyHash(issuer, hash)),
    der.integer(BigInt(`0x${about.certificate.serial}`)),
  );
  const why = reason === undefined ? [] : [der.context(0, der.enumerated(reason))];
  const states = {
    good: der.primitive(0, Buffer.alloc(0)),
    revoked: der.context(1, der.time('2026-11-10T00:00:00Z', true), ...why),
    unknown: der.primitive(2, Buffer.alloc(0)),
  };
  return der.sequence(
    id,
    states[status],
    der.time(from ?? '2026-11-23T00:00:00Z', true),
    ...(until === '' ? [] : [der.context(0, der.time(until ?? '2026-11-24T00:00:00Z', true))]),
    ...(extensions ? [der.context(1, der.sequence(...extensions))] : []),
  );
}

export const nonce = (value: string): Buffer => extension('1.3.6.1.5.5.7.48.1.2', der.octets(Buffer.from(value)));
