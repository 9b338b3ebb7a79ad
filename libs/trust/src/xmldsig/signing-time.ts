import { plainTextOf, type XmlDocument, type XmlElement } from '@lienthong/xml';

/** Minutes east of Greenwich of a time that names no zone: Vietnamese software writes Hanoi's. */
const hanoi = 7 * 60;

interface ClaimedTime {
  readonly at: Date;
  /** The time names no zone. */
  readonly guessed: boolean;
}

/** An xs:dateTime; `undefined` when it is none. */
export function readDateTime(document: XmlDocument, element: XmlElement): ClaimedTime | undefined {
  const text = plainTextOf(document, element)?.trim() ?? '';
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|([+-])(\d\d):(\d\d))?$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone, sign, hours, minutes] = parts;
  const utc = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(utc.getTime()) || utc.getUTCDate() !== Number(day)) return undefined;
  const east = zone === undefined ? hanoi : zone === 'Z' ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return { at: new Date(utc.getTime() - east * 60_000), guessed: zone === undefined };
}
