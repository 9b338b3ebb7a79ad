import type { RoleName, Town } from '../../model';
import { type Act, type Armed, arm } from '../../variants/arm';

export interface Struck {
  readonly role: RoleName;
  /** What is held there goes on. */
  letGo(): Promise<void>;
}

/** Both cores are armed; answers which of them came to the point first, the other one is disarmed. */
export async function firstCore(town: Town, point: string, act: Act): Promise<() => Promise<Struck>> {
  const cores = await Promise.all((['core', 'core:2'] as const).map(async (role) => ({ role, armed: await arm(town, role, point, act) })));
  const comes = async (role: RoleName, armed: Armed): Promise<Struck> => {
    if (await armed.reached()) return { role, letGo: () => armed.disarm() };
    throw new Error(`no core came to ${point}`);
  };
  return async () => {
    const first = await Promise.race(cores.map(({ role, armed }) => comes(role, armed)));
    for (const { role, armed } of cores) if (role !== first.role) await armed.disarm();
    return first;
  };
}
