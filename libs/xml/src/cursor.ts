import { charClass, isBlank, ncNameEnd, textClasses } from './characters';
import { xmlLimits, type XmlName } from './document';
import { attributeValue, referenceEnd } from './reference';
import { beyond, malformed } from './refuse';

const lessThan = 0x3c;
const ampersand = 0x26;

/** Reads the smallest parts of XML mark-up from a text. */
export class XmlCursor {
  at = 0;
  private readonly names = new Map<string, XmlName>();

  constructor(readonly text: string) {}

  /** Whether there were any. */
  skipBlanks(): boolean {
    const from = this.at;
    while (isBlank(this.text.charCodeAt(this.at))) this.at++;
    return this.at > from;
  }

  skip(unit: number, what: string): void {
    if (this.text.charCodeAt(this.at) !== unit) throw malformed(`${what} is missing`, this.at);
    this.at++;
  }

  /** A name with at most one colon (QName); the same object for the same name. */
  readName(): XmlName {
    const from = this.at;
    let end = this.ncName(from);
    let colon = -1;
    if (this.text.charCodeAt(end) === 0x3a) {
      colon = end;
      end = this.ncName(colon + 1);
    }
    this.at = end;
    const name = this.text.slice(from, end);
    const known = this.names.get(name);
    if (known) return known;
    if (name.length > xmlLimits.name) throw beyond('characters of a name');
    const made = { name, prefix: colon < 0 ? '' : this.text.slice(from, colon), local: colon < 0 ? name : this.text.slice(colon + 1, end) };
    this.names.set(name, made);
    return made;
  }

  /** End of the NCName that must begin at `from`. */
  ncName(from: number): number {
    const end = ncNameEnd(this.text, from);
    if (end === from) throw malformed('a name is missing', from);
    return end;
  }

  /** An attribute's value with its quotes, decoded. */
  readValue(): string {
    const quote = this.text.charCodeAt(this.at);
    if (quote !== 0x22 && quote !== 0x27) throw malformed('a quoted value is missing', this.at);
    const from = ++this.at;
    let plain = true;
    for (; ; this.at++) {
      const unit = this.text.charCodeAt(this.at);
      if (unit === quote) break;
      if (unit >= 0x20 && unit < 0xfffe && unit !== lessThan && unit !== ampersand) continue;
      plain = false;
      if (unit === ampersand) this.at = referenceEnd(this.text, this.at) - 1;
      else if (!isBlank(unit)) throw malformed('what may not stand in a value', this.at);
    }
    if (this.at - from > xmlLimits.value) throw beyond('characters of a value');
    const raw = this.text.slice(from, this.at++);
    return plain ? raw : attributeValue(raw);
  }

  /** Moves to the next `<` or the end; whether the text on the way is special, see `XmlLeaf`. */
  passText(): boolean {
    const { text } = this;
    const from = this.at;
    let special = false;
    let i = from;
    for (const { length } = text; i < length; i++) {
      const unit = text.charCodeAt(i);
      const found = unit < 128 ? textClasses[unit] : unit < 0xfffe ? 0 : charClass.forbidden;
      if (found === 0) continue;
      if (found === charClass.markup) break;
      if (found === charClass.forbidden) throw malformed('a character that XML forbids', i);
      special = true;
      if (unit === ampersand) i = referenceEnd(text, i) - 1;
      else if (unit === 0x3e && i >= from + 2 && text.startsWith(']]', i - 2)) throw malformed("']]>' in text", i);
    }
    this.at = i;
    return special;
  }

  /** Moves past `end`, which must come; what is on the way may be any characters. */
  passUntil(end: string, what: string): void {
    const to = this.text.indexOf(end, this.at);
    if (to < 0) throw malformed(`${what} has no end`, this.at);
    for (let i = this.at; i < to; i++) {
      const unit = this.text.charCodeAt(i);
      if (unit >= 0xfffe || (unit < 0x20 && textClasses[unit] === charClass.forbidden)) throw malformed('a character that XML forbids', i);
    }
    this.at = to + end.length;
  }
}
