import type { OutgoingKafkaRecord } from '@lienthong/kafka';
import { decodeOutgoing } from '@lienthong/message';
import type { Released, Settlement } from '@lienthong/pipeline';
import { kafkaOut } from './out';

const released = (zone: string, change: Partial<Released> = {}): Released => ({
  ...{ zone, deliveryId: zone, messageId: 'm', connector: zone, subject: 's', attempt: 1, leaseUntil: new Date() },
  ...{ contentType: 'text/plain', attributes: {}, body: new Uint8Array(), ...change },
});

const quiet = { now: () => new Date(), log: { error: () => undefined } };

it.each<[string, () => Promise<never>]>([
  ['never answers', () => new Promise<never>(() => undefined)],
  ['fails', () => Promise.reject(new Error('no leader'))],
])('a zone whose topic %s holds up no other, and no later publishing', async (_, stuck) => {
  const sent: string[] = [];
  const send = (topic: string): Promise<[]> => (topic === 'out.stuck' ? stuck() : (sent.push(topic), Promise.resolve([])));
  const out = kafkaOut({ ...quiet, producer: { send }, settle: () => Promise.resolve() });
  await out.publish([released('stuck'), released('other')]);
  await out.publish([released('other')]);
  expect(sent).toEqual(['out.other', 'out.other']);
});

it('what can never be sent is parked with a code and holds up nothing else of its zone', async () => {
  const [sent, parked]: [string[], Settlement[]] = [[], []];
  const send = (_: string, records: readonly OutgoingKafkaRecord[]): Promise<[]> => {
    sent.push(...records.map(({ value }) => decodeOutgoing(value).deliveryId));
    return Promise.resolve([]);
  };
  const out = kafkaOut({ ...quiet, producer: { send }, settle: (some) => Promise.resolve(void parked.push(...some)) });
  await out.publish([
    released('z', { deliveryId: 'large', attempt: 3, body: new Uint8Array(1_000_000) }),
    released('z', { deliveryId: 'broken', leaseUntil: new Date(NaN) }),
    released('z', { deliveryId: 'good' }),
  ]);
  expect(sent).toEqual(['good']);
  expect(parked).toMatchObject([
    { zone: 'z', deliveryId: 'large', attempt: 3, outcome: 'refused', code: 'delivery.unsendable', detail: { limit: '900000' } },
    { zone: 'z', deliveryId: 'broken', outcome: 'refused', code: 'delivery.unsendable' },
  ]);
});
