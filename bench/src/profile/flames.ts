import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zonesAndCore } from '../rig/rig';
import { onRig, warm } from '../rig/use';
import { type RunOptions, prepare, rigOptions } from '../run';
import { readProfile } from './read';
import { flameGraph } from './svg';

/** Profiles each role under full load; gives the files of the drawings. */
export async function flames(options: RunOptions, dir: string): Promise<string[]> {
  const identity = await prepare(options);
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const nodeOptions = (role: string): string[] => ['--cpu-prof', `--cpu-prof-dir=${dir}`, `--cpu-prof-name=${profileOf(role)}`];
  options.say('full');
  await onRig({ ...rigOptions(options, identity), nodeOptions }, (rig) => warm(rig, options.quick ? 5_000 : 40_000));
  return Promise.all(zonesAndCore.map((role) => draw(role, dir)));
}

const profileOf = (role: string): string => `${role.replace(':', '-')}.cpuprofile`;

async function draw(role: string, dir: string): Promise<string> {
  const file = join(dir, `${role.replace(':', '-')}.svg`);
  await writeFile(file, flameGraph(role, await readProfile(join(dir, profileOf(role)))));
  return file;
}
