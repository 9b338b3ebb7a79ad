import { fromBinary } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { RawMessage } from './envelope';
import { FieldWriter } from './field-writer';
import { IncomingSchema, OutgoingSchema, ResultSchema, Result_Outcome } from './gen/lienthong/v1/envelope_pb';

/** One delivery attempt, released under a lease. */
export interface OutgoingRecord {
  /** UUID; the same at each attempt: what a counterpart de-duplicates on. */
  readonly deliveryId: string;
  /** UUID: the hub's id of the message. */
  readonly messageId: string;
  readonly connector: string;
  readonly subject: string;
  /** From 1. */
  readonly attempt: number;
  readonly leaseUntil: Date;
  readonly contentType: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type DeliveryOutcome = 'delivered' | 'refused' | 'again' | 'unknown';

/** What a connector reports of one attempt. */
export interface DeliveryResult {
  readonly deliveryId: string;
  readonly attempt: number;
  readonly outcome: DeliveryOutcome;
  /** From the error catalogue; `''` when delivered. */
  readonly code: string;
  readonly detail: Readonly<Record<string, string>>;
  readonly at: Date;
  /** SHA-256 of the counterpart's answer; empty when there was none. */
  readonly proofDigest: Uint8Array;
  /** The counterpart's words, shortened: status line, tracking number. */
  readonly proof: string;
}

const outcomes = {
  delivered: Result_Outcome.DELIVERED,
  refused: Result_Outcome.REFUSED,
  again: Result_Outcome.AGAIN,
  unknown: Result_Outcome.UNKNOWN,
} as const;
const names = new Map(Object.entries(outcomes).map(([name, value]) => [value as Result_Outcome, name as DeliveryOutcome]));

// The numbers are those of envelope.proto: a test holds every encoder to the generated code, which is several times slower.

export function encodeIncoming({ connector, subject, contentType, attributes, payload, omitted }: RawMessage): Buffer {
  const inner = omitted && new FieldWriter().number(1, omitted.bytes).bytes(2, omitted.sha256).finish();
  const record = new FieldWriter().text(1, connector).text(2, subject).text(3, contentType).map(4, attributes).bytes(5, payload);
  return (inner ? record.message(6, inner) : record).finish();
}

export function decodeIncoming(value: Uint8Array): RawMessage {
  const { connector, subject, contentType, attributes, payload, omitted } = fromBinary(IncomingSchema, value);
  return {
    connector,
    subject,
    contentType,
    attributes,
    payload,
    omitted: omitted && { bytes: Number(omitted.bytes), sha256: omitted.sha256 },
  };
}

export function encodeOutgoing(out: OutgoingRecord): Buffer {
  const leaseUntil = timestamp(out.leaseUntil);
  return new FieldWriter()
    .text(1, out.deliveryId)
    .text(2, out.messageId)
    .text(3, out.connector)
    .text(4, out.subject)
    .uint32(5, out.attempt)
    .message(6, leaseUntil)
    .text(7, out.contentType)
    .map(8, out.attributes)
    .bytes(9, out.body)
    .finish();
}

export function decodeOutgoing(value: Uint8Array): OutgoingRecord {
  const { deliveryId, messageId, connector, subject, attempt, leaseUntil, contentType, attributes, body } = fromBinary(
    OutgoingSchema,
    value,
  );
  const until = leaseUntil ? timestampDate(leaseUntil) : new Date(0);
  return { deliveryId, messageId, connector, subject, attempt, leaseUntil: until, contentType, attributes, body };
}

export function encodeResult({ deliveryId, attempt, outcome, code, detail, at, proofDigest, proof }: DeliveryResult): Buffer {
  const ended = timestamp(at);
  return new FieldWriter()
    .text(1, deliveryId)
    .uint32(2, attempt)
    .number(3, outcomes[outcome])
    .text(4, code)
    .map(5, detail)
    .message(6, ended)
    .bytes(7, proofDigest)
    .text(8, proof)
    .finish();
}

/** An outcome that this version does not know counts as `unknown`. */
export function decodeResult(value: Uint8Array): DeliveryResult {
  const { deliveryId, attempt, outcome, code, detail, at, proofSha256, proof } = fromBinary(ResultSchema, value);
  const when = at ? timestampDate(at) : new Date(0);
  return { deliveryId, attempt, outcome: names.get(outcome) ?? 'unknown', code, detail, at: when, proofDigest: proofSha256, proof };
}

/** Of a time from 1970 on. */
function timestamp(at: Date): Buffer {
  const ms = at.getTime();
  return new FieldWriter()
    .number(1, Math.floor(ms / 1_000))
    .uint32(2, (ms % 1_000) * 1_000_000)
    .finish();
}
