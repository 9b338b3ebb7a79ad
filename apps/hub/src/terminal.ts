import { explain } from '@lienthong/message';

export type Lang = 'vi' | 'en';

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const warn = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Times for people: Hanoi's clock. */
export const localTime = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' }).format(at);

/** Fields and facts of a code, one line. */
export const facts = (detail: Readonly<Record<string, string | number>>): string =>
  Object.entries(detail)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');

/** A code with its words and the one next action. */
export function explained(code: string, lang: Lang): string {
  const entry = explain(code);
  return `${code}: ${entry[lang]}. → ${entry.next[lang]}`;
}
