import { UnreadableError } from '../verdict/found';
import type { PdfName, PdfReal, PdfString } from './value';

export interface Keyword {
  readonly kind: 'keyword';
  readonly word: string;
}

export type Token = number | PdfReal | PdfString | PdfName | Keyword | '[' | ']' | '<<' | '>>' | 'end';

const [whiteSpace, delimiter] = [1, 2];
const classes = new Uint8Array(256);
for (const octet of [0, 9, 10, 12, 13, 32]) classes[octet] = whiteSpace;
for (const character of '()<>[]{}/%') classes[character.charCodeAt(0)] = delimiter;

const [open, close, less, greater, slash, percent, backslash, hash] = [0x28, 0x29, 0x3c, 0x3e, 0x2f, 0x25, 0x5c, 0x23];
const maxWord = 128;
const maxName = 1024;

export const isWhite = (octet: number | undefined): boolean => octet !== undefined && classes[octet] === whiteSpace;

/** Tokens of PDF syntax (ISO 32000-2 §7.2), one after the other from `at`; nothing behind `limit` is looked at. */
export class Lexer {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    readonly limit: number = bytes.length,
  ) {}

  next(): Token {
    this.skip();
    if (this.at >= this.limit) return 'end';
    const octet = this.bytes[this.at] ?? 0;
    if (octet === slash) return this.name();
    if (octet === open) return this.literal();
    if (octet === less || octet === greater) return this.angle(octet);
    if (octet === 0x5b || octet === 0x5d) {
      this.at++;
      return octet === 0x5b ? '[' : ']';
    }
    if (classes[octet] === delimiter) throw this.broken('unexpected delimiter');
    return this.word();
  }

  /** White space and comments. */
  skip(): void {
    for (; this.at < this.limit; this.at++) {
      const octet = this.bytes[this.at];
      if (octet === percent) while (this.at < this.limit && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++;
      else if (!isWhite(octet)) return;
    }
  }

  broken(reason: string): UnreadableError {
    return new UnreadableError('unreadable', 'pdf.syntax', `reading PDF at ${this.at}: ${reason}`);
  }

  private word(): number | PdfReal | Keyword {
    const word = this.regular(maxWord);
    if (/^[+-]?\d+$/.test(word)) return Number(word);
    if (/^[+-]?(\d+\.\d*|\.\d+)$/.test(word)) return { kind: 'real', value: Number(word) };
    return { kind: 'keyword', word };
  }

  private name(): PdfName {
    this.at++;
    const name = this.regular(maxName);
    if (!name.includes(String.fromCharCode(hash))) return { kind: 'name', name };
    return { kind: 'name', name: name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) };
  }

  private angle(octet: number): PdfString | '<<' | '>>' {
    if (this.bytes[this.at + 1] === octet && this.at + 1 < this.limit) {
      this.at += 2;
      return octet === less ? '<<' : '>>';
    }
    if (octet === greater) throw this.broken('unexpected delimiter');
    const start = this.at;
    const end = this.bytes.indexOf(greater, start);
    if (end < 0 || end >= this.limit) throw this.broken('string without end');
    this.at = end + 1;
    return { kind: 'hex', raw: this.bytes.subarray(start + 1, end), start };
  }

  private literal(): PdfString {
    const start = this.at++;
    for (let depth = 1; depth > 0; this.at++) {
      if (this.at >= this.limit) throw this.broken('string without end');
      const octet = this.bytes[this.at];
      if (octet === backslash) this.at++;
      else if (octet === open) depth++;
      else if (octet === close) depth--;
    }
    return { kind: 'literal', raw: this.bytes.subarray(start + 1, this.at - 1), start };
  }

  /** Characters that neither part nor begin anything. */
  private regular(max: number): string {
    const start = this.at;
    let text = '';
    for (; this.at < this.limit && classes[this.bytes[this.at] ?? 0] === 0; this.at++) {
      if (this.at - start === max) throw this.broken('word without end');
      text += String.fromCharCode(this.bytes[this.at] ?? 0);
    }
    return text;
  }
}
