import { resolve } from 'node:path';
import { type ConnectorRead, type HubConfig, type LoadRequest, type Problem, loadConfig, readConnector } from '@lienthong/config';
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

/** Throws `Misconfigured` with every problem and its place. `instead`: a connector's settings in the place of its file. */
export function loadSettings(place: Place, instead?: LoadRequest['instead']): HubConfig {
  const types = documentTypes.flatMap((document) => document.types);
  const signedTypes = documentTypes.flatMap((document) => document.signedTypes);
  const loaded = loadConfig({ ...foldersOf(place), overrides: [...place.set], adapters: adapterSchemas, types, signedTypes, instead });
  if (!loaded.config) throw new Misconfigured(loaded.problems);
  return loaded.config;
}

/** One connector as it is kept, with this machine's folders; throws `Misconfigured`. */
export function readSettings(name: string, text: string, place: Place): ConnectorRead {
  const { read, problems } = readConnector(name, text, foldersOf(place), adapterSchemas);
  if (!read) throw new Misconfigured(problems);
  return read;
}

const foldersOf = ({ config, data }: Place) => ({ dir: resolve(config), dataDir: resolve(data) });

const adapterSchemas = Object.fromEntries(Object.entries(adapters).map(([type, { config }]) => [type, config]));
