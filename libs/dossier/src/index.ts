export { type Limit, type Pause, dueAt } from './calendar/due';
export type { CalendarYear, TimeWindow, Week, Weekday } from './calendar/model';
export { type WorkingCalendar, workingCalendar } from './calendar/working-calendar';
export { DossierError, type DossierErrorCode } from './dossier-error';
