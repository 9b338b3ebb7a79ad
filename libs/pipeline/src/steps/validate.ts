import { refuse } from '@lienthong/message';
import type { DocumentStep, Schemas } from '../rules';
import type { Verified } from './verify';

declare const step: unique symbol;

/** Step 4: the signed content keeps schema and domain rules of its type and version, and its time is one that we can judge. */
export interface Valid extends Omit<Verified, symbol> {
  readonly [step]: 'valid';
  /** The document type's own: the same for a repeat that was signed again. */
  readonly contentDigest: Uint8Array;
  /** Taken in step 7, where the state of the documents is. */
  readonly steps: readonly DocumentStep[];
}

export function validate(verified: Verified, schemas: Schemas): Valid {
  const { envelope } = verified.known;
  const document = schemas.find(envelope.dataschema, envelope.type);
  if (!document) throw refuse('type.unknown', { type: envelope.type, dataschema: envelope.dataschema });
  inWindow(envelope.time, verified.received.acceptedAt, schemas.window);
  const { data } = verified;
  document.check(envelope, data);
  const steps = document.steps?.(envelope, data) ?? [];
  return { ...verified, contentDigest: document.contentDigest(envelope, data), steps } as unknown as Valid;
}

/** Older messages could be repeats that `seen` has forgotten; future ones were signed by a wrong clock. */
function inWindow(time: Date, acceptedAt: Date, window: Schemas['window']): void {
  const age = acceptedAt.getTime() - time.getTime();
  if (age < -window.aheadMs) throw refuse('message.time-ahead', { time: time.toISOString() });
  if (age > window.seenMs) throw refuse('message.time-too-old', { time: time.toISOString() });
}
