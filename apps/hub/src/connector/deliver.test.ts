import type { Connector, DeliveryProof, Sink } from '@lienthong/adapter-kit';
import { Failure, type FailureKind, type OutgoingRecord } from '@lienthong/message';
import { deliver } from './deliver';

const proof: DeliveryProof = { digest: new Uint8Array(32), words: '200 OK' };
const fails = (kind: FailureKind, code: Failure['code']) => () => Promise.reject(new Failure(kind, code));

const outgoing = (attempt: number): OutgoingRecord => ({
  ...{ deliveryId: 'd', messageId: 'm', connector: 'c', subject: 's', attempt, leaseUntil: new Date() },
  ...{ contentType: 'text/plain', attributes: {}, body: new Uint8Array() },
});

async function run(attempt: number, { repeat, find, ends }: Pick<Sink, 'repeat' | 'find'> & { ends?: Sink['deliver'] }) {
  let sent = 0;
  const sink: Sink = { repeat, find, deliver: (...args) => (sent++, ends ? ends(...args) : Promise.resolve(proof)) };
  const connector: Connector = { sink, check: () => Promise.resolve([]), close: () => Promise.resolve() };
  const { outcome, code } = await deliver(outgoing(attempt), connector, new AbortController().signal);
  return { outcome, code, sent };
}

const unknown = fails('ambiguous', 'delivery.unknown');
const found = (): Promise<DeliveryProof> => Promise.resolve(proof);
const notFound = (): Promise<undefined> => Promise.resolve(undefined);

describe('an attempt', () => {
  it.each([
    ['permanent', fails('permanent', 'delivery.refused'), 'refused', 'delivery.refused'],
    ['transient', fails('transient', 'delivery.unavailable'), 'again', 'delivery.unavailable'],
    ['ambiguous', unknown, 'again', 'delivery.unknown'],
    ['a defect', () => Promise.reject(new Error('defect')), 'again', 'delivery.unknown'],
  ])('that fails (%s) is reported', async (_, ends, outcome, code) => {
    expect(await run(1, { repeat: 'safe', ends })).toEqual({ outcome, code, sent: 1 });
  });

  it.each([
    ['safe: sent again', 2, { repeat: 'safe' }, 'delivered', 1],
    ['lookup: asked first, found', 2, { repeat: 'lookup', find: found }, 'delivered', 0],
    ['lookup: asked first, not found, sent', 2, { repeat: 'lookup', find: notFound }, 'delivered', 1],
    ['lookup: nobody answers the question, nothing sent', 2, { repeat: 'lookup', find: unknown }, 'again', 0],
    ['lookup: asked first, for Kafka may hand the first attempt over twice', 1, { repeat: 'lookup', find: found }, 'delivered', 0],
    ['lookup: an unknown end is for the next attempt to ask', 1, { repeat: 'lookup', find: notFound, ends: unknown }, 'again', 1],
    ['lookup that cannot be asked: as unsafe', 2, { repeat: 'lookup' }, 'unknown', 0],
    ['unsafe: never sent again', 2, { repeat: 'unsafe' }, 'unknown', 0],
    ['unsafe: an unknown end', 1, { repeat: 'unsafe', ends: unknown }, 'unknown', 1],
  ] as const)('%s', async (_, attempt, sink, outcome, sent) => {
    expect(await run(attempt, sink)).toMatchObject({ outcome, sent });
  });
});
