import type { XmlCursor } from './cursor';
import type { XmlAttribute, XmlDeclaration } from './document';
import { beyond, malformed } from './refuse';
import type { Scope } from './scope';

interface Tag {
  readonly attributes: readonly XmlAttribute[];
  readonly declarations: readonly XmlDeclaration[];
  /** `<a/>`. */
  readonly empty: boolean;
}

/** An attribute whose prefix is not yet understood: declarations may come after it. */
type Draft = { -readonly [Key in keyof XmlAttribute]: XmlAttribute[Key] };

const none: readonly never[] = [];
const bare: Tag = { attributes: none, declarations: none, empty: false };
const maxAttributes = 1000;
const maxDeclarations = 256;

/** The rest of a start tag after its name; its declarations are in force in `scope` afterwards. */
export function readTag(cursor: XmlCursor, scope: Scope, start: number): Tag {
  if (cursor.text.charCodeAt(cursor.at) === 0x3e) {
    cursor.at++;
    return bare;
  }
  const attributes: Draft[] = [];
  const declarations: XmlDeclaration[] = [];
  const empty = readAttributes(cursor, attributes, declarations);
  if (declarations.length > 0) scope.enter(declarations, start);
  for (const attribute of attributes) if (attribute.prefix !== '') attribute.namespace = scope.ofAttribute(attribute, start);
  if (attributes.length > 1) requireDistinct(attributes, start);
  return { attributes, declarations, empty };
}

/** Whether the tag ends an element without content. */
function readAttributes(cursor: XmlCursor, attributes: Draft[], declarations: XmlDeclaration[]): boolean {
  for (;;) {
    const apart = cursor.skipBlanks();
    const unit = cursor.text.charCodeAt(cursor.at);
    if (unit === 0x3e || unit === 0x2f) {
      cursor.at++;
      if (unit === 0x2f) cursor.skip(0x3e, "the tag's '>'");
      return unit === 0x2f;
    }
    if (!apart) throw malformed('no blank before an attribute', cursor.at);
    readAttribute(cursor, attributes, declarations);
    if (attributes.length > maxAttributes || declarations.length > maxDeclarations) throw beyond('attributes of one element');
  }
}

function readAttribute(cursor: XmlCursor, attributes: Draft[], declarations: XmlDeclaration[]): void {
  const { at } = cursor;
  const { name, prefix, local } = cursor.readName();
  cursor.skipBlanks();
  cursor.skip(0x3d, "an attribute's '='");
  cursor.skipBlanks();
  const value = cursor.readValue();
  if (prefix !== 'xmlns' && name !== 'xmlns') {
    attributes.push({ name, prefix, local, namespace: '', value });
    return;
  }
  const declared = prefix === '' ? '' : local;
  if (declarations.some((one) => one.prefix === declared)) throw malformed(`prefix ${declared} is declared twice`, at);
  declarations.push({ prefix: declared, uri: value });
}

/** No attribute twice, by whatever prefix (Namespaces in XML 1.0 §6.3). */
function requireDistinct(attributes: readonly XmlAttribute[], start: number): void {
  const distinct = attributes.length > 8 ? new Set(attributes.map(expanded)).size === attributes.length : attributes.every(isFirst);
  if (!distinct) throw malformed('an attribute is there twice', start);
}

const expanded = ({ namespace, local }: XmlAttribute): string => `${namespace} ${local}`;

function isFirst({ local, namespace }: XmlAttribute, index: number, all: readonly XmlAttribute[]): boolean {
  for (let i = 0; i < index; i++) if (all[i]?.local === local && all[i]?.namespace === namespace) return false;
  return true;
}
