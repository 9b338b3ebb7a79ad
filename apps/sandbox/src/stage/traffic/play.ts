import { setTimeout as sleep } from 'node:timers/promises';
import type { DossierPlan, Planned } from '../../day/model';
import type { Arrivals } from './arrivals';
import type { Submit } from './submit';

export interface Playing {
  readonly submit: Submit;
  readonly arrivals: Pick<Arrivals, 'of'>;
  /** Milliseconds between two changes of one dossier. */
  readonly pace: () => number;
  /** Milliseconds without any arrival after which a dossier is given up. */
  readonly patience: number;
  readonly stop: AbortSignal;
}

/** As in life: the portal hands the dossier in; when it has reached the one-stop system, the work on it begins. */
export async function playDossier({ dossier, pushes, changes }: DossierPlan, playing: Playing): Promise<void> {
  const { submit, arrivals, stop } = playing;
  for (const push of pushes) {
    if (stop.aborted) return;
    await submit(push, stop);
  }
  if (!(await arrivals.of(dossier.code, playing.patience, stop))) return;
  for (const change of changes) {
    await pause(playing.pace(), stop);
    if (stop.aborted) return;
    await submit(change, stop);
  }
}

/** One after the other: the numbers of the register's changes grow in the order in which it shows them. */
export async function playInOrder(
  messages: Iterable<Planned>,
  { submit, pace, stop }: Omit<Playing, 'arrivals' | 'patience'>,
): Promise<void> {
  for (const message of messages) {
    if (stop.aborted) return;
    await submit(message, stop);
    await pause(pace(), stop);
  }
}

/** Starts a dossier every `every` milliseconds, all of them in flight at once; resolves when the last one is through. */
export async function playAll(plans: AsyncIterable<DossierPlan> | Iterable<DossierPlan>, every: number, playing: Playing): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for await (const dossier of plans) {
    if (playing.stop.aborted || failures.length > 0) break;
    const played = playDossier(dossier, playing)
      .catch((failure: unknown) => void failures.push(failure))
      .finally(() => running.delete(played));
    running.add(played);
    await pause(every, playing.stop);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}

const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => undefined);
