import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

import type { Certificate } from '../../model';
import { parseCertificate } from '../certificate';
import * as der from './der.test-kit';

/** An authority or a holder of the tests: certificate, name and key. */
export interface Made {
  readonly der: Buffer;
  readonly certificate: Certificate;
  readonly name: Buffer;
  readonly key: Key;
}

export interface Key {
  readonly privateKey: KeyObject;
  readonly spki: Buffer;
  readonly id: Buffer;
  readonly isRsa: boolean;
}

export interface Wish {
  /** `C=…, CN=…` or DER of a Name. */
  readonly subject: string | Buffer;
  /** Issuer; itself when absent. */
  readonly by?: Pick<Made, 'name' | 'key'>;
  readonly key?: Key;
  readonly serial?: bigint | number;
  readonly from?: string;
  readonly until?: string;
  readonly ca?: boolean;
  readonly pathLength?: number;
  /** Key usage bits; none: no extension. */
  readonly usage?: readonly number[];
  readonly basic?: 'critical' | 'plain' | 'absent';
  /** Without key identifiers: neither its own nor its issuer's. */
  readonly nameless?: boolean;
  readonly version?: 1 | 2 | 3;
  readonly uniqueIds?: boolean;
  readonly hash?: 'sha1' | 'sha256';
  readonly extensions?: readonly Buffer[];
}

const algorithms = {
  ec: { sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2' },
  rsa: { sha1: '1.2.840.113549.1.1.5', sha256: '1.2.840.113549.1.1.11' },
};

/** `bits`: an RSA key of so many; P-256 when absent. */
export function newKey(bits?: number, publicExponent = 65_537): Key {
  const { publicKey, privateKey } =
    bits === undefined
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: bits, publicExponent });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { privateKey, spki, id: createHash('sha1').update(spki).digest(), isRsa: bits !== undefined };
}

export const extension = (oid: string, value: Uint8Array, critical = false): Buffer =>
  der.sequence(der.oid(oid), ...(critical ? [der.yes] : []), der.octets(value));

/** SEQUENCE of tbs, algorithm and signature: certificates, CRLs and OCSP responses alike. */
export function signed(tbs: Buffer, key: Key, hash: 'sha1' | 'sha256' = 'sha256', ...more: readonly Buffer[]): Buffer {
  const value = sign(hash, tbs, key.privateKey);
  return der.sequence(tbs, algorithm(key, hash), der.bits(value), ...more);
}

export const algorithm = (key: Key, hash: 'sha1' | 'sha256' = 'sha256'): Buffer =>
  der.sequence(der.oid(algorithms[key.isRsa ? 'rsa' : 'ec'][hash]), ...(key.isRsa ? [der.nothing] : []));

let serials = 100;

export function make(wish: Wish): Made {
  const key = wish.key ?? newKey();
  const name = typeof wish.subject === 'string' ? der.name(wish.subject) : wish.subject;
  const by = wish.by ?? { name, key };
  const version = wish.version ?? 3;
  const list = version === 3 ? extensionsOf(wish, key, by.key) : [];
  const tbs = der.sequence(
    ...(version === 1 ? [] : [der.context(0, der.integer(version - 1))]),
    der.integer(wish.serial ?? ++serials),
    algorithm(by.key, wish.hash),
    by.name,
    der.sequence(der.time(wish.from ?? '2026-01-01T00:00:00Z'), der.time(wish.until ?? '2028-01-01T00:00:00Z')),
    name,
    key.spki,
    ...(wish.uniqueIds === true ? [der.primitive(1, Buffer.of(0, 1)), der.primitive(2, Buffer.of(0, 2))] : []),
    ...(list.length === 0 ? [] : [der.context(3, der.sequence(...list))]),
  );
  const bytes = signed(tbs, by.key, wish.hash);
  return { der: bytes, certificate: parseCertificate(bytes), name, key };
}

