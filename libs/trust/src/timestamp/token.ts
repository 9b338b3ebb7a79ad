import { TrustError } from '../model';
import { UnreadableError } from '../verdict/found';
import { context, DerReader, tags } from '../x509/der';
import { readExtensionList } from '../x509/certificate';
import { readBoolean, readInteger, readOid, readSerial, readSmall } from '../x509/values';
import * as oids from '../cms/oids';
import { openCms, readably } from '../cms/open';
import { readAlgorithm, type SignedData } from '../cms/signed-data';

/** TSTInfo (RFC 3161 §2.4.2). */
export interface TstInfo {
  readonly at: Date;
  readonly accuracyMs?: number;
  readonly policy: string;
  /** Lower-case hex without leading zeros. */
  readonly serial: string;
  readonly digestAlgorithm: string;
  readonly imprint: Uint8Array;
  readonly nonce?: Uint8Array;
  /** OIDs of extensions that nobody here knows and that are critical. */
  readonly critical: readonly string[];
}

const maxBytes = 1024 * 1024;

/** @throws UnreadableError `timestamp.malformed`, or what `openCms` says of its envelope */
export function openToken(token: Uint8Array): { readonly cms: SignedData; readonly info: TstInfo } {
  if (token.length > maxBytes)
    throw new UnreadableError('unsupported', 'cms.too-large', `reading time-stamp: larger than ${maxBytes} bytes`);
  const cms = openCms(token);
  return { cms, info: readably(() => readTstInfo(cms), 'timestamp.malformed') };
}

/** @throws TrustError `timestamp-malformed` */
export function readTstInfo({ content, contentType }: SignedData): TstInfo {
  if (!content || contentType !== oids.tstInfo)
    throw new TrustError('timestamp-malformed', 'reading the time-stamp: no TSTInfo in the token');
  const outer = new DerReader(content, 'timestamp-malformed', 'TSTInfo');
  const info = outer.enter(tags.sequence);
  outer.end();
  if (readSmall(info) !== 1) throw info.fail('not version 1');
  const policy = readOid(info);
  const imprint = info.enter(tags.sequence);
  const digestAlgorithm = readAlgorithm(imprint);
  const hashed = imprint.next(tags.octetString).value;
  imprint.end();
  const serial = readSerial(info);
  const at = readGenTime(info);
  const accuracy = info.optional(tags.sequence);
  if (info.peek() === tags.boolean) readBoolean(info);
  const nonce = info.peek() === tags.integer ? readInteger(info) : undefined;
  info.optional(context(0));
  const extensions = info.optional(context(1));
  info.end();
  return {
    ...{ at, policy, serial, digestAlgorithm, imprint: hashed },
    ...(accuracy && { accuracyMs: readAccuracy(info.inside(accuracy)) }),
    ...(nonce && { nonce }),
    critical: extensions ? criticalOf(info.inside(extensions)) : [],
  };
}

const criticalOf = (list: DerReader): string[] => [...readExtensionList(list)].filter(([, { critical }]) => critical).map(([oid]) => oid);

/** Seconds, `[0]` milliseconds and `[1]` microseconds, in milliseconds. */
function readAccuracy(reader: DerReader): number {
  const seconds = reader.peek() === tags.integer ? readSmall(reader) : 0;
  const millis = reader.peek() === context(0, false) ? readSmall(reader, context(0, false)) : 0;
  const micros = reader.peek() === context(1, false) ? readSmall(reader, context(1, false)) : 0;
  reader.end();
  return seconds * 1000 + millis + micros / 1000;
}

/** Unlike in certificates, seconds may have a fraction (RFC 3161 §2.4.2); kept to the millisecond. */
function readGenTime(info: DerReader): Date {
  const text = Buffer.from(info.next(tags.generalizedTime).value).toString('latin1');
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/.exec(text);
  if (!parts) throw info.fail('genTime is not in the DER form');
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  if (Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day)) throw info.fail('genTime is no time');
  return at;
}
