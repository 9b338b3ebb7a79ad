import { explain } from '@lienthong/message';
import { Misconfigured } from '../settings';
import type { Lang } from '../terminal';
import { complaintOf } from './complaint';

/** What a person reads when a command cannot do its work: what, where, and what to do next. */
export function complaintLines(error: unknown, lang: Lang): string[] {
  if (error instanceof Misconfigured) return problemLines(error, lang);
  const { code, where } = complaintOf(error, lang);
  const { [lang]: what, next } = explain(code);
  return [`${code}: ${what}`, `  ${plain(where)}`, `  → ${next[lang]}`];
}

/** A line for each mistake, so that editors can jump to it; then what to do, once for each kind. */
function problemLines({ problems }: Misconfigured, lang: Lang): string[] {
  const lines = problems.map(({ file, line, column, code, [lang]: words }) => plain(`${file}:${line}:${column} ${code}: ${words}`));
  const next = new Set(problems.map(({ code }) => `  → ${explain(code).next[lang]}`));
  return [...lines, ...next];
}

/** On one line, and without what would steer the terminal: some of it was written by others. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/\p{C}/gu, '?');
