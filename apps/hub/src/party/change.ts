import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Edited } from '@lienthong/config';
import type { Command } from 'commander';
import { confirm } from '../confirm';
import { activate } from '../provision/activate';
import { checkedSettings } from '../schema/checked';
import { type Place, withPlace } from '../settings';
import { print } from '../terminal';

export interface ChangeOptions extends Place {
  readonly yes: boolean;
  readonly reason: string;
}

export const withChange = (command: Command): Command =>
  withPlace(command).requiredOption('--reason <words>', 'why; kept in the audit').option('--yes', 'without asking', false);

/** A file of the configuration, by its name there, and what is to be made of it. */
export interface FileChange extends Edited {
  readonly file: string;
}

/** What differs is shown, checked with all the rest, agreed to, and made the active rules; a file that cannot be applied stays as it was. */
export async function change({ file, lines, text }: FileChange, act: string, options: ChangeOptions): Promise<void> {
  print(file);
  lines.forEach((line) => print(line));
  const at = join(resolve(options.config), file);
  const before = existsSync(at) ? readFileSync(at, 'utf8') : undefined;
  await check({ file, text }, options);
  if (!options.yes && !(await confirm('Apply?'))) {
    process.exitCode = 2;
    return;
  }
  await replace(at, text);
  try {
    const { version, changed } = await activate(await checkedSettings(options), options.data, `${act}: ${options.reason}`);
    print(`${changed ? '+' : '='} rules version ${version}`);
  } catch (error) {
    await (before === undefined ? rm(at) : replace(at, before));
    throw error;
  }
}

/** In a copy of the configuration beside it. Throws `Misconfigured`. */
async function check({ file, text }: { readonly file: string; readonly text: string }, options: Place): Promise<void> {
  const copy = `${resolve(options.config)}.check-${randomBytes(4).toString('hex')}`;
  try {
    await cp(resolve(options.config), copy, { recursive: true });
    await writeFile(join(copy, file), text);
    await checkedSettings({ ...options, config: copy });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** The first file of parties in which `edit` finds something to change. */
export function inPartyFiles(config: string, edit: (text: string) => Edited | undefined): FileChange | undefined {
  for (const name of readdirSync(join(resolve(config), 'parties')).sort()) {
    const found = /\.ya?ml$/.test(name) ? edit(readFileSync(join(resolve(config), 'parties', name), 'utf8')) : undefined;
    if (found) return { ...found, file: `parties/${name}` };
  }
  return undefined;
}
