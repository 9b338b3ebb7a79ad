import { malformed, unsupported } from './refuse';

const blank = String.raw`[ \t\r\n]`;
const quoted = (value: string): string => `(?:"${value}"|'${value}')`;
const attribute = (name: string, value: string): string => `${blank}+${name}${blank}*=${blank}*(${quoted(value)})`;
const pattern = new RegExp(
  `^<\\?xml${attribute('version', '1\\.\\d+')}(?:${attribute('encoding', '[A-Za-z][A-Za-z0-9._-]*')})?(?:${attribute('standalone', '(?:yes|no)')})?${blank}*\\?>`,
);

/** The XML declaration at the very beginning of a text (XML 1.0 §2.8); `length` is 0 when there is none. Encoding in lower case. */
export function readDeclaration(text: string): { readonly length: number; readonly encoding?: string } {
  if (!/^<\?xml[ \t\r\n?]/.test(text)) return { length: 0 };
  const match = pattern.exec(text);
  if (!match) throw malformed('the XML declaration is not right', 0);
  const [{ length }, version, encoding] = match;
  if (version?.slice(1, -1) !== '1.0') throw unsupported('xml.version', 'a version other than 1.0');
  return encoding === undefined ? { length } : { length, encoding: encoding.slice(1, -1).toLowerCase() };
}
