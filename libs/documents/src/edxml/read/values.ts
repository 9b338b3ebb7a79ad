/** As Java's `trim`: everything up to U+0020 at both ends. */
// eslint-disable-next-line no-control-regex -- that is the rule
export const trimmed = (text: string): string => text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '');

/** `yyyy-mm-dd` of `yyyy/MM/dd`; `undefined` for another form and for days that no calendar has. */
export function dateIn(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})\/(\d{2})\/(\d{2})$/.exec(text) ?? [];
  if (!year || !month || !day) return undefined;
  const iso = `${year}-${month}-${day}`;
  const time = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(iso) ? iso : undefined;
}

/** `yyyy-mm-ddTHH:mm:ss+07:00` of `yyyy/MM/dd HH:mm:ss`. */
export function timestampIn(text: string): string | undefined {
  const [, date = '', time] = /^(\d{4}\/\d{2}\/\d{2}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(text) ?? [];
  const day = dateIn(date);
  return day && time ? `${day}T${time}+07:00` : undefined;
}

export const integerIn = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** The Java library writes `true`, .NET's `True`, some a digit. */
export function isTrue(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : undefined;
}
