/** Text that PostgreSQL takes whatever it was: no NUL, no lone surrogates, at most 300 characters. */
export const storable = (text: string): string => text.slice(0, 300).toWellFormed().replaceAll('\0', '\ufffd');

export const storableValues = (detail: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(detail).map(([key, value]) => [storable(key), storable(value)]));
