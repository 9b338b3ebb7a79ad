import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApi } from './document';
import { schemas } from './schemas';

it('has the verdict as it is published', () => {
  const published = join(__dirname, '../../../../../docs/schemas/verdict.schema.json');
  const same = readFileSync(published, 'utf8') === readFileSync(join(__dirname, 'verdict.schema.json'), 'utf8');
  expect(same ? 'same' : `copy ${published} here`).toBe('same');
});

it('names only schemas that it holds, and says of each answer what it means', () => {
  const text = JSON.stringify(openApi.paths);
  const named = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !Object.hasOwn(schemas, name))).toEqual([]);
  expect(text).not.toContain('"description":""');
});
