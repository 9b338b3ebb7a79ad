import { type Reading, metered } from '../rig/meter';
import type { Rig } from '../rig/rig';

/** So many messages were acknowledged while nobody decided; then the core starts and all is delivered and settled. */
export async function drainBacklog(rig: Rig, count: number): Promise<Reading> {
  await rig.start('connector:portal', 'connector:one-stop');
  await rig.open();
  await rig.play({ kind: 'fill', count });
  return metered(rig, count, async () => {
    await rig.start('core');
    await rig.settled();
  });
}
