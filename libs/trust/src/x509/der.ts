import { TrustError, type TrustErrorCode } from '../model';

/** One DER element; `der` is the whole of it and `value` its contents, both views into the input. */
export interface Element {
  readonly tag: number;
  readonly der: Uint8Array;
  readonly value: Uint8Array;
}

/** Identifier octets (X.690 §8.1.2) met in PKI structures. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Context-specific tag `[n]`, constructed unless told. */
export const context = (number: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | number;

/**
 * Strict DER, one level at a time: the caller walks down by the schema, so nothing recurses and depth is bounded by the schema itself.
 * node-forge reads BER too and forgets where an element lay, but what was signed must be the very bytes that came.
 */
export class DerReader {
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly code: TrustErrorCode,
    private readonly what: string,
  ) {}

  get done(): boolean {
    return this.at === this.bytes.length;
  }

  /** Octets that have been read. */
  get position(): number {
    return this.at;
  }

  /** What has not been read yet. */
  get rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }

  /** Tag of the next element, `undefined` at the end. */
  peek(): number | undefined {
    return this.bytes[this.at];
  }

  next(expected?: number): Element {
    const { tag, start, end } = this.header();
    if (expected !== undefined && tag !== expected) throw this.fail(`tag ${hex(tag)} where ${hex(expected)} belongs`);
    const element = { tag, der: this.bytes.subarray(this.at, end), value: this.bytes.subarray(start, end) };
    this.at = end;
    return element;
  }

  optional(tag: number): Element | undefined {
    return this.peek() === tag ? this.next() : undefined;
  }

  /** Reader of the contents of the next element, which must have this tag. */
  enter(tag: number): DerReader {
    return this.inside(this.next(tag));
  }

  inside(element: Element): DerReader {
    return new DerReader(element.value, this.code, this.what);
  }

  end(): void {
    if (!this.done) throw this.fail('trailing bytes');
  }

  fail(reason: string, cause?: unknown): TrustError {
    return new TrustError(this.code, `reading ${this.what}: ${reason}`, { cause });
  }

  private header(): { tag: number; start: number; end: number } {
    const tag = this.octet(this.at);
    if ((tag & 0x1f) === 0x1f) throw this.fail('tag number above 30');
    const first = this.octet(this.at + 1);
    if (first < 0x80) return this.span(tag, this.at + 2, first);
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw this.fail('length is indefinite or too large');
    let length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + this.octet(this.at + 2 + i);
    if (length < 0x80 || length < 256 ** (count - 1)) throw this.fail('length is not minimal');
    return this.span(tag, this.at + 2 + count, length);
  }

  private span(tag: number, start: number, length: number): { tag: number; start: number; end: number } {
    const end = start + length;
    if (end > this.bytes.length) throw this.fail('cut off');
    return { tag, start, end };
  }

  private octet(index: number): number {
    const octet = this.bytes[index];
    if (octet === undefined) throw this.fail('cut off');
    return octet;
  }
}

const hex = (tag: number): string => `0x${tag.toString(16)}`;
