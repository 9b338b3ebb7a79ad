import { nationalStates, type NationalStatus } from './national';
import { oneStopStates, type OneStopStatus } from './one-stop';

/** Why a dossier may not go from one status to another. */
export type Obstacle =
  /** The dossier has come to its end. */
  | 'ended'
  /** Later statuses do not lead back to earlier ones. */
  | 'backwards'
  /** A step between the two has not been reported. */
  | 'skipped';

export type Advance =
  { readonly kind: 'moved' } | { readonly kind: 'refused'; readonly because: Obstacle; readonly vi: string; readonly en: string };

export const advance = (from: NationalStatus, to: NationalStatus): Advance => judge(nationalStates, from, to);

/** The same within a one-stop system; moves that it allows never break the national order. */
export const advanceOneStop = (from: OneStopStatus, to: OneStopStatus): Advance => judge(oneStopStates, from, to);

type Machine<S extends string> = Readonly<Record<S, { readonly next: readonly S[] }>>;

function judge<S extends string>(states: Machine<S>, from: S, to: S): Advance {
  if (states[from].next.includes(to)) return { kind: 'moved' };
  const because = states[from].next.length === 0 ? 'ended' : leads(states, from, to) ? 'skipped' : 'backwards';
  return { kind: 'refused', because, ...words[because](from, to) };
}

/** Whether any way leads there; a status leads to itself only over others. */
function leads<S extends string>(states: Machine<S>, from: S, to: S, seen: ReadonlySet<S> = new Set()): boolean {
  return states[from].next.some((next) => next === to || (!seen.has(next) && leads(states, next, to, new Set([...seen, next]))));
}

const words: Readonly<Record<Obstacle, (from: string, to: string) => { vi: string; en: string }>> = {
  ended: (from, to) => ({
    vi: `hồ sơ đã kết thúc ở ${from}, không chuyển sang ${to}`,
    en: `the dossier ended in ${from} and does not go on to ${to}`,
  }),
  backwards: (from, to) => ({ vi: `không quay lại từ ${from} về ${to}`, en: `there is no way back from ${from} to ${to}` }),
  skipped: (from, to) => ({ vi: `thiếu bước giữa ${from} và ${to}`, en: `a step between ${from} and ${to} is missing` }),
};
