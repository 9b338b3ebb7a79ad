import type { WorkingCalendar } from '../calendar/working-calendar';
import type { Step } from '../procedure/model';
import type { Span } from './spans';

/** Working minutes in which the clock ran while this organisation had the dossier. */
export interface Share {
  readonly holder: string;
  readonly minutes: number;
}

/** By holder, in the order in which each had it first. */
export function shares(spans: readonly Span[], calendar: WorkingCalendar): Share[] {
  const byHolder = new Map<string, number>();
  for (const { from, to, clock, holder } of spans)
    if (clock === 'runs') byHolder.set(holder, (byHolder.get(holder) ?? 0) + calendar.workingMinutesBetween(from, to));
  return [...byHolder].map(([holder, minutes]) => ({ holder, minutes }));
}

/** Holders that no step names have no time of their own to exceed. */
export function overruns(taken: readonly Share[], steps: readonly Step[]): (Share & { readonly allotted: number })[] {
  return taken.flatMap(({ holder, minutes }) => {
    const own = steps.filter((step) => step.holder === holder);
    const allotted = own.reduce((sum, { hours }) => sum + hours * 60, 0);
    return own.length > 0 && minutes > allotted ? [{ holder, minutes, allotted }] : [];
  });
}
