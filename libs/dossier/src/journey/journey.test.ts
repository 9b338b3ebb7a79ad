import fc from 'fast-check';
import type { Limit } from '../calendar/due';
import { workingCalendar } from '../calendar/working-calendar';
import type { NationalStatus } from '../status/national';
import { nationalStates } from '../status/national';
import { at, shown, years } from '../testing/years.test-kit';
import { journey } from './journey';
import type { JourneyEvent } from './spans';

const calendar = workingCalendar(years, 'office');
const limit: Limit = { count: 5, unit: 'working-day', ends: 'same-time', afterSupplement: 'continue' };
const step = (local: string, to: NationalStatus, holder: string, promised?: string): JourneyEvent => ({
  at: at(local),
  to,
  holder,
  promisedAt: promised === undefined ? undefined : at(promised),
});

/** Monday 9 November 2026; due in five working days. */
const steps = [
  step('2026-11-09 09:00', '1', 'portal'),
  step('2026-11-09 10:00', '2', 'ward'),
  step('2026-11-10 10:00', '4', 'land'),
  step('2026-11-12 14:30', '4', 'tax'),
];
const seen = (events: readonly JourneyEvent[], now: string) => journey(events, { calendar, limit }, at(now));

describe('on the way', () => {
  it('says who has it, since when and when it is due', () => {
    const found = seen(steps, '2026-11-13 09:00');
    expect(found).toMatchObject({
      status: '4',
      clock: 'runs',
      holder: { code: 'tax', since: at('2026-11-12 14:30') },
      punctuality: { kind: 'running' },
    });
    expect(shown(found.dueAt!)).toBe('2026-11-16 10:00');
    expect(found.late).toBeUndefined();
  });

  it('knows nothing that has not happened yet', () => {
    expect(seen(steps, '2026-11-09 09:30')).toMatchObject({
      status: '1',
      clock: 'not-started',
      holder: { code: 'portal' },
      dueAt: undefined,
    });
    expect(seen([], '2026-11-09 09:30')).toMatchObject({ status: undefined, clock: 'not-started', punctuality: { kind: 'not-counted' } });
  });

  it('holds without a break over several steps', () => {
    const more = [...steps, step('2026-11-12 16:00', '4', 'tax')];
    expect(seen(more, '2026-11-13 09:00').holder).toEqual({ code: 'tax', since: at('2026-11-12 14:30') });
  });

  it('an open request adds up to now and waits for the applicant', () => {
    const found = seen([...steps, step('2026-11-13 10:00', '5', 'tax')], '2026-11-17 10:00');
    expect(found).toMatchObject({ clock: 'paused', supplementRequests: 1, punctuality: { kind: 'on-time' } });
    expect(shown(found.dueAt!)).toBe('2026-11-18 10:00');
  });

  it('a promise stands instead of the limit, and pauses after it move it', () => {
    const promised = [...steps.slice(0, 1), step('2026-11-09 10:00', '2', 'ward', '2026-11-20 16:00'), ...steps.slice(2)];
    expect(shown(seen(promised, '2026-11-13 09:00').dueAt!)).toBe('2026-11-20 16:00');
    const paused = [...promised, step('2026-11-13 10:00', '6', 'tax'), step('2026-11-16 10:00', '4', 'tax')];
    expect(shown(seen(paused, '2026-11-17 09:00').dueAt!)).toBe('2026-11-23 16:00');
    const anew = [...paused.slice(0, -1), step('2026-11-16 10:00', '4', 'tax', '2026-11-25 10:00')];
    expect(shown(seen(anew, '2026-11-17 09:00').dueAt!)).toBe('2026-11-25 10:00');
  });
});

describe('late', () => {
  it('by how much, and at whom', () => {
    const more = [
      ...steps,
      step('2026-11-16 14:30', '4', 'board'),
      step('2026-11-17 09:00', '9', 'board'),
      step('2026-11-19 09:00', '10', 'ward'),
    ];
    expect(seen(more, '2026-11-20 10:00')).toMatchObject({
      endedAt: at('2026-11-17 09:00'),
      punctuality: { kind: 'late', because: 'after-due' },
      late: {
        minutes: 420,
        at: [
          { holder: 'tax', minutes: 180 },
          { holder: 'board', minutes: 240 },
        ],
      },
    });
  });

  it('while it is still worked on', () => {
    expect(seen(steps, '2026-11-16 11:00')).toMatchObject({
      punctuality: { because: 'overdue' },
      late: { minutes: 60, at: [{ holder: 'tax', minutes: 60 }] },
    });
  });

  it('who took more than their step gives, although the whole is in time', () => {
    const rules = {
      calendar,
      limit,
      steps: [
        { holder: 'land', hours: 8 },
        { holder: 'tax', hours: 16 },
      ],
    };
    expect(journey(steps, rules, at('2026-11-13 09:00')).overruns).toEqual([{ holder: 'land', minutes: 1_140, allotted: 480 }]);
  });
});

it('sets aside what cannot have happened, with the reason', () => {
  const back = step('2026-11-11 10:00', '2', 'ward');
  const { ignored, status } = seen([...steps, back], '2026-11-13 09:00');
  expect(ignored).toEqual([{ event: back, because: 'backwards' }]);
  expect(status).toBe('4');
});

/** Any legal way through the statuses, at any times and through any hands. */
const walk = fc
  .array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 4_000 }), fc.constantFrom('ward', 'land', 'tax')), { minLength: 1, maxLength: 12 })
  .map((turns) => {
    const events: JourneyEvent[] = [step('2026-03-02 08:00', '2', 'ward')];
    for (const [choice, gap, holder] of turns) {
      const last = events.at(-1)!;
      const next = nationalStates[last.to].next;
      if (next.length > 0) events.push({ at: new Date(last.at.getTime() + gap * 60_000), to: next[choice % next.length]!, holder });
    }
    return events;
  });

describe('for any journey', () => {
  const end = at('2026-06-01 08:00');

  it('the order in which steps are reported changes nothing', () => {
    fc.assert(
      fc.property(walk, (events) => {
        expect(seen(events.toReversed(), '2026-06-01 08:00')).toEqual(seen(events, '2026-06-01 08:00'));
      }),
    );
  });

  it('the shares of lateness are all the time that ran after the due time', () => {
    fc.assert(
      fc.property(walk, (events) => {
        const { dueAt, late, punctuality } = seen(events, '2026-06-01 08:00');
        const ran = events.reduce((sum, event, i) => {
          const [from, to] = [event.at > dueAt! ? event.at : dueAt!, events[i + 1]?.at ?? end];
          return nationalStates[event.to].clock === 'runs' && to > from ? sum + calendar.workingMinutesBetween(from, to) : sum;
        }, 0);
        expect(late?.minutes ?? 0).toBe(ran);
        if (punctuality.kind === 'on-time' && late) expect(late.minutes).toBe(0);
      }),
    );
  });
});
