import { join } from 'node:path';
import { readProfile } from '../profile/read';
import { sharesOf } from '../profile/steps';
import type { RigOptions } from '../rig/rig';
import { onRig, warm } from '../rig/use';

/** Where the core's processor time goes under full load, by part of the way; from V8's own profiler. */
export async function stepShares(options: RigOptions, count: number): Promise<Readonly<Record<string, number>>> {
  const [dir, name] = [join(options.data, '..'), 'core.cpuprofile'];
  const nodeOptions = (role: string): string[] =>
    role === 'core' ? ['--cpu-prof', `--cpu-prof-dir=${dir}`, `--cpu-prof-name=${name}`] : [];
  await onRig({ ...options, nodeOptions }, (rig) => warm(rig, count));
  return sharesOf(await readProfile(join(dir, name)));
}
