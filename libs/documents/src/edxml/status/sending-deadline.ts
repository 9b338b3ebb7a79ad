/** Hanoi is seven hours ahead of UTC, all year. */
const hanoi = 7 * 3_600_000;
const dayMs = 86_400_000;
/** No run of holidays is as long; a calendar without working days is a mistake. */
const mostDays = 60;

export interface SendingRule {
  /** Whether a day (`yyyy-mm-dd`) is worked on. */
  readonly isWorkingDay: (day: string) => boolean;
  /** Priority above 0: sent at once. */
  readonly isUrgent?: boolean;
  /** When the morning ends, minutes after midnight; noon unless told. */
  readonly morningEnds?: number;
}

/**
 * Until when a document that was signed at that time has to be sent (QĐ 28/2018/QĐ-TTg Art. 6(2)): on the same day, at the latest in the morning of
 * the next working day; an urgent one at once, so until the moment of signing itself. @throws RangeError for a calendar without working days
 */
export function sendingDeadline(signedAt: Date, { isWorkingDay, isUrgent = false, morningEnds = 12 * 60 }: SendingRule): Date {
  if (isUrgent) return signedAt;
  const signingDay = Math.floor((signedAt.getTime() + hanoi) / dayMs);
  for (let day = signingDay + 1; day <= signingDay + mostDays; day++)
    if (isWorkingDay(new Date(day * dayMs).toISOString().slice(0, 10))) return new Date(day * dayMs - hanoi + morningEnds * 60_000);
  throw new RangeError(`no working day within ${mostDays} days`);
}
