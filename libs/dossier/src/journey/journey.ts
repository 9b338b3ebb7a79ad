import { dueAt, type Limit, type Pause, postponed } from '../calendar/due';
import type { WorkingCalendar } from '../calendar/working-calendar';
import type { Step } from '../procedure/model';
import type { Clock, NationalStatus } from '../status/national';
import { type Punctuality, punctuality } from '../status/punctuality';
import { overruns, type Share, shares } from './shares';
import { type Ignored, type JourneyEvent, type Span, spansOf } from './spans';

export interface JourneyRules {
  readonly calendar: WorkingCalendar;
  readonly limit: Limit;
  /** How the time is divided; without it nobody can be said to have taken too much of it. */
  readonly steps?: readonly Step[];
}

/** Where a dossier is and how it stands, at an instant. */
export interface Journey {
  readonly status?: NationalStatus;
  readonly clock: Clock;
  /** Who has it, and since when without a break. While the clock is paused, that organisation waits for the applicant. */
  readonly holder?: { readonly code: string; readonly since: Date };
  readonly receivedAt?: Date;
  /** With all pauses so far, an open one up to the instant. */
  readonly dueAt?: Date;
  readonly endedAt?: Date;
  readonly supplementRequests: number;
  readonly punctuality: Punctuality;
  /** Working minutes after the due time in which the clock ran, and with whom, in the order in which they had it. */
  readonly late?: { readonly minutes: number; readonly at: readonly Share[] };
  /** Holders who took more than their steps give them, whether the dossier is late or not. */
  readonly overruns: readonly (Share & { readonly allotted: number })[];
  /** Reported steps that cannot have followed the one before. */
  readonly ignored: readonly Ignored[];
}

/** Pure: the same events and instant, the same journey. Throws `DossierError` where the calendar ends. */
export function journey(events: readonly JourneyEvent[], { calendar, limit, steps = [] }: JourneyRules, now: Date): Journey {
  const { spans, taken, ignored } = spansOf(events, now);
  const receivedAt = taken.find(({ to }) => to === '2')?.at;
  const due = receivedAt && dueOf(taken, receivedAt, pausesOf(spans), { calendar, limit });
  const endedAt = spans.find(({ clock }) => clock === 'over')?.from;
  const current = spans.at(-1);
  const supplementRequests = spans.filter(({ status }) => status === '5').length;
  const supplementPendingSince = current?.status === '5' ? current.from : undefined;
  const judged = punctuality({ receivedAt, dueAt: due, endedAt, supplementPendingSince, supplementRequests }, now);
  return {
    status: current?.status,
    clock: current?.clock ?? 'not-started',
    holder: current && { code: current.holder, since: heldSince(spans, current) },
    receivedAt,
    dueAt: due,
    endedAt,
    supplementRequests,
    punctuality: judged,
    late: due && (endedAt ?? now) > due ? lateness(spans, due, calendar) : undefined,
    overruns: overruns(shares(spans, calendar), steps),
    ignored,
  };
}

function pausesOf(spans: readonly Span[]): Pause[] {
  const paused = spans.filter(({ clock }) => clock === 'paused');
  return paused.map(({ from, to, status }) => ({ from, to, reason: status === '5' ? 'supplement' : 'payment' }));
}

/** The newest promise counts, moved by what has paused since; without one, what the limit gives. */
function dueOf(events: readonly JourneyEvent[], receivedAt: Date, pauses: readonly Pause[], { calendar, limit }: JourneyRules): Date {
  const promise = events.findLast(({ promisedAt }) => promisedAt !== undefined);
  if (!promise?.promisedAt) return dueAt(calendar, receivedAt, limit, pauses);
  return postponed(
    calendar,
    promise.promisedAt,
    limit,
    pauses.filter(({ from }) => from >= promise.at),
  );
}

function heldSince(spans: readonly Span[], current: Span): Date {
  const other = spans.findLastIndex(({ holder }) => holder !== current.holder);
  return spans[other + 1]?.from ?? current.from;
}

function lateness(spans: readonly Span[], due: Date, calendar: WorkingCalendar): Journey['late'] {
  const after = spans.filter(({ to }) => to > due).map((span) => ({ ...span, from: span.from > due ? span.from : due }));
  const at = shares(after, calendar).filter(({ minutes }) => minutes > 0);
  return { minutes: at.reduce((sum, { minutes }) => sum + minutes, 0), at };
}
