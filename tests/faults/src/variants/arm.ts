import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { becomes } from '../faults/support/promised';
import type { RoleName, Town } from '../model';
import { crashFolder } from '../town/place';

/** What a process does at an armed point: it ends, it stops whole until SIGCONT, or this one path of it waits. */
export type Act = 'kill' | 'stop' | 'hold';

export interface Armed {
  /** Whether the point is reached within `patience` milliseconds. */
  reached(patience?: number): Promise<boolean>;
  /** Takes the arms away, and lets go on what is held there. */
  disarm(): Promise<void>;
}

/** One process that passes this point does what is said, once. */
export async function arm(town: Town, role: RoleName, point: string, act: Act = 'kill'): Promise<Armed> {
  const file = join(crashFolder(town.dir), role, point);
  await mkdir(join(crashFolder(town.dir), role), { recursive: true });
  await writeFile(`${file}.new`, act);
  await rename(`${file}.new`, file); // whoever finds it finds all of it
  return {
    reached: (patience = 60_000) => becomes(() => !existsSync(file), patience),
    disarm: async () => {
      await rm(file, { force: true });
      await rm(`${file}.held`, { force: true });
    },
  };
}
