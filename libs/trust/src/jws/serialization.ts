import { UnreadableError } from '../verdict/found';
import { asList, asObject, asText, type JsonObject, parseJson } from './json';

/** One signature as it came: nothing of it is decoded but the JSON around it. */
export interface RawSignature {
  readonly encodedHeader: string;
  readonly encodedSignature: string;
  /** The unprotected header: anybody may have written it. */
  readonly unprotected: JsonObject;
}

export interface Serialized {
  readonly form: 'compact' | 'json';
  /** As it came; `''` when there is none. */
  readonly payload: string;
  readonly signatures: readonly RawSignature[];
  /** Members of the file that RFC 7515 does not know and no signature covers. */
  readonly strays: readonly string[];
}

const maxBytes = 64 * 1024 * 1024;
const maxSignatures = 64;
const none: JsonObject = new Map();

/**
 * The three serialisations of RFC 7515 §7. One line end behind a compact one is taken for the editor's.
 * @throws UnreadableError `jws.size`, `jws.compact`, `jws.json`, `jws.members`
 */
export function readSerialization(bytes: Uint8Array): Serialized {
  if (bytes.length > maxBytes) throw new UnreadableError('unsupported', 'jws.size', `reading JWS: larger than ${maxBytes} bytes`);
  const start = bytes.findIndex((octet) => octet !== 0x20 && octet !== 0x09 && octet !== 0x0a && octet !== 0x0d);
  return bytes[start] === 0x7b ? readJson(bytes) : readCompact(bytes);
}

function readCompact(bytes: Uint8Array): Serialized {
  const fail = (reason: string): UnreadableError => new UnreadableError('unreadable', 'jws.compact', `reading compact JWS: ${reason}`);
  if (bytes.some((octet) => octet > 0x7e)) throw fail('not ASCII');
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/\r?\n$/, '');
  const first = text.indexOf('.');
  const last = text.lastIndexOf('.');
  if (first === -1 || first === last || text.indexOf('.', first + 1) !== last) throw fail('not three parts');
  const encodedSignature = text.slice(last + 1);
  const signature = { encodedHeader: text.slice(0, first), encodedSignature, unprotected: none };
  return { form: 'compact', payload: text.slice(first + 1, last), signatures: [signature], strays: [] };
}

function readJson(bytes: Uint8Array): Serialized {
  const members = asObject(parseJson(bytes, 'jws.json'));
  if (members === undefined) throw malformed('not an object');
  const payload = members.has('payload') ? members.get('payload') : '';
  if (typeof payload !== 'string') throw malformed('its payload is no text');
  const list = members.get('signatures');
  // Both forms at once could show different signatures to different readers (RFC 7515 §7.2.2).
  if (list !== undefined && ownMembers.some((name) => members.has(name))) throw malformed('both one signature and a list of them');
  const signatures = list === undefined ? [members] : (asList(list) ?? []).map((item) => asObject(item));
  if (list !== undefined && !Array.isArray(list)) throw malformed('its signatures are no list');
  if (signatures.length > maxSignatures) throw malformed(`more than ${maxSignatures} signatures`);
  const known = list === undefined ? ['payload', ...ownMembers] : ['payload', 'signatures'];
  const inside = list === undefined ? [] : signatures.flatMap((one) => strangers(one, ownMembers));
  return { form: 'json', payload, signatures: signatures.map(readSignature), strays: [...strangers(members, known), ...inside] };
}

const ownMembers = ['protected', 'header', 'signature'];
const strangers = (members: JsonObject | undefined, known: readonly string[]): string[] =>
  [...(members?.keys() ?? [])].filter((name) => !known.includes(name));

function readSignature(members: JsonObject | undefined): RawSignature {
  const encodedHeader = asText(members?.get('protected'));
  const encodedSignature = asText(members?.get('signature'));
  const header = members?.get('header');
  const unprotected = header === undefined ? none : asObject(header);
  if (encodedHeader === undefined || encodedSignature === undefined || unprotected === undefined)
    throw malformed('a signature needs the texts protected and signature, and its header is an object');
  return { encodedHeader, encodedSignature, unprotected };
}

const malformed = (reason: string): UnreadableError => new UnreadableError('unreadable', 'jws.members', `reading JWS in JSON: ${reason}`);
