import type { Released } from '@lienthong/pipeline';
import { kafkaOut } from './out';

const released = (zone: string): Released => ({
  ...{ zone, deliveryId: zone, messageId: 'm', connector: zone, subject: 's', attempt: 1, leaseUntil: new Date() },
  ...{ contentType: 'text/plain', attributes: {}, body: new Uint8Array() },
});

it.each<[string, () => Promise<never>]>([
  ['never answers', () => new Promise<never>(() => undefined)],
  ['fails', () => Promise.reject(new Error('no leader'))],
])('a zone whose topic %s holds up no other, and no later publishing', async (_, stuck) => {
  const sent: string[] = [];
  const send = (topic: string): Promise<[]> => (topic === 'out.stuck' ? stuck() : (sent.push(topic), Promise.resolve([])));
  const out = kafkaOut({ send }, { error: () => undefined });
  await out.publish([released('stuck'), released('other')]);
  await out.publish([released('other')]);
  expect(sent).toEqual(['out.other', 'out.other']);
});
