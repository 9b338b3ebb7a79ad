import { type Failure, refuse } from '@lienthong/message';
import { attributeOf, parseXml, positionOf, type XmlDocument, XmlError } from '@lienthong/xml';

export const xsdNamespace = 'http://www.w3.org/2001/XMLSchema';

const longest = 256 * 1024;

/** Throws `Failure` `schema.unusable` with line and column for what is no XSD of one file. */
export function readXsd(text: string): XmlDocument {
  if (text.length > longest) throw unusable(`more than ${longest} characters`);
  const document = parsed(text);
  const { root, elements } = document;
  if (root.namespace !== xsdNamespace || root.local !== 'schema') throw unusable('the root is no xs:schema');
  const foreign = elements.find(
    (one) => one.namespace === xsdNamespace && ['include', 'import', 'redefine', 'override'].includes(one.local),
  );
  if (foreign) throw unusable(`xs:${foreign.local}: a schema must be all in one file`, positionOf(text, foreign.start));
  const slow = elements.find((one) => one.namespace === xsdNamespace && one.local === 'pattern' && isSlow(attributeOf(one, 'value') ?? ''));
  if (slow)
    throw unusable(
      'xs:pattern: what is repeated without an end holds a repetition, a choice or what may be missing',
      positionOf(text, slow.start),
    );
  return document;
}

/**
 * libxml2 walks back, and its time would double with each letter of a sender's text where a text can be cut in more than one way: what is
 * repeated without an end holds neither another such repetition, nor a choice, nor what may be missing.
 */
const isSlow = (pattern: string): boolean => {
  const plain = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const open: boolean[] = [];
  for (let i = 0, ambiguous = false; i < plain.length; i++) {
    if (plain[i] === '(') {
      open.push(ambiguous);
      ambiguous = false;
    } else if (plain[i] === ')') {
      const repeats = /^(?:[*+]|\{\d+,)/.test(plain.slice(i + 1)) || /^\{\d{2,}/.test(plain.slice(i + 1));
      if (repeats && ambiguous) return true;
      ambiguous = (open.pop() ?? false) || ambiguous || repeats;
    } else if (/[*+?|]/.test(plain[i] ?? '') || /^\{\d+,\}/.test(plain.slice(i))) ambiguous = true;
  }
  return false;
};

function parsed(text: string): XmlDocument {
  try {
    return parseXml(text);
  } catch (cause) {
    if (cause instanceof XmlError) throw unusable(cause.code, cause.position);
    throw cause;
  }
}

/**
 * Compiled once; the check throws `schema.mismatch` with line and element. Our own parser has read a document before libxml2 sees it: no
 * DOCTYPE, no entity, bounded; what libxml2 says decides only whether the document is valid, never what it says.
 */
export async function compileXsd(text: string): Promise<(xml: string) => void> {
  const names = namesIn(readXsd(text));
  const libxml2 = await import('libxml2-wasm');
  // a validator points into its document, which is freed when nobody holds it any more
  const kept = compiled(() => {
    const schema = libxml2.XmlDocument.fromString(undeclared(text));
    return { schema, validator: libxml2.XsdValidator.fromDoc(schema) };
  });
  return (xml) => {
    requireReadable(xml);
    let document: { dispose(): void } | undefined;
    try {
      const read = libxml2.XmlDocument.fromString(undeclared(xml));
      document = read;
      kept.validator.validate(read);
    } catch (cause) {
      if (!(cause instanceof libxml2.XmlError)) throw cause;
      throw mismatch(cause instanceof libxml2.XmlValidateError ? cause.details[0] : undefined, names);
    } finally {
      document?.dispose();
    }
  };
}

function compiled<T>(compile: () => T): T {
  try {
    return compile();
  } catch (cause) {
    const lines = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw unusable(lines[0] ?? '');
  }
}

function requireReadable(xml: string): void {
  try {
    parseXml(xml);
  } catch (cause) {
    if (cause instanceof XmlError) throw refuse('schema.mismatch', { rule: cause.code, ...placed(cause.position) });
    throw cause;
  }
}

interface Told {
  readonly line: number;
  readonly message: string;
}

/** Every element and attribute that the schema names. */
const namesIn = ({ elements }: XmlDocument): ReadonlySet<string> => new Set(elements.flatMap((one) => attributeOf(one, 'name') ?? []));

/** libxml2's own words repeat what the sender wrote: only the place, the schema's own names and the facet are told. */
function mismatch(told: Told | undefined, names: ReadonlySet<string>): Failure {
  if (!told) return refuse('schema.mismatch', { rule: 'undecided' });
  const found = (pattern: RegExp): string | undefined => pattern.exec(told.message)?.[1];
  const known = (name: string): string => (names.has(name) ? name : '*');
  const [element, attribute] = [found(/^Element '(?:\{[^}]*\})?([^']+)'/), found(/attribute '(?:\{[^}]*\})?([^']+)'/)];
  const field = element && `${known(element)}${attribute ? `/@${known(attribute)}` : ''}`;
  return refuse('schema.mismatch', { ...(field && { field }), rule: found(/\[facet '(\w+)'\]/) ?? 'content', line: String(told.line) });
}

/** A text has no encoding any more, whatever its declaration says; lines stay where they are. */
const undeclared = (text: string): string => text.replace(/^\ufeff?<\?xml\s[^>]*\?>/, (declaration) => declaration.replace(/[^\n]/g, ''));

type Position = XmlError['position'];
const placed = (position: Position): Record<string, string> =>
  position ? { line: String(position.line), column: String(position.column) } : {};

const unusable = (reason: string, position?: Position): Failure => refuse('schema.unusable', { reason, ...placed(position) });
