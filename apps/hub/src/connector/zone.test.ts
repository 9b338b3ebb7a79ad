import { getEventListeners, getMaxListeners } from 'node:events';
import type { Connector, DeliveryProof, Sink } from '@lienthong/adapter-kit';
import { type DeliveryResult, Failure, type OutgoingRecord, decodeResult, encodeOutgoing } from '@lienthong/message';
import { Zone } from './zone';

const proof: DeliveryProof = { digest: new Uint8Array(32), words: '200 OK' };
const timeout = new Failure('ambiguous', 'delivery.unknown');

interface Scene {
  readonly handle: (value: Uint8Array) => Promise<void>;
  /** How often a record was claimed. */
  readonly claims: () => number;
  readonly results: DeliveryResult[];
  readonly words: string[];
  readonly give: AbortController;
}

/** One zone, one connector `c`; the first `failedSends` results do not reach Kafka. */
function scene(sink?: Partial<Sink>, failedSends = 0, mayClaim = true): Scene {
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
  const zone = new Zone({ zone: 'z', connectors, producer: { send }, now: () => new Date(), stop: give.signal, log });
  let claims = 0;
  const claim = (): Promise<void> => (mayClaim ? (claims++, Promise.resolve()) : Promise.reject(new Error('not ours')));
  return {
    handle: (value) => zone.handle(value, claim),
    claims: () => claims,
    results,
    words,
    give,
  };
}

const record = (attempt = 1, leaseMs = 30_000, deliveryId = 'd'): Uint8Array => {
  const out: OutgoingRecord = {
    ...{ deliveryId, messageId: 'm', connector: 'c', subject: 's', attempt, leaseUntil: new Date(Date.now() + leaseMs) },
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

describe('a counterpart that would take a repeat for something new', () => {
  const unsafe = (mayClaim = true): Scene & { sent: () => number } => {
    let sent = 0;
    return { ...scene({ repeat: 'unsafe', deliver: () => Promise.resolve((sent++, proof)) }, 0, mayClaim), sent: () => sent };
  };

  it('gets an attempt once, though its record comes twice, and the next attempt never', async () => {
    const { handle, results, claims, sent } = unsafe();
    for (const attempt of [1, 1, 2]) await handle(record(attempt));
    expect({ sent: sent(), claims: claims() }).toEqual({ sent: 1, claims: 2 });
    expect(results).toMatchObject([
      { outcome: 'delivered', attempt: 1 },
      { outcome: 'unknown', attempt: 2 },
    ]);
  });

  it('gets nothing whose record somebody else may be handed', async () => {
    const { handle, results, sent } = unsafe(false);
    await expect(handle(record())).rejects.toThrow('not ours');
    expect({ sent: sent(), results }).toEqual({ sent: 0, results: [] });
  });
});

describe('a zone', () => {
  it('answers with the newest attempt, and delivers once, when a record comes again while it is at it', async () => {
    const { deliver, arrive, calls } = slow();
    const { handle, results } = scene({ deliver });
    const first = handle(record(1));
    await handle(record(2));
    arrive();
    await first;
    expect(calls()).toBe(1);
    expect(results).toMatchObject([{ outcome: 'delivered', attempt: 2 }]);
  });

  it('delivers nothing whose lease has ended', async () => {
    const { deliver, calls } = slow();
    const { handle, results, words } = scene({ deliver });
    await handle(record(1, -1));
    expect({ calls: calls(), results, words: words.length }).toEqual({ calls: 0, results: [], words: 1 });
  });

  it.each([
    ['its lease ends', 20],
    ['the zone gives up', 30_000],
  ])('ends an attempt when %s', async (_, leaseMs) => {
    const { handle, results, give } = scene({ deliver: slow().deliver });
    setTimeout(() => give.abort(), 60);
    await handle(record(1, leaseMs));
    expect(results).toMatchObject([{ outcome: 'again', code: 'delivery.unknown', attempt: 1 }]);
  });

  it.each([
    [10_000, 7_000],
    [60_000, 48_000],
    [1_000, 500],
  ])('ends an attempt well before its lease of %i ms', async (leaseMs, expected) => {
    jest.useFakeTimers();
    const { handle, results } = scene({ deliver: slow().deliver });
    const startedAt = Date.now();
    const done = handle(record(1, leaseMs)).then(() => Date.now() - startedAt);
    await jest.advanceTimersByTimeAsync(leaseMs);
    jest.useRealTimers();
    expect({ after: await done, results: results.length }).toEqual({ after: expected, results: 1 });
  });

  it('does not wait for a sink that heeds no signal', async () => {
    const { handle, results } = scene({ deliver: () => new Promise(() => undefined) });
    await handle(record(1, 40));
    expect(results).toMatchObject([{ outcome: 'again', code: 'delivery.unknown' }]);
  });

  it('has room for as many listeners of its one stop signal as deliveries are under way', async () => {
    const { handle, give } = scene({ deliver: slow().deliver });
    const all = Array.from({ length: 20 }, (_, i) => handle(record(1, 30_000, `d${i}`)));
    expect(getEventListeners(give.signal, 'abort')).toHaveLength(20);
    expect(getMaxListeners(give.signal)).toBeGreaterThanOrEqual(20);
    give.abort();
    await Promise.all(all);
    expect(getEventListeners(give.signal, 'abort')).toEqual([]);
  });

  it('sends the result again, never the delivery, when Kafka does not take it', async () => {
    let calls = 0;
    const { handle, results } = scene({ deliver: () => Promise.resolve((calls++, proof)) }, 2);
    await handle(record());
    expect({ calls, outcomes: results.map(({ outcome }) => outcome) }).toEqual({ calls: 1, outcomes: ['delivered'] });
  });

  it('lets the core try again with a connector that it does not know yet', async () => {
    const { handle, results } = scene();
    await handle(record());
    expect(results).toMatchObject([{ outcome: 'again', code: 'route.missing' }]);
  });
});
