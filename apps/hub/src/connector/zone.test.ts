import { getEventListeners } from 'node:events';
import type { Connector, DeliveryProof, Sink } from '@lienthong/adapter-kit';
import type { RecordPosition } from '@lienthong/kafka';
import { type DeliveryResult, Failure, type OutgoingRecord, decodeResult, encodeOutgoing } from '@lienthong/message';
import type { Station } from './station';
import { Turns } from '../turns';
import { Zone } from './zone';

const atOnce = 4;
const stationOf = (connector: Connector): Station => ({ connector, turns: new Turns({ concurrency: atOnce }), paused: false });

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

interface Change {
  /** Results that do not reach Kafka, from the first on. */
  readonly failedSends?: number;
  readonly mayClaim?: boolean;
  /** How far the zone's clock is ahead of the servers'. */
  readonly aheadMs?: number;
  readonly paused?: boolean;
  readonly others?: readonly (readonly [name: string, connector: Connector])[];
}

/** One zone, one connector `c`. */
function scene(sink?: Partial<Sink>, { failedSends = 0, mayClaim = true, aheadMs = 0, others = [], paused = false }: Change = {}): Scene {
  const [results, words, give]: [DeliveryResult[], string[], AbortController] = [[], [], new AbortController()];
  const whole: Sink = { repeat: 'safe', deliver: () => Promise.resolve(proof), ...sink };
  const connector: Connector = { sink: whole, check: () => Promise.resolve([]), close: () => Promise.resolve() };
  let left = failedSends;
  const send = (_: string, records: readonly { value: Uint8Array }[]): Promise<RecordPosition[]> => {
    const told = records.map(({ value }) => decodeResult(value)).filter(({ deliveryId }) => deliveryId !== noDelivery);
    if (told.length > 0 && left-- > 0) return Promise.reject(new Error('no leader'));
    results.push(...told);
    return Promise.resolve(records.map(() => ({ partition: 0, offset: 0n, appendedAt: Date.now() })));
  };
  const connectors = [...(sink ? [['c', connector] as const] : []), ...others];
  const stations = new Map(connectors.map(([name, one]) => [name, { ...stationOf(one), paused }] as const));
  const log = { warn: (_: object, text: string) => void words.push(text) };
  const clocks = { now: () => new Date(Date.now() + aheadMs), elapsedMs: () => performance.now() };
  const zone = new Zone({ zone: 'z', stations, producer: { send }, ...clocks, stop: give.signal, log });
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

const noDelivery = '00000000-0000-0000-0000-000000000000';

const record = (attempt = 1, leaseMs = 30_000, deliveryId = 'd', connector = 'c'): Uint8Array => {
  const out: OutgoingRecord = {
    ...{ deliveryId, messageId: 'm', connector, subject: 's', attempt, leaseUntil: new Date(Date.now() + leaseMs) },
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
    return { ...scene({ repeat: 'unsafe', deliver: () => Promise.resolve((sent++, proof)) }, { mayClaim }), sent: () => sent };
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

const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe.each(['safe', 'unsafe'] as const)('a zone whose clock is wrong, %s counterpart', (repeat) => {
  it.each([
    [120_000, 'ahead'],
    [-120_000, 'behind'],
  ])('%d ms: delivers what is in its lease, and nothing else', async (aheadMs) => {
    let sent = 0;
    const { handle, results, claims } = scene({ repeat, deliver: () => Promise.resolve((sent++, proof)) }, { aheadMs });
    await Promise.all([handle(record(1, -10_000, 'late')), handle(record(1, 20_000, 'in time'))]);
    await handle(record(1, -10_000, 'late too'));
    expect(results).toMatchObject([{ deliveryId: 'in time', outcome: 'delivered' }]);
    expect({ sent, claims: claims() }).toEqual({ sent: 1, claims: repeat === 'safe' ? 0 : 1 });
    expect(Math.abs((results[0]?.at.getTime() ?? 0) - Date.now())).toBeLessThan(5_000);
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

  it('listens to its one stop signal once, whatever is under way', async () => {
    const { handle, results, give } = scene({ deliver: slow().deliver });
    const all = Array.from({ length: atOnce }, (_, i) => handle(record(1, 30_000, `d${i}`)));
    await quiet();
    expect(getEventListeners(give.signal, 'abort')).toHaveLength(1);
    give.abort();
    await Promise.all(all);
    expect(results).toHaveLength(atOnce);
  });

  it('is held up by a slow counterpart for the deliveries of that one only', async () => {
    const { deliver, calls } = slow();
    const quick: Connector = {
      sink: { repeat: 'safe', deliver: () => Promise.resolve(proof) },
      ...{ check: () => Promise.resolve([]), close: () => Promise.resolve() },
    };
    const { handle, results, give } = scene({ deliver }, { others: [['quick', quick]] });
    const held = Array.from({ length: 100 }, (_, i) => handle(record(1, 30_000, `d${i}`)));
    await quiet();
    expect(calls()).toBe(atOnce);
    await handle(record(1, 30_000, 'q', 'quick'));
    expect(results).toMatchObject([{ deliveryId: 'q', outcome: 'delivered' }]);
    give.abort();
    const ends = await Promise.allSettled(held);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(atOnce);
    expect(calls()).toBe(atOnce);
  });

  it('sends the result again, never the delivery, when Kafka does not take it', async () => {
    let calls = 0;
    const { handle, results } = scene({ deliver: () => Promise.resolve((calls++, proof)) }, { failedSends: 2 });
    await handle(record());
    expect({ calls, outcomes: results.map(({ outcome }) => outcome) }).toEqual({ calls: 1, outcomes: ['delivered'] });
  });

  it('leaves what comes while its connector is paused to be sent again, and counts nothing', async () => {
    const { deliver, calls } = slow();
    const { handle, results, words } = scene({ deliver }, { paused: true });
    await handle(record());
    expect({ calls: calls(), results, words: words.length }).toEqual({ calls: 0, results: [], words: 1 });
  });

  it('lets the core try again with a connector that it does not know yet', async () => {
    const { handle, results } = scene();
    await handle(record());
    expect(results).toMatchObject([{ outcome: 'again', code: 'route.missing' }]);
  });
});
