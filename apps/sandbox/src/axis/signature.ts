import { createHmac } from 'node:crypto';
import { Failure, isRecord, parseJson } from '@lienthong/message';
import { sameSecret } from '../http/secret';
import { timestampOf, utf8In } from './dialect';
import { Refused } from './refused';

/** A call whose sender is known: its parameters, by name in lower case without prefix. */
export interface Signed {
  readonly systemid: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface SignatureRules {
  readonly secretOf: (systemid: string) => string | undefined;
  readonly now: () => Date;
  readonly timestampWindowMs: number;
}

type Headers = Readonly<Record<string, string>>;

const prefix = 'xroadvnpt-';
/** Headers that carry the signature, or travel beside it. */
const unsigned = new Set(['sign-header-key', 'sign-header', 'hash-header', 'version']);
/** A caller writes its local time without a zone: anywhere on earth, and a clock that is a little wrong. */
const zonesMs = 14 * 3_600_000 + 300_000;

/**
 * Verifies the bytes of `XroadVnpt-sign-header` as they came (their order is that of the caller's hash map), then that every
 * `XroadVnpt-` header says what was signed. Throws {@link Refused}.
 */
export function verifySigned(headers: Headers, rules: SignatureRules): Signed {
  const json = required(headers, 'sign-header');
  const signed = entriesOf(json);
  const systemid = signed.get('systemid') ?? '';
  const secret = rules.secretOf(systemid);
  if (secret === undefined) throw new Refused('system', `hệ thống chưa được đăng ký / unknown systemid ${JSON.stringify(systemid)}`);
  verifyHash(json, required(headers, 'hash-header'), secret);
  compareNames(required(headers, 'sign-header-key'), [...signed.keys()]);
  compareHeaders(headers, signed);
  verifyTime(signed.get('timestamp') ?? '', rules);
  return { systemid, parameters: signed };
}

function verifyHash(json: string, hash: string, secret: string): void {
  const right = createHmac('sha256', Buffer.from(secret, 'utf8')).update(Buffer.from(json, 'latin1')).digest('hex');
  if (sameSecret(hash, right)) return;
  const hint = json.includes('?') ? '; a letter outside ASCII was sent as "?"? Use ASCII in headers' : '';
  throw new Refused('signature', `chữ ký header không đúng / hash-header does not fit sign-header and the secret${hint}`);
}

/** The JSON's members by lower-case name without prefix, in their order. */
function entriesOf(json: string): ReadonlyMap<string, string> {
  const value = parsed(json);
  const entries = new Map<string, string>();
  for (const [name, text] of Object.entries(value)) {
    const short = name.toLowerCase().slice(prefix.length);
    if (!name.toLowerCase().startsWith(prefix) || short === '' || unsigned.has(short) || entries.has(short) || typeof text !== 'string')
      throw new Refused('header', `sign-header: ${JSON.stringify(name)} cannot be a signed header`);
    entries.set(short, text);
  }
  return entries;
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  try {
    const value = parseJson(Buffer.from(json, 'latin1'));
    if (isRecord(value)) return value;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  throw new Refused('header', 'sign-header không phải đối tượng JSON / sign-header is not a JSON object');
}

function compareNames(key: string, names: readonly string[]): void {
  if (key.toLowerCase() !== names.join(';'))
    throw new Refused('header', 'sign-header-key does not name the members of sign-header in their order');
}

function compareHeaders(headers: Headers, signed: ReadonlyMap<string, string>): void {
  for (const [name, text] of signed)
    if (utf8In(headers[prefix + name] ?? '\0') !== text.trim())
      throw new Refused('header', `header XroadVnpt-${name} is not what was signed`);
  for (const name of Object.keys(headers)) {
    const short = name.slice(prefix.length);
    if (name.startsWith(prefix) && !unsigned.has(short) && !signed.has(short))
      throw new Refused('header', `header XroadVnpt-${short} is not signed`);
  }
}

/** Taken when the caller's program began, without a zone: only the day or so can be judged. Replays are caught by content. */
function verifyTime(text: string, { now, timestampWindowMs }: SignatureRules): void {
  const at = timestampOf(text)?.getTime();
  if (at === undefined) throw new Refused('timestamp', 'timestamp must be ddMMyyyyTHHmmss+SSSS');
  const age = now().getTime() - at;
  if (age > timestampWindowMs + zonesMs || age < -zonesMs)
    throw new Refused('timestamp', `thời gian quá xa hiện tại / timestamp ${text} is too far from now`);
}

function required(headers: Headers, name: string): string {
  const value = headers[prefix + name];
  if (value === undefined || value === '') throw new Refused('signature', `thiếu header / missing header XroadVnpt-${name}`);
  return value;
}
