import type { XmlAttribute, XmlDeclaration, XmlElement } from '@lienthong/xml';
import { unsupported } from '../refuse';
import type { C14nMethod } from './method';
import { compareDeclarations } from './order';

const none: readonly XmlDeclaration[] = [];

/** Which namespace declarations each start tag of the canonical form gets. Elements are entered and left in document order. */
export class CanonicalNamespaces {
  /** What the output so far says each prefix to be. */
  private readonly written = new Map<string, string>();
  private readonly undone: { readonly element: XmlElement; readonly prefix: string; readonly uri: string | undefined }[] = [];
  private fallback = '';

  constructor(
    private readonly method: C14nMethod,
    private readonly apex: XmlElement,
  ) {}

  enter(element: XmlElement, attributes: readonly XmlAttribute[]): readonly XmlDeclaration[] {
    const { kind, prefixes } = this.method;
    if (kind !== 'exclusive') return this.declare(element, element === this.apex ? inScope(element) : element.declarations);
    if (attributes.length === 0 && prefixes.size === 0 && this.isWritten(element.prefix, element.namespace)) return none;
    return this.declare(element, [...this.listed(element), ...used(element, attributes)]);
  }

  leave(element: XmlElement): void {
    for (let last = this.undone.at(-1); last?.element === element; last = this.undone.at(-1)) {
      this.undone.pop();
      this.write(last.prefix, last.uri);
    }
  }

  private declare(element: XmlElement, wanted: readonly XmlDeclaration[]): readonly XmlDeclaration[] {
    if (wanted.length === 0) return none;
    const declared: XmlDeclaration[] = [];
    for (const { prefix, uri } of wanted) {
      if (prefix === 'xml' || this.isWritten(prefix, uri)) continue;
      requireAbsolute(uri);
      this.undone.push({ element, prefix, uri: this.written.get(prefix) });
      this.write(prefix, uri);
      declared.push({ prefix, uri });
    }
    return declared.length > 1 ? declared.sort(compareDeclarations) : declared;
  }

  /** An exclusive method treats the prefixes of its list as Canonical XML does (§3, rule 2 and 3). */
  private listed(element: XmlElement): readonly XmlDeclaration[] {
    const { prefixes } = this.method;
    if (prefixes.size === 0) return none;
    return (element === this.apex ? inScope(element) : element.declarations).filter(({ prefix }) => prefixes.has(prefix));
  }

  private isWritten(prefix: string, uri: string): boolean {
    return prefix === '' ? this.fallback === uri : this.written.get(prefix) === uri;
  }

  private write(prefix: string, uri: string | undefined): void {
    if (prefix === '') this.fallback = uri ?? '';
    if (uri === undefined) this.written.delete(prefix);
    else this.written.set(prefix, uri);
  }
}

/** The nearest declaration of each prefix. */
function inScope(apex: XmlElement): readonly XmlDeclaration[] {
  const found = new Map<string, XmlDeclaration>();
  for (let at: XmlElement | undefined = apex; at; at = at.parent)
    for (const declaration of at.declarations) if (!found.has(declaration.prefix)) found.set(declaration.prefix, declaration);
  return [...found.values()];
}

/** "Visibly utilized" (Exclusive XML Canonicalization §1.1): the element's own prefix and those of its attributes. */
function used({ prefix, namespace }: XmlElement, attributes: readonly XmlAttribute[]): readonly XmlDeclaration[] {
  const prefixed = attributes.filter((one) => one.prefix !== '');
  return [{ prefix, uri: namespace }, ...prefixed.map((one) => ({ prefix: one.prefix, uri: one.namespace }))];
}

/** Canonical XML 1.0 §1.3: what a relative namespace name means depends on who reads it. */
function requireAbsolute(uri: string): void {
  if (uri !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri))
    throw unsupported('xml.relative-namespace', 'a relative namespace name in what is signed');
}
