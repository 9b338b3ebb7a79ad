import { type DeliveryResult, encodeResult } from '@lienthong/message';
import { readResult } from './read-result';

const timestamp = new Date('2026-11-23T01:02:03.004Z');
const deliveryId = '0190f3b2-7c1e-7aaa-8bbb-0123456789ab';

const good: DeliveryResult = {
  ...{ deliveryId, attempt: 2, outcome: 'again', code: 'delivery.failed', detail: { status: '500' } },
  ...{ at: new Date('2026-11-23T01:02:02.000Z'), proofDigest: new Uint8Array(32), proof: '500' },
};

const read = (value: Uint8Array) => readResult({ topic: 'results.portal', partition: 0, offset: 7n, key: '', timestamp, value });

describe('a result', () => {
  it('is read with its zone and the time when Kafka took it', () => {
    expect(read(encodeResult(good))).toEqual({ ...good, zone: 'portal', acceptedAt: timestamp });
  });

  it.each<[string, Partial<DeliveryResult>]>([
    ['no UUID', { deliveryId: 'delivery-1' }],
    ['no attempt', { attempt: 0 }],
    ['a proof that is no SHA-256', { proofDigest: new Uint8Array(31) }],
  ])('that says nothing is not read: %s', (_, change) => {
    expect(read(encodeResult({ ...good, ...change }))).toBeUndefined();
  });

  it('that is no protobuf is not read', () => {
    expect(read(Buffer.from('not a result'))).toBeUndefined();
  });

  it.each<[string, Partial<DeliveryResult>, Partial<DeliveryResult>]>([
    ['an unknown code', { code: 'made.up' }, { code: 'delivery.unknown' }],
    ['a name of the language', { code: 'toString' }, { code: 'delivery.unknown' }],
    ['text that PostgreSQL refuses', { detail: { 'a\0b': '\0' }, proof: 'x\0' }, { detail: { 'a\ufffdb': '\ufffd' }, proof: 'x\ufffd' }],
    ['an id in capitals', { deliveryId: deliveryId.toUpperCase() }, { deliveryId }],
    ['long text, cut inside a pair', { proof: `${'x'.repeat(299)}😀` }, { proof: `${'x'.repeat(299)}\ufffd` }],
    ['a clock that is days off', { at: new Date('2027-01-01T00:00:00Z') }, { at: timestamp }],
  ])('is made storable: %s', (_, change, expected) => {
    expect(read(encodeResult({ ...good, ...change }))).toMatchObject(expected);
  });
});
