import { hash } from 'node:crypto';
import { type Lane, type RawMessage, type TopicPartition, decodeIncoming, lane } from '@lienthong/message';

/** Where a record stood on its topic. */
export interface Placed {
  readonly position: TopicPartition & { readonly offset: bigint };
  /** Kafka's LogAppendTime: accepted. */
  readonly acceptedAt: Date;
}

/** One record of `in.<zone>` as Kafka handed it over, or one parked message as the ledger kept it (then with its `message` id). */
export interface Handed extends Placed {
  readonly zone: string;
  /** An encoded `Incoming`. */
  readonly value: Uint8Array;
  readonly parked?: Parked;
}

/** UUID given when it was parked, its place in the lane, how often it was tried since. */
export interface Parked {
  readonly message: string;
  readonly seq: bigint;
  readonly attempt: number;
  /** The code for which it stood when an operator ended it: it is carried once more, to learn who sent it, and goes no further. */
  readonly released?: string;
}

declare const step: unique symbol;

/** Step 1: bytes as they came, who handed them in, where they stand. */
export interface Received extends Handed {
  readonly [step]: 'received';
  /** UUIDv7 of the hub. */
  readonly message: string;
  /** `undefined`: the record is not an `Incoming`, which only a defect of ours can cause. */
  readonly raw: RawMessage | undefined;
  /** Who handed it in, under a name that can be stored whatever was claimed; its zone where the record is not an `Incoming`. */
  readonly connector: string;
  /** SHA-256 of the payload. */
  readonly digest: Uint8Array;
  readonly lane: Lane;
}

/** Total: whatever the bytes are, there is a `Received`. `newId` gives UUIDv7. */
export function receive(handed: Handed, newId: () => string): Received {
  const raw = decoded(handed.value);
  const digest = raw?.omitted?.sha256 ?? sha256(raw?.payload ?? handed.value);
  // without a subject claimed at the door no order is promised: such a message is a lane of its own
  const subject = raw && raw.subject !== '' ? named(raw.subject) : hex(digest);
  const connector = named(raw?.connector ?? handed.zone);
  const facts = { message: handed.parked?.message ?? newId(), raw, connector, digest, lane: lane(connector, subject) };
  return { ...handed, ...facts } as Received;
}

function decoded(value: Uint8Array): RawMessage | undefined {
  try {
    return decodeIncoming(value);
  } catch {
    return undefined;
  }
}

/** A lane can be stored, indexed and typed by an operator, whatever a zone claims: other names stand there as their digest. */
const named = (name: string): string => (/^[\x21-\x7e]{1,200}$/.test(name) ? name : hex(sha256(Buffer.from(name, 'utf16le'))));

const hex = (digest: Uint8Array): string => Buffer.from(digest).toString('hex', 0, 16);

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
