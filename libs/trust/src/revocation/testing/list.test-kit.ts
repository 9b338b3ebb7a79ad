import * as der from '../../x509/testing/der.test-kit';
import { algorithm, extension, type Made, signed } from '../../x509/testing/look-alike.test-kit';

export interface EntryWish {
  readonly serial: bigint | number;
  readonly at?: string;
  /** CRLReason. */
  readonly reason?: number;
  /** Name of the issuer of this certificate and the following. */
  readonly issuer?: Buffer;
  readonly invalid?: string;
  readonly extensions?: readonly Buffer[];
}

export interface ListWish {
  readonly by: Pick<Made, 'name' | 'key'>;
  readonly entries?: readonly EntryWish[];
  readonly from?: string;
  /** `''`: no nextUpdate. */
  readonly until?: string;
  /** None: no CRL number. */
  readonly number?: bigint | number | null;
  readonly base?: number;
  readonly version?: 1 | 2;
  readonly hash?: 'sha1' | 'sha256';
  readonly extensions?: readonly Buffer[];
  /** Without entries their empty list is written all the same. */
  readonly spelledEmpty?: boolean;
}

/** A CRL by hand: delta, indirect, of version 1, without dates, with whatever extensions. */
export function list(wish: ListWish): Buffer {
  const { version = 2, number = 7, until = '2026-12-01T00:00:00Z' } = wish;
  const extensions = [
    ...(number === null ? [] : [extension('2.5.29.20', der.integer(number))]),
    ...(wish.base === undefined ? [] : [extension('2.5.29.27', der.integer(wish.base), true)]),
    ...(wish.extensions ?? []),
  ];
  const entries = wish.entries ?? [];
  const tbs = der.sequence(
    ...(version === 1 ? [] : [der.integer(1)]),
    algorithm(wish.by.key, wish.hash),
    wish.by.name,
    der.time(wish.from ?? '2026-11-20T00:00:00Z'),
    ...(until === '' ? [] : [der.time(until)]),
    ...(entries.length === 0 && wish.spelledEmpty !== true ? [] : [der.sequence(...entries.map(entry))]),
    ...(version === 1 || extensions.length === 0 ? [] : [der.context(0, der.sequence(...extensions))]),
  );
  return signed(tbs, wish.by.key, wish.hash);
}

function entry({ serial, at = '2026-11-10T00:00:00Z', reason, issuer, invalid, extensions = [] }: EntryWish): Buffer {
  const all = [
    ...(reason === undefined ? [] : [extension('2.5.29.21', der.enumerated(reason))]),
    ...(invalid === undefined ? [] : [extension('2.5.29.24', der.time(invalid, true))]),
    ...(issuer ? [extension('2.5.29.29', der.sequence(der.context(4, issuer)), true)] : []),
    ...extensions,
  ];
  return der.sequence(der.integer(serial), der.time(at), ...(all.length === 0 ? [] : [der.sequence(...all)]));
}
