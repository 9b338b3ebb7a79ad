import { advance, type Obstacle } from '../status/advance';
import { type Clock, nationalStates, type NationalStatus } from '../status/national';

/** One step as it was reported: since `at` the dossier is in status `to` and with `holder` (an organisation code). */
export interface JourneyEvent {
  readonly at: Date;
  readonly to: NationalStatus;
  readonly holder: string;
  /** When the result has been promised for in this step, the applicant's time until then already added. */
  readonly promisedAt?: Date;
}

export interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly status: NationalStatus;
  readonly clock: Clock;
  readonly holder: string;
}

export interface Ignored {
  readonly event: JourneyEvent;
  readonly because: Obstacle;
}

/** Steps in the order of their times, each up to the next and the last up to `now`. What cannot follow is set aside with the reason. */
export function spansOf(events: readonly JourneyEvent[], now: Date): { spans: Span[]; taken: JourneyEvent[]; ignored: Ignored[] } {
  const taken: JourneyEvent[] = [];
  const ignored: Ignored[] = [];
  const known = events.filter(({ at }) => at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const event of known) {
    const before = taken.at(-1);
    const step = before ? advance(before.to, event.to) : undefined;
    if (step?.kind === 'refused') ignored.push({ event, because: step.because });
    else taken.push(event);
  }
  const spans = taken.map(({ at, to: status, holder }, i) => ({
    ...{ from: at, to: taken[i + 1]?.at ?? now, status, holder },
    clock: nationalStates[status].clock,
  }));
  return { spans, taken, ignored };
}
