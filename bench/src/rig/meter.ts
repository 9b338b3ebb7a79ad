import type { Rig } from './rig';

/** What a piece of work took. */
export interface Reading {
  readonly messages: number;
  readonly seconds: number;
  /** Processor time a message by process, µs. */
  readonly cpu: Readonly<Record<string, number>>;
}

/** Work on `messages` messages, timed and its processor time taken apart. */
export async function metered(rig: Rig, messages: number, work: () => Promise<unknown>): Promise<Reading> {
  const before = rig.cpu();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1_000;
  const cpu = Object.entries(rig.cpu()).map(([name, ms]) => [name, ((ms - (before[name] ?? 0)) * 1_000) / messages] as const);
  return { messages, seconds, cpu: Object.fromEntries(cpu) };
}

export const perSecond = ({ messages, seconds }: Reading): number => messages / seconds;

/** Processor time a message of the hub and its servers, without the load's own; µs. */
export const ownCpu = ({ cpu }: Pick<Reading, 'cpu'>): number =>
  Object.entries(cpu).reduce((sum, [name, micros]) => (name === 'outside' ? sum : sum + micros), 0);
