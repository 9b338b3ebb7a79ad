import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allFaults } from './all';

const page = readFileSync(join(__dirname, '../../../../docs/operations.md'), 'utf8');
const section = page.slice(page.indexOf('## What still works'));
const rows = section.split('\n').filter((line) => line.startsWith('| ') && !/^\| (down|-)/.test(line));

it.each(rows)('%s is proved by faults, or a test, that there are', (row) => {
  const tested = row.split(' | ').at(-1) ?? '';
  const tests = [...tested.matchAll(/`([a-z0-9-]+\.real\.test\.ts)`/g)].map(([, name = '']) => name);
  const names = [...tested.matchAll(/`([a-z0-9-]+)(…?)`/g)].map(([, name = '', open]) => ({ name, open }));
  expect(names.length + tests.length).toBeGreaterThan(0);
  const unknown = names.filter(({ name, open }) => !allFaults.some((fault) => (open ? fault.name.startsWith(name) : fault.name === name)));
  expect(unknown).toEqual([]);
  expect(tests.filter((name) => !existsSync(join(__dirname, '../../../system', name)))).toEqual([]);
});
