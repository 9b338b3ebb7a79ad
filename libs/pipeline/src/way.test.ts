import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (...path: string[]): string => readFileSync(join(__dirname, ...path), 'utf8');

const names = ['receive', 'parse', 'verify', 'validate', 'authorise', 'route', 'record', 'seal', 'send'];

describe('the nine steps', () => {
  const source = read('way.ts');

  it('stand in way.ts in their order, and the file stays readable at one sitting', () => {
    const numbered = [...source.matchAll(/\/\/\s+([1-9]) ([a-z]+):/g)].map(([, n, name]) => `${n} ${name}`);
    expect(numbered).toEqual(names.map((name, i) => `${i + 1} ${name}`));
    expect(source.split('\n').length).toBeLessThanOrEqual(150);
  });

  it('are the same in docs/way-of-a-message.md', () => {
    const headings = [...read('..', '..', '..', 'docs', 'way-of-a-message.md').matchAll(/^## ([1-9]) ([a-z]+)/gm)];
    expect(headings.map(([, n, name]) => `${n} ${name}`)).toEqual(names.map((name, i) => `${i + 1} ${name}`));
  });

  it('have a file each for those that decide', () => {
    for (const name of names.slice(0, 6)) expect(existsSync(join(__dirname, 'steps', `${name}.ts`))).toBe(true);
  });
});
