import { refuse } from '@lienthong/message';

export interface Element {
  /** Local name. */
  readonly name: string;
  readonly children: readonly Element[];
  readonly text: string;
}

const limits = { header: 262_144, elements: 5_000, depth: 16 };
const token = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The edXMLHeader of a message as a tree; whatever else XML allows there (comments, CDATA, DTD …) is refused. Linear in time. */
export function headerOf(bytes: Uint8Array): Element {
  const text = utf8(bytes);
  if (/<!DOCTYPE/i.test(text.slice(0, limits.header))) throw malformed('a DTD');
  const start = /<(?:[\w.-]+:)?edXMLHeader\s*>/.exec(text.slice(0, limits.header))?.index;
  const end = text.search(/<\/(?:[\w.-]+:)?edXMLHeader\s*>/);
  if (start === undefined || end < start || end - start > limits.header) throw malformed('no edXMLHeader');
  return tree(text.slice(start, text.indexOf('>', end) + 1));
}

/** Does the message end where an edXML message ends? */
export const isWhole = (bytes: Uint8Array): boolean =>
  /<\/(?:[\w.-]+:)?edXML\s*>\s*$/.test(Buffer.from(bytes.subarray(-200)).toString('latin1'));

interface Open {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

function tree(xml: string): Element {
  const root: Open = { name: '', children: [], text: '' };
  const open = [root];
  let elements = 0;
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    token.lastIndex = at;
    const [whole, closing, name = '', , empty, text] = token.exec(xml) ?? [];
    const top = open.at(-1) ?? root;
    if (whole === undefined) throw malformed('not plain XML');
    if (text !== undefined) top.text += decoded(text);
    else if (closing) close(open, name);
    else {
      if (++elements > limits.elements || open.length > limits.depth) throw malformed('too many elements');
      if (empty) top.children.push({ name, children: [], text: '' });
      else open.push({ name, children: [], text: '' });
    }
  }
  const [header] = root.children;
  if (!header || open.length > 1) throw malformed('elements are not closed');
  return header;
}

function close(open: Open[], name: string): void {
  const ended = open.pop();
  const parent = open.at(-1);
  if (!ended || !parent || ended.name !== name) throw malformed('elements are not closed');
  parent.children.push({ name, children: ended.children, text: ended.text.trim() });
}

const decoded = (text: string): string =>
  text.replace(/&([^;]{0,10});?/g, (_, name: string) => {
    const known = entities[name];
    if (known === undefined) throw malformed('an entity');
    return known;
  });

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse('message.malformed', { reason: 'not UTF-8' }, cause);
  }
}

const malformed = (reason: string) => refuse('message.malformed', { reason: `edXML: ${reason}` });
