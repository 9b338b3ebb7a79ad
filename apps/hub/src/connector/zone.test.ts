import type { Connector, DeliveryProof, Sink } from '@lienthong/adapter-kit';
import { type DeliveryResult, Failure, type OutgoingRecord, decodeResult, encodeOutgoing } from '@lienthong/message';
import { Zone } from './zone';

const proof: DeliveryProof = { digest: new Uint8Array(32), words: '200 OK' };
const timeout = new Failure('ambiguous', 'delivery.unknown');

interface Scene {
  readonly zone: Zone;
  readonly results: DeliveryResult[];
  readonly words: string[];
  readonly give: AbortController;
}

/** One zone, one connector `c`; the first `failedSends` results do not reach Kafka. */
function scene(sink?: Partial<Sink>, failedSends = 0): Scene {
  const [results, words, give]: [DeliveryResult[], string[], AbortController] = [[], [], new AbortController()];
  const whole: Sink = { repeat: 'safe', deliver: () => Promise.resolve(proof), ...sink };
  const connector: Connector = { sink: whole, check: () => Promise.resolve([]), close: () => Promise.resolve() };
  let left = failedSends;
  const send = (_: string, records: readonly { value: Uint8Array }[]): Promise<[]> => {
    if (left-- > 0) return Promise.reject(new Error('no leader'));
    results.push(...records.map(({ value }) => decodeResult(value)));
    return Promise.resolve([]);
  };
  const connectors = sink ? new Map([['c', connector]]) : new Map<string, Connector>();
  const log = { warn: (_: object, text: string) => void words.push(text) };
  return {
    zone: new Zone({ zone: 'z', connectors, producer: { send }, now: () => new Date(), stop: give.signal, log }),
    results,
    words,
    give,
  };
}

const record = (attempt = 1, leaseMs = 30_000): Uint8Array => {
  const out: OutgoingRecord = {
    ...{ deliveryId: 'd', messageId: 'm', connector: 'c', subject: 's', attempt, leaseUntil: new Date(Date.now() + leaseMs) },
    ...{ contentType: 'text/plain', attributes: {}, body: new Uint8Array() },
  };
  return encodeOutgoing(out);
};

/** A delivery that ends when the test says so, or with its signal. */
function slow(): { deliver: Sink['deliver']; arrive: () => void; calls: () => number } {
  let [calls, arrive] = [0, (): void => undefined];
  const deliver: Sink['deliver'] = (_, stop) =>
    new Promise((resolve, reject) => {
      calls++;
      arrive = () => resolve(proof);
      stop.addEventListener('abort', () => reject(timeout));
    });
  return { deliver, arrive: () => arrive(), calls: () => calls };
}

describe('a zone', () => {
  it('answers with the newest attempt, and delivers once, when a record comes again while it is at it', async () => {
    const { deliver, arrive, calls } = slow();
    const { zone, results } = scene({ deliver });
    const first = zone.handle(record(1));
    await zone.handle(record(2));
    arrive();
    await first;
    expect(calls()).toBe(1);
    expect(results).toMatchObject([{ outcome: 'delivered', attempt: 2 }]);
  });

  it('delivers nothing whose lease has ended', async () => {
    const { deliver, calls } = slow();
    const { zone, results, words } = scene({ deliver });
    await zone.handle(record(1, -1));
    expect({ calls: calls(), results, words: words.length }).toEqual({ calls: 0, results: [], words: 1 });
  });

  it.each([
    ['its lease ends', 20],
    ['the zone gives up', 30_000],
  ])('ends an attempt when %s', async (_, leaseMs) => {
    const { zone, results, give } = scene({ deliver: slow().deliver });
    setTimeout(() => give.abort(), 60);
    await zone.handle(record(1, leaseMs));
    expect(results).toMatchObject([{ outcome: 'again', code: 'delivery.unknown', attempt: 1 }]);
  });

  it('sends the result again, never the delivery, when Kafka does not take it', async () => {
    let calls = 0;
    const { zone, results } = scene({ deliver: () => Promise.resolve((calls++, proof)) }, 2);
    await zone.handle(record());
    expect({ calls, outcomes: results.map(({ outcome }) => outcome) }).toEqual({ calls: 1, outcomes: ['delivered'] });
  });

  it('lets the core try again with a connector that it does not know yet', async () => {
    const { zone, results } = scene();
    await zone.handle(record());
    expect(results).toMatchObject([{ outcome: 'again', code: 'route.missing' }]);
  });
});
