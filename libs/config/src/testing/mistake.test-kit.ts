import type { ProblemCode } from '../problem';
import { good, loadWith } from './folder.test-kit';

/** One thing that a person got wrong in one file of the good configuration. */
export interface Mistake {
  readonly name: string;
  readonly file: string;
  /** `from` is replaced by `to` in the good file; without `from`, `to` is appended. */
  readonly from?: string;
  readonly to: string;
  readonly code: ProblemCode;
  /** `file:line:column`, by default in the same file. */
  readonly at: string;
  readonly says?: string;
}

/** The mistake, and nothing else, is reported with its code and place. */
export function expectProblem({ file, from, to, code, at, says = '' }: Mistake): void {
  const text = good[file] ?? '';
  if (from !== undefined) expect(text).toContain(from);
  const { problems } = loadWith({ [file]: from === undefined ? text + to : text.replace(from, () => to) });
  expect(problems.map((found) => found.code)).toEqual([code]);
  expect(problems.map((found) => `${found.file}:${found.line.toString()}:${found.column.toString()}`)).toEqual([
    /^\d/.test(at) ? `${file}:${at}` : at,
  ]);
  expect(problems[0]?.en).toContain(says);
  expect(problems[0]?.vi).not.toBe(problems[0]?.en);
}
