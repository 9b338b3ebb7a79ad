import { createHmac } from 'node:crypto';
import { Failure, isRecord, parseJson } from '@lienthong/message';
import { sameSecret } from '../http/secret';
import { timestampOf, utf8In } from './dialect';
import { Refused } from './refused';

/** A call whose sender is known. */
export interface Signed {
  readonly systemid: string;
  /** By name in lower case without prefix. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Names that came with two values: a client object keeps the headers of earlier calls, which may differ from ours in upper and lower case. */
  readonly ambiguous: ReadonlySet<string>;
}

/** Signed values by lower-case name without prefix; two where two names differ in case only. */
type Entries = ReadonlyMap<string, readonly string[]>;

export interface SignatureRules {
  readonly secretOf: (systemid: string) => string | undefined;
  readonly now: () => Date;
  readonly timestampWindowMs: number;
}

type Headers = Readonly<Record<string, readonly string[] | undefined>>;

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
  const json = single(headers, 'sign-header');
  const { names, entries } = entriesOf(json);
  const systemid = entries.get('systemid')?.[0] ?? '';
  const secret = rules.secretOf(systemid);
  if (secret === undefined) throw new Refused('system', `hệ thống chưa được đăng ký / unknown systemid ${JSON.stringify(systemid)}`);
  verifyHash(json, single(headers, 'hash-header'), secret);
  if (single(headers, 'sign-header-key').toLowerCase() !== names.join(';'))
    throw new Refused('header', 'sign-header-key does not name the members of sign-header in their order');
  refuseUnsigned(headers, entries);
  const values = valuesOf(headers, entries);
  verifyTime(values.get('timestamp')?.[0] ?? '', rules);
  const clear = [...values].flatMap(([name, [value = '', ...more]]) => (more.length > 0 ? [] : [[name, value] as const]));
  return {
    systemid,
    parameters: new Map(clear),
    ambiguous: new Set([...values.keys()].filter((name) => (values.get(name)?.length ?? 0) > 1)),
  };
}

function verifyHash(json: string, hash: string, secret: string): void {
  const right = createHmac('sha256', Buffer.from(secret, 'utf8')).update(Buffer.from(json, 'latin1')).digest('hex');
  if (sameSecret(hash, right)) return;
  const hint = json.includes('?') ? '; a letter outside ASCII was sent as "?"? Use ASCII in headers' : '';
  throw new Refused('signature', `chữ ký header không đúng / hash-header does not fit sign-header and the secret${hint}`);
}

function entriesOf(json: string): { readonly names: readonly string[]; readonly entries: Entries } {
  const names: string[] = [];
  const entries = new Map<string, readonly string[]>();
  for (const [name, text] of Object.entries(parsed(json))) {
    const short = name.toLowerCase().slice(prefix.length);
    if (!name.toLowerCase().startsWith(prefix) || short === '' || unsigned.has(short) || typeof text !== 'string')
      throw new Refused('header', `sign-header: ${JSON.stringify(name)} cannot be a signed header`);
    names.push(short);
    entries.set(short, [...(entries.get(short) ?? []), text.trim()]);
  }
  if ((entries.get('systemid')?.length ?? 0) > 1) throw new Refused('header', 'sign-header names two systems');
  return { names, entries };
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

/** What came, by name: every value must have been signed under that name. */
function valuesOf(headers: Headers, entries: Entries): Entries {
  return new Map(
    [...entries].map(([name, signed]) => {
      const came = [...new Set((headers[prefix + name] ?? []).map(utf8In))];
      if (came.length === 0 || !came.every((value) => signed.includes(value)))
        throw new Refused('header', `header XroadVnpt-${name} is not what was signed`);
      return [name, came];
    }),
  );
}

function refuseUnsigned(headers: Headers, entries: Entries): void {
  for (const name of Object.keys(headers)) {
    const short = name.slice(prefix.length);
    if (name.startsWith(prefix) && !unsigned.has(short) && !entries.has(short))
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

function single(headers: Headers, name: string): string {
  const [value = '', ...more] = headers[prefix + name] ?? [];
  if (value === '' || more.length > 0) throw new Refused('signature', `thiếu hoặc thừa header / send one header XroadVnpt-${name}`);
  return value;
}
