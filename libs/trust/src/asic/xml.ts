import { UnreadableError } from '../verdict/found';

/** An element of a manifest. Attributes are those without a prefix. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface Open {
  readonly qualified: string;
  readonly namespaces: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const maxBytes = 4 * 1024 * 1024;
const maxDepth = 16;
const maxElements = 50_000;
const name = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const declaration =
  /^<\?xml\s+version=(?:"1\.0"|'1\.0')(?:\s+encoding=(?:"[Uu][Tt][Ff]-8"|'[Uu][Tt][Ff]-8'))?(?:\s+standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the XML of ASiC manifests: UTF-8, elements, attributes, text and the five entities. Document types, processing instructions, CDATA and
 * comments are refused: no writer of manifests needs them.
 * @throws UnreadableError `asic.manifest`
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const text = decode(bytes);
  const rest = text.replace(declaration, '');
  const root: Open = { qualified: '', namespaces: new Map(), attributes: new Map(), children: [], text: '' };
  const stack: Open[] = [root];
  const token = new RegExp(`([^<]+)|<(/?)(${name})((?:\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'y');
  for (let count = 0; token.lastIndex < rest.length; count++) {
    const match = token.exec(rest);
    const top = stack.at(-1);
    if (!match || !top || count > maxElements * 3) throw wrong('not the XML of a manifest');
    const [, characters, closing, qualified = '', attributes = '', empty] = match;
    if (characters !== undefined) top.text += unescape(characters);
    else if (closing) close(stack, qualified, attributes + (empty ?? ''));
    else {
      if (stack.length > maxDepth) throw wrong('nested too deep');
      stack.push(open(top, qualified, attributes));
      if (empty) close(stack, qualified, '');
    }
  }
  const [element, ...others] = root.children;
  if (stack.length !== 1 || !element || others.length > 0 || root.text.trim() !== '') throw wrong('not one element');
  return element;
}

function open({ namespaces }: Open, qualified: string, source: string): Open {
  const all = new Map<string, string>();
  for (const [, key = '', double, single] of source.matchAll(new RegExp(`(${name})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g'))) {
    if (all.has(key)) throw wrong('an attribute twice');
    all.set(key, unescape((double ?? single ?? '').replace(/[\t\n\r]/g, ' ')));
  }
  const own = new Map(namespaces);
  for (const [key, value] of all) {
    if (key === 'xmlns') own.set('', value);
    else if (key.startsWith('xmlns:')) own.set(key.slice(6), value);
  }
  const attributes = new Map([...all].filter(([key]) => key !== 'xmlns' && !key.includes(':')));
  return { qualified, namespaces: own, attributes, children: [], text: '' };
}

function close(stack: Open[], qualified: string, trailing: string): void {
  const [done, parent] = [stack.pop(), stack.at(-1)];
  if (!done || !parent || done.qualified !== qualified || trailing !== '') throw wrong('an element is closed that is not open');
  const [local = '', prefix = ''] = qualified.split(':').reverse();
  const namespace = done.namespaces.get(prefix);
  if (prefix !== '' && namespace === undefined) throw wrong('a prefix without a namespace');
  parent.children.push({ namespace: namespace ?? '', name: local, attributes: done.attributes, children: done.children, text: done.text });
}

function unescape(text: string): string {
  if (/[^\t\n\r\x20-\uFFFD]/.test(text)) throw wrong('a character that XML forbids');
  return text.replace(/\r\n?/g, '\n').replace(/&([^;]*);?/g, (_, entity: string) => {
    const known = Object.hasOwn(entities, entity) ? entities[entity] : undefined;
    const number = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(entity);
    const point = number ? parseInt(number[1] ?? number[2] ?? '', number[1] === undefined ? 10 : 16) : 0;
    if (known === undefined && (point < 0x20 || point > 0x10ffff)) throw wrong('an entity that nobody knows');
    return known ?? String.fromCodePoint(point);
  });
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > maxBytes)
    throw new UnreadableError('unsupported', 'asic.manifest', `reading the manifest: larger than ${maxBytes} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableError('unreadable', 'asic.manifest', 'reading the manifest: not UTF-8', { cause });
  }
}

const wrong = (reason: string): UnreadableError => new UnreadableError('unreadable', 'asic.manifest', `reading the manifest: ${reason}`);
