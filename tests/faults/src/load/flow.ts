import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DossierPlan, playAll, plan, reserve } from '@lienthong/sandbox';
import type { Load, Town } from '../model';

/** Dossiers planned at a time, bad messages among them; milliseconds between two hand-ins, and between two changes of one dossier. */
const rhythm = { chunk: 10, bad: 3, every: 350, change: 20 };
/** Milliseconds without any new acknowledgement after which nobody waits for one any more. */
const patience = 180_000;

type Ground = Pick<Town, 'outside' | 'data'>;

/** Dossiers flow until `stop`, under a seed: each is handed in, and worked on when it has arrived. It begins paused. */
export function flow(town: Ground, seed: number, stop: AbortSignal): Load {
  const { ledger } = town.outside;
  let playing: { over: boolean; readonly done: Promise<void> } | undefined;
  return {
    submitted: () => ledger.rows.length,
    until: (count) => grown(() => ledger.answers.length, count, stop),
    pause: async () => {
      const ending = playing;
      playing = undefined;
      if (!ending) return;
      ending.over = true;
      await ending.done;
    },
    resume: () => {
      if (playing) return;
      const part = { over: false };
      const done = play(town, seed, stop, () => part.over);
      done.catch(() => undefined); // told by `pause`
      playing = Object.assign(part, { done });
    },
  };
}

function play({ outside, data }: Ground, seed: number, stop: AbortSignal, over: () => boolean): Promise<void> {
  const { submit, arrivals } = outside;
  const plans = endless(seed, join(data, 'sandbox', 'serial'), () => over() || stop.aborted);
  return playAll(plans, rhythm.every, { submit, arrivals, pace: () => rhythm.change, patience: 3_600_000, stop });
}

async function* endless(seed: number, serial: string, over: () => boolean): AsyncGenerator<DossierPlan> {
  while (!over()) {
    const first = await reserve(serial, rhythm.chunk + rhythm.bad);
    for (const dossier of invented(seed, first, rhythm.chunk, rhythm.bad)) {
      if (over()) return;
      yield dossier;
    }
  }
}

const invented = (seed: number, first: number, dossiers: number, bad: number): readonly DossierPlan[] =>
  plan({ seed: seed + first, dossiers, bad, now: new Date(), first }).dossiers;

/** Running numbers that no flow reaches. */
const others = 1_000_000;

/** Dossiers that no flow knows of, for a fault that submits for itself. */
export async function inventDossiers({ data }: Ground, seed: number, count: number): Promise<readonly DossierPlan[]> {
  const first = await reserve(join(data, 'sandbox', 'serial-of-faults'), count);
  return invented(seed, others + first, count, 0);
}

/** Until `count` more than now. */
async function grown(count: () => number, more: number, stop: AbortSignal): Promise<void> {
  const goal = count() + more;
  for (let last = { count: count(), at: performance.now() }; count() < goal && !stop.aborted;) {
    if (count() > last.count) last = { count: count(), at: performance.now() };
    if (performance.now() - last.at > patience) throw new Error(`nothing was acknowledged for ${patience / 1_000} s`);
    await sleep(20);
  }
}
