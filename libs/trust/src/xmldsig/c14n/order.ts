import type { XmlAttribute, XmlDeclaration } from '@lienthong/xml';

/** By code points, as UTF-8 octets would be: in UTF-16 a surrogate comes before U+E000 although what it stands for comes after. */
function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** Canonical XML 1.0 §2.2: namespace name first, then local name. */
export const compareAttributes = (a: XmlAttribute, b: XmlAttribute): number =>
  compareText(a.namespace, b.namespace) || compareText(a.local, b.local);

export const compareDeclarations = (a: XmlDeclaration, b: XmlDeclaration): number => compareText(a.prefix, b.prefix);
