import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { jsonSchemas, referenceDocs } from '@lienthong/config';
import { adapters } from '../../apps/hub/src/adapters';
import { errorDocs } from '../../apps/hub/src/commands/config';

const root = resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const schemas = () => jsonSchemas(Object.fromEntries(Object.entries(adapters).map(([type, { config }]) => [type, config])));

describe('generated pages', () => {
  it.each([
    { file: 'docs/errors.md', topic: 'errors', text: errorDocs },
    { file: 'docs/configuration.md', topic: 'reference', text: () => referenceDocs(schemas()) },
  ])('$file says what the program says', ({ file, topic, text }) => {
    // the command's own line end comes on top
    const fresh = read(file) === `${text()}\n`;
    const remedy = `run: node apps/hub/dist/main.js config ${topic} > ${file}`;
    expect(fresh ? 'fresh' : remedy).toBe('fresh');
  });
});

const folder = (dir: string): string[] =>
  readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' }).map((name) => join(dir, name));
const pages = ['README.md', 'deploy/README.md', ...folder('docs').filter((name) => name.endsWith('.md'))];

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`(?!\])/g, '');

/** Targets of `[…](target)` and `![…](target)` that lead to a file of ours. */
const linksIn = (page: string): string[] =>
  [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));

/** Anchors as GitHub makes them of headings. */
const anchorsIn = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

function leads(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : relative(root, resolve(root, dirname(page), path));
  if (target.startsWith('..') || !existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsIn(target).includes(anchor);
}

describe('links', () => {
  it('lead to files and headings that exist', () => {
    const broken = pages.flatMap((page) => linksIn(page).flatMap((link) => (leads(page, link) ? [] : [`${page}: ${link}`])));
    expect(broken).toEqual([]);
    expect(pages.flatMap(linksIn).length).toBeGreaterThan(50);
  });

  it.each(['missing.md', '../outside.md', 'docs/errors.md#no-such-heading'])('to %s would be found broken', (link) => {
    expect(leads('README.md', link)).toBe(false);
  });

  it('name every page of docs/ from the README or a page that it names', () => {
    const named = new Set<string>(['README.md']);
    for (const page of named)
      for (const link of linksIn(page)) {
        const target = join(dirname(page), link.split('#')[0] ?? '');
        if (target.endsWith('.md') && existsSync(join(root, target))) named.add(target);
      }
    expect(pages.filter((page) => !named.has(page))).toEqual([]);
  });
});

it('code spans of docs that name a file by its path name one that exists', () => {
  const gone = pages.flatMap((page) =>
    [...read(page).matchAll(/`((?:apps|libs|tests|deploy|scripts|config)\/[\w./-]+\.(?:ts|mjs|md|yaml|yml|json))`/g)]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page}: ${path}`),
  );
  expect(gone).toEqual([]);
});
