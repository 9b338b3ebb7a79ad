import { type XmlDeclaration, type XmlName, xmlNamespace, xmlnsNamespace } from './document';
import { malformed } from './refuse';

/** Which namespace each prefix stands for where the parser is (Namespaces in XML 1.0). Entering and leaving costs no more than was declared. */
export class Scope {
  private readonly bindings = new Map([['xml', xmlNamespace]]);
  private readonly undone: { readonly prefix: string; readonly uri: string | undefined }[] = [];
  private fallback = '';

  enter(declarations: readonly XmlDeclaration[], at: number): void {
    for (const { prefix, uri } of declarations) {
      requireLawful(prefix, uri, at);
      this.undone.push({ prefix, uri: this.bindings.get(prefix) });
      this.bind(prefix, uri);
    }
  }

  leave(declarations: readonly XmlDeclaration[]): void {
    for (let left = declarations.length; left > 0; left--) {
      const before = this.undone.pop();
      if (before) this.bind(before.prefix, before.uri);
    }
  }

  ofElement(name: XmlName, at: number): string {
    return name.prefix === '' ? this.fallback : this.ofPrefix(name, at);
  }

  /** Attributes without a prefix are in no namespace (§6.2). */
  ofAttribute(name: XmlName, at: number): string {
    return name.prefix === '' ? '' : this.ofPrefix(name, at);
  }

  private ofPrefix({ prefix }: XmlName, at: number): string {
    const uri = this.bindings.get(prefix);
    if (uri === undefined) throw malformed(`prefix ${prefix} is not declared`, at);
    return uri;
  }

  private bind(prefix: string, uri: string | undefined): void {
    if (uri === undefined) this.bindings.delete(prefix);
    else this.bindings.set(prefix, uri);
    if (prefix === '') this.fallback = uri ?? '';
  }
}

/** §3 and §5: what may be declared at all. */
function requireLawful(prefix: string, uri: string, at: number): void {
  if (prefix === 'xmlns' || uri === xmlnsNamespace || (prefix === 'xml') !== (uri === xmlNamespace) || (prefix !== '' && uri === ''))
    throw malformed(`prefix ${prefix} may not be declared so`, at);
}
