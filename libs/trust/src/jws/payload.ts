import { hash } from 'node:crypto';

import { type Check, type ReadOptions, type SignedPart, UnreadableError } from '../verdict/found';
import { decodeBase64Url } from './base64url';
import { digestNamed } from './certificate-reference';
import type { JoseHeader } from './jose-header';
import { asObject, asText, asTexts, type JsonObject } from './json';
import type { Serialized } from './serialization';

/** What a signature is over, as far as it is there. */
export interface Payload {
  /** What the signing input holds behind the dot; `undefined` when some of it was not handed in. */
  readonly octets: Uint8Array | undefined;
  /** What an archive or content time stamp holds in its place: the same, but for ObjectIdByURIHash (TS 119 182-1 §5.3.6.3). */
  readonly stamped: Uint8Array | undefined;
  readonly parts: readonly SignedPart[];
  /** Nothing came and nothing was handed in: it may be the empty payload, or a detached one that is missing. */
  readonly maybeMissing: boolean;
  readonly checks: readonly Check[];
}

type Content = NonNullable<ReadOptions['content']>;

const maxObjects = 1000;
const mechanisms = {
  byUri: 'http://uri.etsi.org/19182/ObjectIdByURI',
  byHash: 'http://uri.etsi.org/19182/ObjectIdByURIHash',
} as const;

/** @throws UnreadableError `jws.payload`, `jws.sigd`, `unsupported` `jws.sigd` */
export function resolvePayload({ form, payload }: Serialized, header: JoseHeader, content: Content = () => undefined): Payload {
  if (header.members.has('sigD')) return referenced(payload, header, content);
  return payload === '' ? detached(header, content) : attached(payload, form, header, content);
}

/** Content handed in beside a payload that came along must be the same: one of the two was not signed. */
function attached(payload: string, form: Serialized['form'], { b64 }: JoseHeader, content: Content): Payload {
  const bytes = b64 ? decodeBase64Url(payload) : unencoded(payload, form);
  if (bytes === undefined) throw malformed('jws.payload', b64 ? 'not canonical base64url' : 'characters that a compact JWS may not have');
  const other = content('');
  const differs = other !== undefined && Buffer.compare(other, bytes) !== 0;
  const checks: Check[] = differs ? [{ code: 'content.digest', result: 'failed', facts: { name: '' } }] : [];
  const octets = octetsOf(bytes, b64);
  return { octets, stamped: octets, parts: [{ name: '', bytes }], maybeMissing: false, checks };
}

/** RFC 7797 §5.2: printable ASCII but the dot. */
const unencoded = (payload: string, form: Serialized['form']): Buffer | undefined =>
  form === 'json' || /^[\x20-\x2d\x2f-\x7e]*$/.test(payload) ? Buffer.from(payload, 'utf8') : undefined;

function detached({ b64 }: JoseHeader, content: Content): Payload {
  const found = content('');
  const bytes = found ?? Buffer.alloc(0);
  const octets = octetsOf(bytes, b64);
  return { octets, stamped: octets, parts: [{ name: '', bytes }], maybeMissing: found === undefined, checks: [] };
}

/** TS 119 182-1 §5.2.8: what was signed is elsewhere, by its URIs. */
function referenced(payload: string, { members, b64 }: JoseHeader, content: Content): Payload {
  const sigD = asObject(members.get('sigD'));
  if (sigD === undefined || payload !== '') throw malformed('jws.sigd', 'sigD is no object, or there is a payload beside it');
  const mechanism = asText(sigD.get('mId'));
  if (mechanism !== mechanisms.byUri && mechanism !== mechanisms.byHash)
    throw new UnreadableError('unsupported', 'jws.sigd', 'reading sigD: its way of naming what was signed is not processed here');
  const names = asTexts(sigD.get('pars'));
  if (names === undefined || names.length === 0 || names.length > maxObjects || new Set(names).size < names.length)
    throw malformed('jws.sigd', `its pars are not 1 to ${maxObjects} different names`);
  const objects = names.map((name) => ({ name, bytes: content(name) ?? (names.length === 1 ? content('') : undefined) }));
  const parts = objects.flatMap(({ name, bytes }) => (bytes === undefined ? [] : [{ name, bytes }]));
  const whole = parts.length === names.length ? Buffer.concat(parts.map(({ bytes }) => octetsOf(bytes, b64))) : undefined;
  const missing = objects
    .filter(({ bytes }) => bytes === undefined)
    .map(({ name }): Check => ({ code: 'content.missing', result: 'unknown', facts: { name } }));
  if (mechanism === mechanisms.byUri) return { octets: whole, stamped: whole, parts, maybeMissing: false, checks: missing };
  const { checks, matching } = compareDigests(sigD, names, parts, b64);
  return { octets: Buffer.alloc(0), stamped: whole, parts: matching, maybeMissing: false, checks: [...checks, ...missing] };
}

/** Digests are over the base64url text unless b64 is false (TS 119 182-1 §5.2.8.4). */
function compareDigests(
  sigD: JsonObject,
  names: readonly string[],
  parts: readonly SignedPart[],
  b64: boolean,
): { checks: Check[]; matching: SignedPart[] } {
  const digest = digestNamed(sigD.get('hashM'));
  if (digest === undefined) throw new UnreadableError('unsupported', 'jws.digest', 'reading sigD: a digest that is not SHA-2');
  const values = asTexts(sigD.get('hashV'))?.map(decodeBase64Url);
  if (values?.length !== names.length) throw malformed('jws.sigd', 'not a digest for each name');
  const judged = parts.map((part) => {
    const expected = values[names.indexOf(part.name)];
    const same = expected !== undefined && Buffer.compare(hash(digest, octetsOf(part.bytes, b64), 'buffer'), expected) === 0;
    return { part, same };
  });
  const checks = judged.map(({ part, same }): Check => ({
    code: 'reference.digest',
    result: same ? 'passed' : 'failed',
    facts: { name: part.name, algorithm: digest },
  }));
  return { checks, matching: judged.filter(({ same }) => same).map(({ part }) => part) };
}

const octetsOf = (bytes: Uint8Array, b64: boolean): Uint8Array =>
  b64 ? Buffer.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url'), 'latin1') : bytes;

const malformed = (code: string, reason: string): UnreadableError =>
  new UnreadableError('unreadable', code, `reading JWS payload: ${reason}`);
