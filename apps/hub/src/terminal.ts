import { type ErrorCode, explain } from '@lienthong/message';

export type Lang = 'vi' | 'en';

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const warn = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** A command that was asked for what it cannot do, in both languages. */
export class Unclear extends Error {
  override readonly name = 'Unclear';

  constructor(
    readonly words: Readonly<Record<Lang, string>>,
    readonly code: ErrorCode = 'cli.usage',
  ) {
    super(words.en);
  }
}

/** Times for people: Hanoi's clock. */
export const localTime = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' }).format(at);

/** Fields and facts of a code, one line. */
export const facts = (detail: Readonly<Record<string, string>>): string =>
  Object.entries(detail)
    .map(([key, value]) => `${key}=${value}`)
    .join('  ');

/** A code with its words and the one next action. */
export function explained(code: string, lang: Lang): string {
  const entry = explain(code);
  return `${code}: ${entry[lang]}. → ${entry.next[lang]}`;
}
