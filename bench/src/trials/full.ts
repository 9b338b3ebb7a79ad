import type { Played } from '../load/outside';
import { type Reading, metered } from '../rig/meter';
import type { Rig } from '../rig/rig';

export interface Full extends Reading {
  readonly played: Played;
  /** MiB by process. */
  readonly resident: Readonly<Record<string, number>>;
}

/** As many as go through door to door, with `inFlight` between push and arrival; over when the last one is settled. */
export async function full(rig: Rig, count: number, inFlight: number): Promise<Full> {
  let played: Played | undefined;
  const reading = await metered(rig, count, async () => {
    played = await rig.play({ kind: 'saturate', count, inFlight });
    await rig.settled();
  });
  if (!played) throw new Error('nothing was played');
  return { ...reading, played, resident: rig.resident() };
}
