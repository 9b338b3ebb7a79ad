import { refuse } from '@lienthong/message';

/** An element with its text, or with elements in it; what is `undefined`, or holds nothing, is not written. */
export type Item = readonly [name: string, content: string | number | boolean | readonly Item[] | undefined];

const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;', '\n': '\r\n' };

/** Text as the national library writes it: a line end becomes CRLF, which every reader takes for one. */
export function escaped(text: string, field: string): string {
  // eslint-disable-next-line no-control-regex -- what XML has no way to say
  if (!text.isWellFormed() || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw refuse('edxml.unwritable', { field });
  return text.replace(/[&<>\r\n]/g, (one) => special[one] ?? one);
}

/** Lines of an element under the prefix of the envelope, two blanks deeper for each level. */
export function* linesOf(items: readonly Item[], depth: number, path = ''): Generator<string> {
  const margin = '  '.repeat(depth);
  for (const [name, content] of items) {
    if (content === undefined) continue;
    const field = path === '' ? name : `${path}/${name}`;
    if (typeof content !== 'object') yield `${margin}<edXML:${name}>${escaped(String(content), field)}</edXML:${name}>`;
    else {
      const inner = [...linesOf(content, depth + 1, field)];
      if (inner.length === 0) continue;
      yield `${margin}<edXML:${name}>`;
      yield* inner;
      yield `${margin}</edXML:${name}>`;
    }
  }
}

/** `yyyy/MM/dd` of `yyyy-mm-dd`. */
export function dateItem(name: string, iso: string | undefined): Item {
  if (iso !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(iso)) throw refuse('edxml.date', { field: name });
  return [name, iso?.replaceAll('-', '/')];
}

/** `yyyy/MM/dd HH:mm:ss` of Hanoi's ISO time. */
export function timeItem(name: string, iso: string | undefined): Item {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})\+07:00$/.exec(iso ?? '') ?? [];
  if (iso !== undefined && (!date || !time)) throw refuse('edxml.time', { field: name });
  return [name, date && time ? `${date.replaceAll('-', '/')} ${time}` : undefined];
}
