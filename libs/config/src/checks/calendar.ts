import { type Place, type Problem, problem } from '../problem';
import { nearest } from '../source/nearest';
import type { Located } from '../source/located';
import type { Parsed } from '../source/parse';

type Year = Parsed['calendar'][number];

/** Each year agrees with itself and its file's name, and no year between two others is missing. */
export function calendar({ calendar: years }: Parsed): Problem[] {
  return [...years.flatMap(yearProblems), ...gaps(years)];
}

function yearProblems(year: Year): Problem[] {
  const misnamed = named(year);
  return misnamed.length > 0 ? misnamed : [...hours(year), ...daysOff(year), ...makeUpDays(year), ...halfDays(year)];
}

const wrong = (place: Place, vi: string, en: string): Problem[] => [problem('config.calendar', place, { vi, en })];

function named({ value: { year }, source: { file }, at }: Year): Problem[] {
  const name = `calendar/${year.toString()}.yaml`;
  return file === name ? [] : wrong(at('year'), `năm ${year.toString()} phải ở ${name}`, `year ${year.toString()} belongs into ${name}`);
}

function gaps(years: readonly Year[]): Problem[] {
  const sorted = [...years].sort((a, b) => a.value.year - b.value.year);
  return sorted.flatMap(({ value: { year }, at }, i) => {
    const before = sorted[i - 1]?.value.year ?? year - 1;
    if (before >= year - 1) return [];
    const missing = `calendar/${(year - 1).toString()}.yaml`;
    return wrong(at('year'), `thiếu năm trước đó: viết ${missing}`, `the year before is missing: write ${missing}`);
  });
}

function hours({ value, at }: Year): Problem[] {
  return Object.entries(value.hours).flatMap(([agencyClass, { week }]) =>
    Object.entries(week).flatMap(([weekday, windows = []]) =>
      windows.flatMap(([from, to], i) => {
        const before = windows[i - 1]?.[1] ?? 0;
        if (from < to && before <= from) return [];
        return wrong(
          at('hours', agencyClass, 'week', weekday, i),
          'giờ phải tăng dần và không chồng nhau',
          'hours must rise and not overlap',
        );
      }),
    ),
  );
}

function daysOff({ value, at }: Year): Problem[] {
  return value.daysOff.flatMap(({ from, to, classes }, i) => [
    ...within(value.year, from, at('daysOff', i, 'from')),
    ...(to === from ? [] : within(value.year, to, at('daysOff', i, 'to'))),
    ...(from <= to ? [] : wrong(at('daysOff', i, 'to'), `${to} trước ${from}`, `${to} is before ${from}`)),
    ...known(value, classes, (n) => at('daysOff', i, 'classes', n)),
  ]);
}

function makeUpDays({ value, at }: Year): Problem[] {
  return value.makeUpDays.flatMap(({ date, insteadOf, classes }, i) => [
    ...within(value.year, date, at('makeUpDays', i, 'date')),
    ...(isOff(value, insteadOf) || !insteadOf.startsWith(value.year.toString())
      ? []
      : wrong(at('makeUpDays', i, 'insteadOf'), `${insteadOf} không phải ngày nghỉ trong daysOff`, `${insteadOf} is none of daysOff`)),
    ...(worked(value, date, classes)
      ? wrong(at('makeUpDays', i, 'date'), `${date} vốn là ngày làm việc`, `${date} is a working day anyway`)
      : []),
    ...known(value, classes, (n) => at('makeUpDays', i, 'classes', n)),
  ]);
}

function halfDays({ value, at }: Year): Problem[] {
  return value.halfDays.flatMap(({ date, classes }, i) => [
    ...within(value.year, date, at('halfDays', i, 'date')),
    ...(isOff(value, date) ? wrong(at('halfDays', i, 'date'), `${date} đã là ngày nghỉ`, `${date} is a day off already`) : []),
    ...known(value, classes, (n) => at('halfDays', i, 'classes', n)),
  ]);
}

const within = (year: number, date: string, place: Place): Problem[] =>
  date.startsWith(`${year.toString()}-`)
    ? []
    : wrong(place, `${date} không thuộc năm ${year.toString()}`, `${date} is not in ${year.toString()}`);

const isOff = ({ daysOff: spans }: Value, date: string): boolean => spans.some(({ from, to }) => from <= date && date <= to);

/** By its weekday, for every class that is concerned. */
function worked({ hours: byClass }: Value, date: string, classes = Object.keys(byClass)): boolean {
  const weekday = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun';
  return classes.every((name) => byClass[name]?.week[weekday] !== undefined);
}

type Value = Year extends Located<infer T> ? T : never;

function known({ hours: byClass }: Value, classes: readonly string[] = [], place: (n: number) => Place): Problem[] {
  return classes.flatMap((name, n) => {
    if (Object.hasOwn(byClass, name)) return [];
    const close = nearest(name, Object.keys(byClass)) ?? Object.keys(byClass).join(', ');
    return wrong(place(n), `"${name}"; trong hours có: ${close}`, `"${name}"; hours have: ${close}`);
  });
}
