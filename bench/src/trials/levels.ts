import { percentile } from '../measure/percentiles';
import { isSlow } from '../load/sink';
import type { Rig } from '../rig/rig';

/** Milliseconds at one level of load: from the moment a message was due to its acknowledgement, and to its arrival outside. */
export interface Level {
  readonly name: string;
  readonly perSecond: number;
  readonly ackP50: number;
  readonly ackP99: number;
  readonly doorP50: number;
  readonly doorP99: number;
}

/** Messages come at their times whatever happens: a slow answer delays no later message, and its delay counts. */
export async function level(rig: Rig, name: string, perSecond: number, seconds: number): Promise<Level> {
  const { acks, doors } = await rig.play({ kind: 'rate', perSecond, seconds });
  await rig.settled();
  return levelOf(name, perSecond, acks, doors);
}

/** Half of the load, while the counterpart takes its time over every tenth dossier: how the others fare. */
export async function beside(rig: Rig, name: string, perSecond: number, seconds: number): Promise<Level> {
  const slow = { every: 10, ms: 500 };
  await rig.play({ kind: 'slow', slow });
  const { from, acks, doors } = await rig.play({ kind: 'rate', perSecond, seconds });
  await rig.settled();
  await rig.play({ kind: 'slow', slow: { every: 0, ms: 0 } });
  const others = (times: readonly number[]): number[] => times.filter((_, i) => !isSlow(from + i, slow));
  return levelOf(name, perSecond, others(acks), others(doors));
}

function levelOf(name: string, perSecond: number, acks: readonly number[], doors: readonly number[]): Level {
  return {
    ...{ name, perSecond, ackP50: percentile(acks, 0.5), ackP99: percentile(acks, 0.99) },
    ...{ doorP50: percentile(doors, 0.5), doorP99: percentile(doors, 0.99) },
  };
}
