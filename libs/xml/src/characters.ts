/** What a UTF-16 unit below 128 is; 0 for all that may stand in text as it is. */
export const charClass = { special: 1, markup: 2, forbidden: 4 } as const;

/** `&`, `>` and CR are special in text; `<` ends it; control characters but tab, LF and CR are no characters of XML (XML 1.0 §2.2). */
export const textClasses = new Uint8Array(128);
for (let unit = 0; unit < 0x20; unit++) textClasses[unit] = charClass.forbidden;
for (const unit of [0x09, 0x0a]) textClasses[unit] = 0;
for (const unit of [0x0d, 0x26, 0x3e]) textClasses[unit] = charClass.special;
textClasses[0x3c] = charClass.markup;

/** 1: may begin a name, 2: may only go on (XML 1.0 §2.3); the colon is handled apart. */
const nameClasses = new Uint8Array(128);
for (let unit = 0x41; unit <= 0x5a; unit++) nameClasses[unit] = nameClasses[unit + 0x20] = 1;
for (let unit = 0x30; unit <= 0x39; unit++) nameClasses[unit] = 2;
nameClasses[0x5f] = 1;
for (const unit of [0x2d, 0x2e]) nameClasses[unit] = 2;

/** First and last code points above 127 that may begin a name, and those that may only go on. */
const starts = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
] as const;
const goOn = [
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
] as const;

const isIn = (ranges: typeof starts | typeof goOn, point: number): boolean =>
  ranges.some(([first, last]) => point >= first && point <= last);

/** Offset past the name without colon (NCName) that begins at `at`; `at` itself when none does. */
export function ncNameEnd(text: string, at: number): number {
  let i = at;
  for (;;) {
    const point = text.codePointAt(i);
    if (point === undefined) return i;
    if (point < 128) {
      const found = nameClasses[point];
      if (found !== 1 && (found !== 2 || i === at)) return i;
    } else if (!isIn(starts, point) && (i === at || !isIn(goOn, point))) return i;
    i += point > 0xffff ? 2 : 1;
  }
}

export const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x09 || unit === 0x0d;

/** Is the code point a character of XML? */
export const isXmlCharacter = (point: number): boolean =>
  point >= 0x20
    ? point <= 0xd7ff || (point >= 0xe000 && point <= 0xfffd) || (point >= 0x10000 && point <= 0x10ffff)
    : point === 9 || point === 10 || point === 13;
