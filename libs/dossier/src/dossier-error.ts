export type DossierErrorCode =
  /** No `calendar/<year>.yaml` for a year that the computation reaches. */
  | 'calendar.year-missing'
  /** A year's calendar does not know the agency class. */
  | 'calendar.class-missing'
  /** A number of days or hours that is negative, not finite or, for days, not whole. */
  | 'calendar.amount';

/** The message says what to write where; it names files and numbers, never people. */
export class DossierError extends Error {
  override readonly name = 'DossierError';

  constructor(
    readonly code: DossierErrorCode,
    message: string,
  ) {
    super(message);
  }
}
