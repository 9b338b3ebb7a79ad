import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { RawMessage } from './envelope';
import { IncomingSchema, OutgoingSchema, ResultSchema, Result_Outcome } from './gen/lienthong/v1/envelope_pb';
import {
  type DeliveryResult,
  type OutgoingRecord,
  decodeIncoming,
  decodeOutgoing,
  decodeResult,
  encodeIncoming,
  encodeOutgoing,
  encodeResult,
} from './records';

const texts = ['', 'a', 'Nguyễn Văn Tèo', '\ud800 alone', '🏛', 'x'.repeat(127), 'ộ'.repeat(128), 'x'.repeat(20_000)];
const times = [0, 1, 999, 1_000, 1_793_457_860_123, 4_294_967_296_000, 253_402_300_799_999].map((ms) => new Date(ms));
const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;
const map = (n: number): Record<string, string> =>
  Object.fromEntries(texts.slice(0, n % texts.length).map((key, i) => [key, pick(texts, n + i)]));
const many = Array.from({ length: 200 }, (_, n) => n);

const incoming = (n: number): RawMessage => ({
  ...{ connector: pick(texts, n), subject: pick(texts, n + 1), contentType: pick(texts, n + 2), attributes: map(n) },
  payload: new Uint8Array(n * 97).fill(n),
  omitted: pick([undefined, { bytes: 0, sha256: new Uint8Array() }, { bytes: 2 ** 40 + n, sha256: new Uint8Array(32).fill(7) }], n),
});

const outgoing = (n: number): OutgoingRecord => ({
  ...{ deliveryId: pick(texts, n), messageId: pick(texts, n + 3), connector: pick(texts, n + 1), subject: pick(texts, n + 2) },
  ...{ attempt: pick([0, 1, 127, 128, 2 ** 31, 2 ** 32 - 1], n), leaseUntil: pick(times, n), contentType: pick(texts, n + 4) },
  ...{ attributes: map(n + 5), body: new Uint8Array(n * 31).fill(n) },
});

const result = (n: number): DeliveryResult => ({
  ...{ deliveryId: pick(texts, n), attempt: n, outcome: pick(['delivered', 'refused', 'again', 'unknown'] as const, n) },
  ...{
    code: pick(texts, n + 1),
    detail: map(n),
    at: pick(times, n),
    proofDigest: new Uint8Array(n % 33).fill(1),
    proof: pick(texts, n + 6),
  },
});

const outcomes = { delivered: 'DELIVERED', refused: 'REFUSED', again: 'AGAIN', unknown: 'UNKNOWN' } as const;

describe('every record is the bytes that the generated code writes', () => {
  it('incoming', () => {
    for (const n of many) {
      const { attributes, omitted, ...raw } = incoming(n);
      const inner = omitted && { bytes: BigInt(omitted.bytes), sha256: omitted.sha256 };
      const message = { ...raw, attributes: { ...attributes }, omitted: inner };
      expect(hex(encodeIncoming(incoming(n)))).toBe(hex(toBinary(IncomingSchema, create(IncomingSchema, message))));
    }
  });

  it('outgoing', () => {
    for (const n of many) {
      const { attributes, leaseUntil, ...out } = outgoing(n);
      const message = { ...out, attributes: { ...attributes }, leaseUntil: timestampFromDate(leaseUntil) };
      expect(hex(encodeOutgoing(outgoing(n)))).toBe(hex(toBinary(OutgoingSchema, create(OutgoingSchema, message))));
    }
  });

  it('result', () => {
    for (const n of many) {
      const { outcome, at, proofDigest, detail, ...rest } = result(n);
      const facts = { outcome: Result_Outcome[outcomes[outcome]], at: timestampFromDate(at), proofSha256: proofDigest };
      const message = { ...rest, detail: { ...detail }, ...facts };
      expect(hex(encodeResult(result(n)))).toBe(hex(toBinary(ResultSchema, create(ResultSchema, message))));
    }
  });
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

it('what was written is read again', () => {
  const [a, b, c] = [incoming(1), outgoing(2), result(3)];
  expect(decodeIncoming(encodeIncoming(a))).toMatchObject({ connector: a.connector, omitted: a.omitted, attributes: a.attributes });
  expect(decodeOutgoing(encodeOutgoing(b))).toMatchObject({ deliveryId: b.deliveryId, attempt: b.attempt, leaseUntil: b.leaseUntil });
  expect(decodeResult(encodeResult(c))).toMatchObject({ attempt: 3, outcome: 'unknown', at: c.at });
});

it.each([-1, 2 ** 32, 1.5, NaN])('an attempt %d cannot be written', (attempt) => {
  expect(() => encodeOutgoing({ ...outgoing(1), attempt })).toThrow();
});
