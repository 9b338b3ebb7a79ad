// npm run new-adapter NAME: a folder under libs/adapters that passes the contract suite, known to the hub and to the compiler.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { line, root, script, speaker, Stop } from './tools.mjs';

const template = join(root, 'scripts/new-adapter');

const camel = (name) => name.replace(/-+([a-z])/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel(`-${name}`);
const filled = (text, name) =>
  text.replaceAll('__name__', name).replaceAll('__camel__', camel(name)).replaceAll('__Pascal__', pascal(name));

await script((args) => {
  const say = speaker(args);
  const name = nameIn(args, say);
  copyTemplate(name);
  makeKnown(name);
  line(
    say(
      `Đã tạo libs/adapters/${name}. Tiếp theo: npm install && npx tsc -b && npx jest libs/adapters/${name}; hướng dẫn: docs/new-adapter.md`,
      `Made libs/adapters/${name}. Next: npm install && npx tsc -b && npx jest libs/adapters/${name}; guide: docs/new-adapter.md`,
    ),
  );
  return 0;
});

function nameIn(args, say) {
  const [name] = parseArgs({ args, options: { lang: { type: 'string' } }, allowPositionals: true }).positionals;
  if (!/^[a-z][a-z-]{1,40}$/.test(name ?? ''))
    throw new Stop(
      say(
        'Ghi tên: chữ thường và dấu gạch nối, ví dụ npm run new-adapter land-register',
        'Give a name: lower-case letters and hyphens, e.g. npm run new-adapter land-register',
      ),
    );
  if (existsSync(join(root, 'libs/adapters', name)))
    throw new Stop(say(`libs/adapters/${name} đã có; chọn tên khác`, `libs/adapters/${name} is there already; choose another name`));
  return name;
}

function copyTemplate(name) {
  for (const file of readdirSync(template, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tmpl'))) {
    const to = join(root, 'libs/adapters', name, file.replace(/\.tmpl$/, ''));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, filled(readFileSync(join(template, file), 'utf8'), name));
  }
}

/** The compiler's projects, the hub's dependencies, and the one line where the hub learns of it. */
function makeKnown(name) {
  change('tsconfig.json', '{\n      "path": "libs/adapters/portal"', `{\n      "path": "libs/adapters/${name}"\n    },\n    `);
  change(
    'apps/hub/tsconfig.json',
    '{\n      "path": "../../libs/adapters/portal"',
    `{\n      "path": "../../libs/adapters/${name}"\n    },\n    `,
  );
  change('tsconfig.check.json', '"@lienthong/adapter-portal"', `"@lienthong/adapter-${name}": ["./libs/adapters/${name}/src"],\n      `);
  change('apps/hub/package.json', '"@lienthong/adapter-portal"', `"@lienthong/adapter-${name}": "*",\n    `);
  change('apps/hub/src/adapters.ts', 'import { portalAdapter }', `import { ${camel(name)}Adapter } from '@lienthong/adapter-${name}';\n`);
  const key = name.includes('-') ? `'${name}'` : name;
  change('apps/hub/src/adapters.ts', 'portal: portalAdapter', `${key}: ${camel(name)}Adapter,\n  `);
}

/** Puts `text` before the first `place`, which the file must have: a layout that has changed is told and never guessed at. */
function change(file, place, text) {
  const before = readFileSync(join(root, file), 'utf8');
  if (!before.includes(place)) throw new Stop(`${file}: ${JSON.stringify(place)}?`);
  writeFileSync(
    join(root, file),
    before.replace(place, () => text + place),
  );
}
