import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfig } from '@lienthong/config';
import { parse } from 'yaml';
import { adapters } from '../../apps/hub/src/adapters';

const root = resolve(__dirname, '../..');
const schemas = Object.fromEntries(Object.entries(adapters).map(([type, { config }]) => [type, config]));
const samples = readdirSync(join(root, 'config/connectors')).filter((name) => name.endsWith('.sample'));

it('there are samples of connectors that the sandbox does not have', () => {
  expect(samples.length).toBeGreaterThan(0);
});

/** Certificates are issued when the city starts: what is said of them is not about the connector. */
it.each(samples)('%s is a connector of its zone once it is renamed', (name) => {
  const dir = mkdtempSync(join(tmpdir(), 'sample-'));
  try {
    cpSync(join(root, 'config'), dir, { recursive: true });
    renameSync(join(dir, 'connectors', name), join(dir, 'connectors', name.replace('.sample', '')));
    const { problems } = loadConfig({ dir, dataDir: '/data', overrides: ['zones.ministry={}'], adapters: schemas });
    expect(problems.filter(({ file }) => file.includes('connectors/'))).toEqual([]);
    const withoutZone = loadConfig({ dir, dataDir: '/data', overrides: [], adapters: schemas });
    expect(withoutZone.problems.filter(({ file }) => file.includes('connectors/'))).toHaveLength(1);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

it.each(Object.keys(adapters))('the README of adapter %s has a configuration that it takes', (type) => {
  const readme = readFileSync(join(root, 'libs/adapters', type, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, yaml = '']) => parse(yaml) as { adapter: string; config: unknown },
  );
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks)
    expect([block.adapter, adapters[type]?.config.safeParse(block.config).error?.issues]).toEqual([type, undefined]);
});
