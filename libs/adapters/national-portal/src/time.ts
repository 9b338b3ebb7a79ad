import { z } from '@lienthong/adapter-kit';

/** `digits` yyyyMMddHHmmss · `spaced` yyyy-MM-dd HH:mm:ss · `iso` yyyy-MM-ddTHH:mm:ss.SSS, all without zone, of Asia/Ho_Chi_Minh. */
export const dateForms = z.enum(['digits', 'spaced', 'iso']);
export type DateForm = z.output<typeof dateForms>;

/** Asia/Ho_Chi_Minh has kept UTC+7 without summer time since 1975. */
const offsetMs = 7 * 3_600_000;

/** RFC 3339 → the portal's form; absent = "". */
export function portalTime(rfc3339: string | undefined, form: DateForm = 'digits'): string {
  if (rfc3339 === undefined) return '';
  // RFC 3339 knows leap seconds, JavaScript and the portal do not
  const local = new Date(Date.parse(rfc3339.replace(/:60(?=[.Z+-])/i, ':59')) + offsetMs).toISOString().slice(0, 23);
  if (form === 'iso') return local;
  return form === 'spaced' ? local.slice(0, 19).replace('T', ' ') : local.replace(/\D/g, '').slice(0, 14);
}

const forms = [
  /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)(?:(?<h>\d\d)(?<i>\d\d)(?<s>\d\d))?$/,
  /^(?<d>\d\d)\/(?<m>\d\d)\/(?<y>\d{4})(?: (?<h>\d\d):(?<i>\d\d)(?::(?<s>\d\d))?)?$/,
  /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)(?:[ T](?<h>\d\d):(?<i>\d\d)(?::(?<s>\d\d)(?:\.\d{1,3})?)?)?$/,
];

/** Any of the forms in which the portal's times are met → RFC 3339 of Hanoi; `undefined` for none of them or no day of the calendar. */
export function readPortalTime(text: string): string | undefined {
  for (const form of forms) {
    const { y, m, d, h = '00', i = '00', s = '00' } = form.exec(text)?.groups ?? {};
    if (y === undefined) continue;
    const clock = `${y}-${m}-${d}T${h}:${i}:${s}`;
    const moment = new Date(`${clock}Z`);
    return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(clock) ? `${clock}+07:00` : undefined;
  }
  return undefined;
}
