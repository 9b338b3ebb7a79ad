import { UnreadableError } from '../verdict/found';

/** Objects are Maps: no member's name means anything to the language. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

const maxDepth = 16;
const maxContainers = 8192;
const maxValues = 65_536;

/**
 * Strict JSON (RFC 8259): every member at most once, well-formed text only, nothing behind the value. Two readers never see two things in
 * it. Nothing recurses. Throws `UnreadableError` with `code`.
 */
export function parseJson(bytes: Uint8Array, code: string): Json {
  const scanner = new Scanner(decodeText(bytes, code), code);
  const open: Frame[] = [];
  for (let values = 0; ;) {
    if (++values > maxValues) throw scanner.fail(`more than ${maxValues} values`);
    let value: Json;
    const opened = scanner.open();
    if (opened !== undefined) {
      if (open.length === maxDepth) throw scanner.fail(`nested deeper than ${maxDepth}`);
      if (!scanner.take(opened.closing)) {
        open.push(opened);
        if (opened.members !== undefined) opened.name = scanner.name(opened.members);
        continue;
      }
      value = opened.members ?? opened.items;
    } else value = scanner.scalar();
    // A value is complete: put it where it belongs, and close what ends here.
    for (;;) {
      const frame = open.at(-1);
      if (frame === undefined) {
        scanner.end();
        return value;
      }
      if (frame.members === undefined) frame.items.push(value);
      else frame.members.set(frame.name, value);
      if (scanner.take(',')) {
        if (frame.members !== undefined) frame.name = scanner.name(frame.members);
        break;
      }
      scanner.expect(frame.closing);
      open.pop();
      value = frame.members ?? frame.items;
    }
  }
}

/** The value if it is an object. */
export const asObject = (value: Json | undefined): JsonObject | undefined => (value instanceof Map ? (value as JsonObject) : undefined);
export const asList = (value: Json | undefined): readonly Json[] | undefined =>
  Array.isArray(value) ? (value as readonly Json[]) : undefined;
export const asText = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** The value if it is a list of texts. */
export function asTexts(value: Json | undefined): readonly string[] | undefined {
  const list = asList(value);
  return list?.every((item) => typeof item === 'string') === true ? list : undefined;
}

function decodeText(bytes: Uint8Array, code: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableError('unreadable', code, 'reading JSON: not UTF-8', { cause });
  }
}

interface Frame {
  /** Of an object; a list has none. */
  readonly members: Map<string, Json> | undefined;
  readonly items: Json[];
  readonly closing: '}' | ']';
  /** The member whose value comes next. */
  name: string;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class Scanner {
  private at = 0;
  private containers = 0;

  constructor(
    private readonly text: string,
    private readonly code: string,
  ) {}

  open(): Frame | undefined {
    const isObject = this.take('{');
    if (!isObject && !this.take('[')) return undefined;
    if (++this.containers > maxContainers) throw this.fail(`more than ${maxContainers} objects and lists`);
    return { members: isObject ? new Map<string, Json>() : undefined, items: [], closing: isObject ? '}' : ']', name: '' };
  }

  name(members: ReadonlyMap<string, Json>): string {
    this.skipBlanks();
    const name = this.string();
    if (members.has(name)) throw this.fail('a member is there twice');
    this.expect(':');
    return name;
  }

  scalar(): Json {
    this.skipBlanks();
    if (this.text[this.at] === '"') return this.string();
    for (const [word, value] of literals) if (this.text.startsWith(word, this.at)) return this.advance(word, value);
    number.lastIndex = this.at;
    const digits = number.exec(this.text)?.[0];
    if (digits === undefined) throw this.fail('no value where one belongs');
    return this.advance(digits, Number(digits));
  }

  take(mark: string): boolean {
    this.skipBlanks();
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  expect(mark: string): void {
    if (!this.take(mark)) throw this.fail(`no ${mark} where one belongs`);
  }

  end(): void {
    this.skipBlanks();
    if (this.at < this.text.length) throw this.fail('something behind the value');
  }

  fail(reason: string, cause?: unknown): UnreadableError {
    return new UnreadableError('unreadable', this.code, `reading JSON at character ${this.at}: ${reason}`, { cause });
  }

  private advance(token: string, value: Json): Json {
    this.at += token.length;
    return value;
  }

  private skipBlanks(): void {
    for (; this.at < this.text.length; this.at++) {
      const mark = this.text[this.at];
      if (mark !== ' ' && mark !== '\n' && mark !== '\r' && mark !== '\t') return;
    }
  }

  private string(): string {
    if (this.text[this.at] !== '"') throw this.fail('no text where one belongs');
    const end = this.closingQuote();
    const token = this.text.slice(this.at, end + 1);
    let value: unknown;
    try {
      value = JSON.parse(token);
    } catch (cause) {
      throw this.fail('text with characters or escapes that JSON forbids', cause);
    }
    if (typeof value !== 'string' || !value.isWellFormed()) throw this.fail('text with half a character');
    this.at = end + 1;
    return value;
  }

  private closingQuote(): number {
    for (let end = this.at; ;) {
      end = this.text.indexOf('"', end + 1);
      if (end === -1) throw this.fail('text without an end');
      let slashes = 0;
      while (this.text[end - 1 - slashes] === '\\') slashes++;
      if (slashes % 2 === 0) return end;
    }
  }
}
