import { isXmlCharacter } from './characters';
import { malformed } from './refuse';

const pattern = /&(?:#(\d{1,20})|#x([\da-fA-F]{1,20})|(lt|gt|amp|quot|apos));/y;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Offset past the reference at `at`, which must be to a character or one of the five entities that need no declaration. */
export function referenceEnd(text: string, at: number): number {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (!match) throw malformed('an ampersand that begins no reference known without a DTD', at);
  const [, decimal, hexadecimal] = match;
  const point = decimal !== undefined ? Number(decimal) : hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : 0x20;
  if (!isXmlCharacter(point)) throw malformed('a reference to what is no character', at);
  return pattern.lastIndex;
}

/** Text or an attribute's value after `referenceEnd` has seen each of its references. */
function replaceReferences(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(#x?)?([^;]+);/g, (_, sign: string | undefined, body: string) => {
    if (sign === undefined) return named[body] ?? '';
    return String.fromCodePoint(Number.parseInt(body, sign === '#' ? 10 : 16));
  });
}

/** Line ends as a parser passes them on (XML 1.0 §2.11). */
export const normaliseLines = (raw: string): string => (raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw);

export const textValue = (raw: string): string => replaceReferences(normaliseLines(raw));

/** Blanks as written become spaces, those written as references stay (XML 1.0 §3.3.3, CDATA: there is no DTD). */
export const attributeValue = (raw: string): string => replaceReferences(raw.replace(/\r\n|[\t\n\r]/g, ' '));
