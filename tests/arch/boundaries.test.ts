import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import config from '../../.dependency-cruiser.cjs';

const root = resolve(__dirname, '../..');

interface Violation {
  readonly rule: string;
  readonly from: string;
}

// A process of its own: dependency-cruiser is an ES module, and this way the very command of `npm run lint` is tested.
function cruise(cwd: string, folders: readonly string[]): Promise<{ violations: Violation[]; modules: number }> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, ...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  return new Promise((done, failed) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (stdout === '') {
        failed(error ?? new Error(stderr));
        return;
      }
      const { summary } = JSON.parse(stdout) as {
        summary: { violations: { rule: { name: string }; from: string }[]; totalCruised: number };
      };
      done({ violations: summary.violations.map(({ rule, from }) => ({ rule: rule.name, from })), modules: summary.totalCruised });
    });
  });
}

/** Rule → the file that breaks it and what that file imports. Each row of docs/architecture.md §6 appears once. */
const PLANTED: Readonly<Record<string, readonly [file: string, imported: string]>> = {
  'foundations-import-nothing': ['libs/xml/src/a.ts', '@lienthong/message'],
  'trust-imports-xml': ['libs/trust/src/a.ts', '@lienthong/message'],
  'documents-import-message-and-xml': ['libs/documents/src/a.ts', '@lienthong/trust'],
  'vocabularies-import-message': ['libs/config/src/a.ts', '@lienthong/xml'],
  'authority-imports-trust-and-runtime': ['libs/authority/src/a.ts', '@lienthong/message'],
  'evidence-imports-message-and-trust': ['libs/evidence/src/a.ts', '@lienthong/store'],
  'client-imports-evidence': ['libs/client/src/a.ts', '@lienthong/store'],
  'pipeline-imports-no-technology': ['libs/pipeline/src/a.ts', '@lienthong/kafka'],
  'adapters-import-the-kit-and-never-each-other': ['libs/adapters/portal/src/a.ts', '@lienthong/adapter-one-stop'],
  'kafka-imports-message': ['libs/kafka/src/a.ts', '@lienthong/pipeline'],
  'store-imports-the-ports-it-implements': ['libs/store/src/a.ts', '@lienthong/trust'],
  'embedded-imports-nothing': ['libs/embedded/src/a.ts', '@lienthong/message'],
  'hub-never-imports-the-sandbox': ['apps/hub/src/a.ts', '../../sandbox/src/index'],
  'sandbox-is-an-independent-oracle': ['apps/sandbox/src/a.ts', '@lienthong/trust'],
  'kafkajs-only-in-kafka': ['libs/pipeline/src/b.ts', 'kafkajs'],
  'typeorm-only-in-store': ['apps/hub/src/b.ts', 'typeorm'],
  'postgres-driver-only-in-store-and-hub': ['libs/evidence/src/b.ts', 'pg'],
  'nest-only-in-hub-and-kafka': ['libs/store/src/b.ts', '@nestjs/common'],
  'trust-does-no-io': ['libs/trust/src/b.ts', 'node:fs/promises'],
  'through-the-front-door': ['apps/hub/src/c.ts', '../../../libs/store/src/hidden'],
  'tests-stay-tests': ['libs/kafka/src/c.ts', './c.test'],
  'lib-tests-never-import-apps': ['libs/kafka/src/d.test.ts', '../../../apps/hub/src/index'],
  'every-import-leads-somewhere': ['libs/message/src/e.ts', './nowhere'],
  'no-circles': ['libs/message/src/f.ts', './g'],
};

/** What the planted imports point at, and innocent imports of the allowed kind, which must not be reported. */
const SURROUNDINGS: Readonly<Record<string, string>> = {
  'libs/store/src/hidden.ts': `import { value } from '@lienthong/message';\nexport const hidden = value;\n`,
  'libs/kafka/src/c.test.ts': `import { value } from '@lienthong/embedded';\nexport const seen = value;\n`,
  'libs/message/src/g.ts': `import { value } from './f';\nexport const used = value;\n`,
  'libs/trust/src/ok.ts': `import { value } from '@lienthong/xml';\nexport const read = value;\n`,
  'libs/documents/src/ok.ts': `import { value } from '@lienthong/xml';\nexport const read = value;\n`,
  'libs/kafka/src/ok.ts': `import { Kafka } from 'kafkajs';\nexport const made = Kafka;\n`,
  'apps/sandbox/src/ok.ts': `import { value } from '../../../libs/adapter-kit/src/testing/index';\nexport const used = value;\n`,
};

const LIBS = ['adapter-kit', 'adapters/one-stop', 'adapters/portal', 'authority', 'documents', 'embedded', 'evidence', 'kafka', 'message'];
const INDEXES = [...LIBS, 'pipeline', 'store', 'trust', 'xml', 'adapter-kit/src/testing'].map((lib) => `libs/${lib}`);

async function plant(folder: string): Promise<void> {
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.check.json', 'tsconfig.base.json']) {
    await copyFile(join(root, name), join(folder, name));
  }
  await mkdir(join(folder, 'node_modules'));
  for (const name of ['kafkajs', 'typeorm', 'pg', '@nestjs']) {
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  for (const at of [...INDEXES, 'apps/hub', 'apps/sandbox']) {
    await write(at.endsWith('/testing') ? `${at}/index.ts` : `${at}/src/index.ts`, 'export const value = 1;\n');
  }
  for (const [file, text] of Object.entries(SURROUNDINGS)) await write(file, text);
  for (const [file, imported] of Object.values(PLANTED)) {
    await write(file, `import * as other from '${imported}';\nexport const value = other;\n`);
  }
}

describe('boundaries between the libraries', () => {
  it('hold in this project', async () => {
    const { violations, modules } = await cruise(root, ['libs', 'apps', 'tests']);
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThan(100);
  });

  it('are refused by name when planted: every rule can fail, and only the planted files are reported', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'planted-'));
    try {
      await plant(folder);
      const { violations } = await cruise(folder, ['libs', 'apps']);
      const found = violations.map(({ rule, from }) => `${rule}: ${from}`);
      expect(found).toEqual(expect.arrayContaining(Object.entries(PLANTED).map(([rule, [file]]) => `${rule}: ${file}`)));
      const guilty = new Set(Object.values(PLANTED).map(([file]) => file));
      expect(violations.filter(({ from }) => !guilty.has(from) && from !== 'libs/message/src/g.ts')).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('have a planted violation and a reason each', () => {
    expect(config.forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(PLANTED).sort());
    expect(config.forbidden.filter(({ comment }) => comment.length < 40)).toEqual([]);
  });
});
