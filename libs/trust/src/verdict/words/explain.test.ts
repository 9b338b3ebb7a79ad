import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { supportable } from '../unsupported';
import { checkCodes, explainCheck } from './explain';

const source = join(__dirname, '../..');

/** Every code that a check is made with, as it stands in the source. */
function codesInSource(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /^(?!.*(test|words)).*\.ts$/.test(file));
  const made = /(?:\b(?:passed|failed|warning|unknown|judged|check|add|attempt)\(\s*|code: )'([a-z-]+(?:\.[a-z-]+)+)'/g;
  return files.flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(made)].map(([, code = '']) => code));
}

it('has words for every check that is made', () => {
  const codes = new Set(codesInSource());
  expect(codes.size).toBeGreaterThan(50);
  expect([...codes].filter((code) => !checkCodes.includes(code)).sort()).toEqual([]);
});

it('says in two languages what was found, and what to do about it', () => {
  const of = (result: 'passed' | 'failed') => explainCheck({ code: 'signature.value', result, facts: {} });
  expect(of('failed')).not.toEqual(of('passed'));
  for (const code of checkCodes)
    for (const result of ['passed', 'failed', 'unknown', 'unsupported', 'warning'] as const) {
      const { vi, en } = explainCheck({ code, result, facts: {} });
      expect([vi, en].every((words) => words.length > 10 && words !== code)).toBe(true);
      expect(vi).not.toBe(en);
    }
});

it('has words of its own for what is not supported', () => {
  for (const code of supportable) {
    const of = (result: 'passed' | 'failed' | 'unsupported') => explainCheck({ code, result, facts: {} });
    expect([of('passed'), of('failed')]).not.toContainEqual(of('unsupported'));
  }
});
