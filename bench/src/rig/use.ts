import { Rig, type RigOptions, zonesAndCore } from './rig';

/** Messages between push and arrival at full load. */
export const inFlight = 1_500;

export async function onRig<T>(options: RigOptions, work: (rig: Rig) => Promise<T>): Promise<T> {
  const rig = await Rig.raise(options);
  try {
    return await work(rig);
  } finally {
    await rig.down();
  }
}

/** All roles, and as many messages as it takes until everything is compiled. */
export async function warm(rig: Rig, count: number): Promise<void> {
  await rig.start(...zonesAndCore);
  await rig.open();
  await rig.play({ kind: 'saturate', count, inFlight });
  await rig.settled();
}
