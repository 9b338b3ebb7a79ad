import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** What stands bold at the head of each rule in section 3 of the architecture. */
function rules(): string[] {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const section = page.slice(page.indexOf('\n## 3 '), page.indexOf('\n## 4 '));
  return [...section.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, title = '']) => title.toLowerCase());
}

const tests = ['libs', 'apps', 'tests']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)))
  .filter((file) => file.endsWith('.test.ts') && !/node_modules|dist/.test(file))
  .map((file) => readFileSync(file, 'utf8').toLowerCase());

it.each(rules())('the rule "%s" has one test that bears its name', (rule) => {
  expect(tests.filter((text) => text.includes(`rule: ${rule}`))).toHaveLength(1);
});

it('there are ten rules', () => {
  expect(rules()).toHaveLength(10);
});
