import { availableParallelism } from 'node:os';
import { type Reading, metered, ownCpu } from '../rig/meter';
import type { Rig } from '../rig/rig';

export interface Stages {
  /** The door, the durable record on `in.*`, the acknowledgement. */
  readonly intake: Reading;
  /** Steps 1 to 8: verified, decided, recorded, sealed. */
  readonly decide: Reading;
  /** Step 9 and settling: released, sent, delivered by HTTP, settled. */
  readonly deliver: Reading;
  /** Messages a second if the processors did nothing but these stages. */
  readonly limit: number;
}

/** Each stage alone on the whole machine, since what comes before has ended and what comes after has not begun. Ends with all roles running. */
export async function stages(rig: Rig, count: number): Promise<Stages> {
  const warm = Math.round(count / 5);
  await rig.start('connector:portal');
  await rig.open();
  await rig.play({ kind: 'fill', count: warm });
  const intake = await metered(rig, count, () => rig.play({ kind: 'fill', count }));
  await rig.start('core');
  await rig.until('recorded', warm);
  const decide = await metered(rig, count, () => rig.until('recorded', warm + count));
  await rig.start('connector:one-stop');
  await rig.until('delivery.delivered', warm);
  const deliver = await metered(rig, count, () => rig.until('delivery.delivered', warm + count));
  const micros = [intake, decide, deliver].reduce((sum, stage) => sum + ownCpu(stage), 0);
  return { intake, decide, deliver, limit: (availableParallelism() * 1e6) / micros };
}
