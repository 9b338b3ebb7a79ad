import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { RawMessage } from './envelope';
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

export function encodeIncoming(raw: RawMessage): Uint8Array {
  const omitted = raw.omitted && { bytes: BigInt(raw.omitted.bytes), sha256: raw.omitted.sha256 };
  return toBinary(IncomingSchema, create(IncomingSchema, { ...raw, attributes: { ...raw.attributes }, omitted }));
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

export function encodeOutgoing(out: OutgoingRecord): Uint8Array {
  const leaseUntil = timestampFromDate(out.leaseUntil);
  return toBinary(OutgoingSchema, create(OutgoingSchema, { ...out, attributes: { ...out.attributes }, leaseUntil }));
}

export function decodeOutgoing(value: Uint8Array): OutgoingRecord {
  const { $typeName: _, $unknown: __, leaseUntil, ...out } = fromBinary(OutgoingSchema, value);
  return { ...out, leaseUntil: leaseUntil ? timestampDate(leaseUntil) : new Date(0) };
}

export function encodeResult(result: DeliveryResult): Uint8Array {
  const { outcome, at, proofDigest, ...rest } = result;
  const message = { ...rest, detail: { ...rest.detail }, outcome: outcomes[outcome], at: timestampFromDate(at), proofSha256: proofDigest };
  return toBinary(ResultSchema, create(ResultSchema, message));
}

/** An outcome that this version does not know counts as `unknown`. */
export function decodeResult(value: Uint8Array): DeliveryResult {
  const { deliveryId, attempt, outcome, code, detail, at, proofSha256, proof } = fromBinary(ResultSchema, value);
  const when = at ? timestampDate(at) : new Date(0);
  return { deliveryId, attempt, outcome: names.get(outcome) ?? 'unknown', code, detail, at: when, proofDigest: proofSha256, proof };
}
