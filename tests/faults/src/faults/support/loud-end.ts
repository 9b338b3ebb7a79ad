import type { Town } from '../../model';
import { becomes } from './promised';

const cores = ['core', 'core:2'] as const;

export interface LoudEnd {
  /** Whether since then a core has ended with a code other than 0, and has said why in its log. */
  seen(patience: number): Promise<boolean>;
}

/** From now on. `why`: what the log must say. */
export async function loudEnd({ role, log }: Town, why: RegExp): Promise<LoudEnd> {
  const before = await Promise.all(cores.map(async (name) => ({ name, ends: role(name).ends.length, log: (await log(name)).length })));
  const happened = async (): Promise<boolean> => {
    for (const { name, ends, log: length } of before) {
      const codes = role(name).ends.slice(ends);
      if (codes.some((code) => typeof code === 'number' && code !== 0) && why.test((await log(name)).slice(length))) return true;
    }
    return false;
  };
  return { seen: (patience) => becomes(happened, patience) };
}
