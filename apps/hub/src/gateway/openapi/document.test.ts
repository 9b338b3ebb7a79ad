import { readFileSync, readdirSync } from 'node:fs';
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

it('names every route that is served, and no other', () => {
  const folder = join(__dirname, '..');
  const controllers = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.controller.ts'));
  const served = controllers.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/@(Get|Post|Put|Patch|Delete|All|Head|Options|Sse)\('([^']*)'/g)].map(
      ([, method = '', path = '']) => `${method.toLowerCase()} /${path.replace(/:(\w+)/g, '{$1}')}`,
    ),
  );
  const documented = Object.entries(openApi.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  expect(served.sort()).toEqual(documented.sort());
});