function extensionsOf(wish: Wish, own: Key, issuer: Key): Buffer[] {
  const { ca = false, basic = ca ? 'critical' : 'absent', pathLength } = wish;
  const usage = wish.usage ?? (ca ? [5, 6] : [0]);
  const length = pathLength === undefined ? [] : [der.integer(pathLength)];
  return [
    ...(basic === 'absent' ? [] : [extension('2.5.29.19', der.sequence(...(ca ? [der.yes] : []), ...length), basic === 'critical')]),
    ...(usage.length === 0 ? [] : [extension('2.5.29.15', der.tagged(3, der.flags(...usage)), true)]),
    ...(wish.nameless === true ? [] : keyIdentifiers(own, issuer)),
    ...(wish.extensions ?? []),
  ];
}

export const keyIdentifiers = (own: Key, issuer: Key): Buffer[] => [
  extension('2.5.29.14', der.octets(own.id)),
  extension('2.5.29.35', der.sequence(der.primitive(0, issuer.id))),
];

const anyOids = (oids: readonly string[]): Buffer => der.sequence(...oids.map(der.oid));

/** Extensions of RFC 5280 §4.2 that tests ask for. */
export const extensions = {
  altNames: (...names: readonly Buffer[]) => extension('2.5.29.17', der.sequence(...names)),
  purposes: (...oids: readonly string[]) => extension('2.5.29.37', anyOids(oids)),
  policies: (...oids: readonly string[]) => extension('2.5.29.32', der.sequence(...oids.map((oid) => der.sequence(der.oid(oid))))),
  mappings: (...pairs: readonly (readonly [string, string])[]) => extension('2.5.29.33', der.sequence(...pairs.map(anyOids)), true),
  inhibitAny: (skip: number) => extension('2.5.29.54', der.integer(skip), true),
  policyConstraints: ({ explicit, mapping }: { explicit?: number; mapping?: number }) => {
    const field = (number: number, skip: number | undefined) => (skip === undefined ? [] : [der.tagged(0x80 | number, Buffer.of(skip))]);
    return extension('2.5.29.36', der.sequence(...field(0, explicit), ...field(1, mapping)), true);
  },
  constraints: ({ permitted = [], excluded = [] }: { permitted?: readonly Buffer[]; excluded?: readonly Buffer[] }, critical = true) => {
    const field = (number: number, bases: readonly Buffer[]) =>
      bases.length === 0 ? [] : [der.context(number, ...bases.map((base) => der.sequence(base)))];
    return extension('2.5.29.30', der.sequence(...field(0, permitted), ...field(1, excluded)), critical);
  },
  points: (...points: readonly Buffer[]) => extension('2.5.29.31', der.sequence(...points)),
} as const;

export interface PointWish {
  readonly full?: readonly Buffer[];
  /** `CN=…` relative to the CRL issuer. */
  readonly relative?: string;
  readonly reasons?: readonly number[];
  /** Name of the CRL issuer. */
  readonly issuer?: Buffer;
}

const pointName = ({ full, relative }: PointWish): Buffer[] => [
  ...(full ? [der.context(0, der.context(0, ...full))] : []),
  ...(relative === undefined ? [] : [der.context(0, der.context(1, der.attribute(relative)))]),
];

/** DistributionPoint. */
export const point = (wish: PointWish): Buffer =>
  der.sequence(
    ...pointName(wish),
    ...(wish.reasons ? [der.primitive(1, der.flags(...wish.reasons))] : []),
    ...(wish.issuer ? [der.context(2, der.context(4, wish.issuer))] : []),
  );

export interface ScopeWish extends PointWish {
  readonly users?: boolean;
  readonly authorities?: boolean;
  readonly indirect?: boolean;
  readonly attributes?: boolean;
}

/** The extension issuingDistributionPoint. */
export function scope(wish: ScopeWish, critical = true): Buffer {
  const flag = (number: number, isSet = false) => (isSet ? [der.primitive(number, Buffer.of(0xff))] : []);
  const reasons = wish.reasons ? [der.primitive(3, der.flags(...wish.reasons))] : [];
  const { users, authorities, indirect, attributes } = wish;
  const value = der.sequence(
    ...pointName(wish),
    ...flag(1, users),
    ...flag(2, authorities),
    ...reasons,
    ...flag(4, indirect),
    ...flag(5, attributes),
  );
  return extension('2.5.29.28', value, critical);
}
