import type { ConsumedRecord } from '@lienthong/kafka';
import { type SigningAct, actKey, encodeAct } from '@lienthong/message';
import { readAct, readActId, tellsOfAct } from './read-act';

const digest = (of: number): Uint8Array => new Uint8Array(32).fill(of);
const act: SigningAct = {
  ...{ id: '0190F3B2-7C1E-7AAA-8BBB-0123456789AB', party: '000.99.02.H26', key: 'seal', format: 'cades', level: 'B-B', rulesVersion: 3 },
  ...{
    caller: digest(1),
    certificate: digest(2),
    content: digest(3),
    signature: digest(4),
    signedAt: new Date('2026-11-23T01:02:03.000Z'),
  },
};
const acceptedAt = new Date('2026-11-23T01:02:04.005Z');
const record = (value: Uint8Array, more: Partial<ConsumedRecord> = {}): ConsumedRecord => ({
  ...{ topic: 'results.gateway', partition: 0, offset: 1n, timestamp: acceptedAt, key: actKey(act), value },
  ...more,
});

it('reads what the gateway wrote, with the time when Kafka took it and the one spelling of its id', () => {
  expect(readAct({ acceptedAt, value: encodeAct(act) })).toEqual({ ...act, id: act.id.toLowerCase(), acceptedAt });
});

it.each<[string, Partial<SigningAct>]>([
  ['an id that is no UUID', { id: 'x' }],
  ['a party that no configuration can name', { party: 'a b' }],
  ['a key with NUL', { key: 'a\0' }],
  ['a format of no signature', { format: 'pdf' }],
  ['a level that nobody signs at', { level: 'B-LT' }],
  ['a digest of another length', { signature: new Uint8Array(20) }],
  ['no time', { signedAt: new Date(0) }],
])('does not take %s', (_, wrong) => {
  expect(readAct({ acceptedAt, value: encodeAct({ ...act, ...wrong }) })).toBeUndefined();
});

it('does not take bytes that are no record', () => {
  expect(readAct({ acceptedAt, value: Buffer.from('ffff', 'hex') })).toBeUndefined();
  expect(readActId(Buffer.from('ffff', 'hex'))).toBeUndefined();
});

it.each<[string, Partial<ConsumedRecord>, boolean]>([
  ['of the gateway', {}, true],
  ['of a connector, which may sign nothing', { topic: 'results.portal' }, false],
  ['with the key of a delivery', { key: act.id }, false],
])('knows a record %s', (_, more, tells) => {
  expect(tellsOfAct(record(encodeAct(act), more))).toBe(tells);
});
