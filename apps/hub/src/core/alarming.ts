import { causeOf } from '@lienthong/pipeline';
import type { Logger } from '@lienthong/runtime';
import type { LedgerContext } from '@lienthong/store';

/** A defect of ours in the log: which error, where it was thrown, at which record. Not its words, which may quote the message. */
export function alarming(log: Logger): LedgerContext['alarm'] {
  return (reason, { message, zone, position: { topic, partition, offset } }) => {
    const place = { message, zone, topic, partition, offset: String(offset) };
    log.error({ code: reason.code, ...causeOf(reason), at: framesOf(reason.cause ?? reason), ...place }, 'a defect parked a message');
  };
}

const framesOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('at '))
    : [];
