import { TrustError } from '../model';
import type { JwsAlgorithm } from './algorithm';
import { decodeBase64Url } from './base64url';

/** The protected header as it is understood here; other members are kept as they came, for the record only. */
export interface ProtectedHeader {
  readonly alg: JwsAlgorithm;
  /** False: the payload is signed as it is (RFC 7797). */
  readonly b64: boolean;
  /** Base64 DER, leaf first. */
  readonly x5c?: readonly string[];
}

const maxBytes = 32 * 1024;
const maxCertificates = 8;
/** Ways to bring or fetch a key that the sender chose: none is followed. */
const foreignKeys = ['jwk', 'jku', 'x5u'];

/**
 * Decodes and checks a protected header: strict JSON of flat members, each at most once. Throws `jws-malformed`, `jws-algorithm` or
 * `jws-critical`.
 */
export function readHeader(encoded: string, allowed: readonly JwsAlgorithm[]): ProtectedHeader {
  const members = parseFlat(encoded);
  for (const name of foreignKeys) if (members.has(name)) throw malformed(`member ${name} is not allowed, the key comes from x5c alone`);
  const alg = allowed.find((name) => name === members.get('alg'));
  if (alg === undefined) throw new TrustError('jws-algorithm', `reading JWS header: alg is none of ${allowed.join(', ')}`);
  const header = { alg, b64: readB64(members) };
  const x5c = members.get('x5c');
  if (x5c === undefined) return header;
  if (!isTextList(x5c) || x5c.length === 0 || x5c.length > maxCertificates)
    throw malformed(`x5c is not a list of 1 to ${maxCertificates} texts`);
  return { ...header, x5c };
}

/** `b64` needs `crit: ["b64"]`, and nothing else may be critical (RFC 7515 §4.1.11, RFC 7797 §6). */
function readB64(members: ReadonlyMap<string, unknown>): boolean {
  const critical = (reason: string): TrustError => new TrustError('jws-critical', `reading JWS header: ${reason}`);
  const b64 = members.get('b64');
  const crit = members.get('crit');
  if (crit === undefined && b64 === undefined) return true;
  if (!isTextList(crit) || crit.length !== 1 || crit[0] !== 'b64') throw critical('crit must be exactly ["b64"], and be there when b64 is');
  if (typeof b64 !== 'boolean') throw critical('b64 is not a boolean');
  return b64;
}

function parseFlat(encoded: string): ReadonlyMap<string, unknown> {
  if (encoded.length > Math.ceil((maxBytes * 4) / 3)) throw malformed(`larger than ${maxBytes} bytes`);
  const bytes = decodeBase64Url(encoded);
  if (bytes === undefined || bytes.length === 0) throw malformed('not canonical base64url');
  let value: unknown;
  let count: number;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    count = countMembers(text);
    value = JSON.parse(text);
  } catch (cause) {
    throw cause instanceof TrustError ? cause : malformed('not JSON', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('not a JSON object');
  const members = new Map<string, unknown>(Object.entries(value));
  if (count !== members.size) throw malformed('a member is there twice');
  return members;
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/** Number of members of the one object, which holds lists but nothing deeper; looked at before the parser recurses into it. */
function countMembers(text: string): number {
  let depth = 0;
  let objects = 0;
  let members = 0;
  for (const [mark] of text.matchAll(token)) {
    if (mark === ':') members++;
    if (mark === '{') objects++;
    if (mark === '{' || mark === '[') depth++;
    if (mark === '}' || mark === ']') depth--;
    if (depth > 2 || objects > 1) throw malformed('a member is itself an object or deeply nested');
  }
  return members;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

const malformed = (reason: string, cause?: unknown): TrustError =>
  new TrustError('jws-malformed', `reading JWS header: ${reason}`, { cause });
