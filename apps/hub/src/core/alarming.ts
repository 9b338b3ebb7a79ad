import { explain } from '@lienthong/message';
import { causeOf } from '@lienthong/pipeline';
import type { Logger } from '@lienthong/runtime';
import type { LedgerContext } from '@lienthong/store';

/** A defect of ours in the log: which error, where it was thrown, at which record. Not its words, which may quote the message. */
export function alarming(log: Logger): LedgerContext['alarm'] {
  return (reason, { message, zone, position: { topic, partition, offset } }) => {
    const place = { message, zone, topic, partition, offset: String(offset) };
    log.error({ code: reason.code, ...causeOf(reason), at: framesOf(reason.cause ?? reason), ...place }, 'a defect parked this record');
  };
}

const framesOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('at '))
    : [];

export interface Patience {
  /** So long nobody is told; milliseconds. */
  readonly afterMs: number;
  /** How often it is told while it lasts. */
  readonly everyMs: number;
}

/** A seal that the world cannot see for too long, whatever the reason: told once and again, and once more when it is over. */
export function publicationAlarm(
  log: Logger,
  { afterMs, everyMs }: Patience,
): (waiting: { readonly since: Date; readonly now: Date } | undefined) => void {
  let toldAt: number | undefined;
  return (waiting) => {
    const now = waiting?.now.getTime() ?? 0;
    if (!waiting || now - waiting.since.getTime() < afterMs) {
      if (toldAt !== undefined) log.info({ code: 'evidence.unpublished' }, 'the newest seal is published again');
      toldAt = undefined;
    } else if (toldAt === undefined || now - toldAt >= everyMs) {
      toldAt = now;
      const seconds = Math.round((now - waiting.since.getTime()) / 1_000);
      const facts = { code: 'evidence.unpublished', since: waiting.since.toISOString(), seconds };
      log.error(facts, `the newest seal is not published: ${explain('evidence.unpublished').next.en}`);
    }
  };
}
