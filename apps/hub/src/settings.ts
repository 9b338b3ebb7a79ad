import { resolve } from 'node:path';
import { type HubConfig, type Problem, loadConfig } from '@lienthong/config';
import { documentTypes } from '@lienthong/documents';
import type { Command } from 'commander';
import { adapters } from './adapters';
import type { Lang } from './terminal';

/** Where an installation lies; the same options for every command. */
export interface Place {
  readonly config: string;
  readonly data: string;
  readonly set: readonly string[];
  readonly lang: Lang;
}

export const withPlace = (command: Command): Command =>
  command
    .option('--config <dir>', 'folder of the configuration', 'config')
    .option('--data <dir>', 'folder of keys, secrets and the published log', '.data')
    .option('--set <path=value>', 'override one setting; repeatable', (value: string, all: string[]) => [...all, value], []);

/** The same place, for a child process. */
export const placeArguments = ({ config, data, set, lang }: Place): string[] => [
  ...['--config', config, '--data', data, '--lang', lang],
  ...set.flatMap((s) => ['--set', s]),
];

export class Misconfigured extends Error {
  override readonly name = 'Misconfigured';

  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.length} problems in the configuration`);
  }
}

/** Throws `Misconfigured` with every problem and its place. */
export function loadSettings({ config: dir, data, set }: Place): HubConfig {
  const schemas = Object.fromEntries(Object.entries(adapters).map(([type, { config }]) => [type, config]));
  const types = documentTypes.flatMap((document) => document.types);
  const signedTypes = documentTypes.flatMap((document) => document.signedTypes);
  const loaded = loadConfig({ dir: resolve(dir), dataDir: resolve(data), overrides: [...set], adapters: schemas, types, signedTypes });
  if (!loaded.config) throw new Misconfigured(loaded.problems);
  return loaded.config;
}
