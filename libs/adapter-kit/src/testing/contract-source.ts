/// <reference types="jest" />
import type { Acknowledgement, RawMessage } from '@lienthong/message';
import type { Adapter, Connector } from '../contract';
import type { AdapterSamples, Counterpart, Offering } from './samples';
import type { Tools } from '../tools';
import { testTools } from './tools';

type Submitted = Omit<RawMessage, 'connector'>;

export const acknowledgement: Acknowledgement = {
  digest: '0'.repeat(64),
  position: { topic: 'in.test', partition: 0, offset: '0' },
  durability: 'fsync',
};

/** `run`: nobody is told that a message is stored before it is. */
export function describeSource<Config>(adapter: Adapter<Config>, samples: AdapterSamples<Config>): void {
  let counterpart: Counterpart<Config> & Partial<Offering>;
  let connector: Connector;
  let tools: Tools;
  let stop: AbortController;
  let running: Promise<void> | undefined;

  beforeEach(async () => {
    counterpart = await samples.counterpart();
    tools = testTools({ ...counterpart, timeoutMs: 2_000 });
    connector = adapter.create(counterpart.config, tools);
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await running;
    await connector.close();
    await tools.http.close();
    await counterpart.close();
  });

  const start = (submit: (raw: Submitted) => Promise<Acknowledgement>) => {
    running = connector.source?.run(submit, stop.signal);
  };

  it('tells the outside system only after the message is durable', async () => {
    let durable: (value: Acknowledgement) => void = () => undefined;
    const submitted: Submitted[] = [];
    start((raw) => {
      submitted.push(raw);
      return new Promise((resolve) => (durable = resolve));
    });
    await counterpart.offer?.();
    await until(() => submitted.length > 0);
    await quiet();
    expect(counterpart.told?.()).toBe(0);
    durable(acknowledgement);
    await until(() => counterpart.told?.() === 1);
    expect(submitted.map((raw) => adapter.read({ ...raw, connector: 'test' }).envelope.id)).toEqual([expect.stringMatching(/./)]);
  });

  it('tells nothing when the message could not be stored', async () => {
    let attempts = 0;
    start(() => {
      attempts++;
      return Promise.reject(new Error('the transport is away'));
    });
    await counterpart.offer?.();
    await until(() => attempts > 0);
    await quiet();
    expect(counterpart.told?.()).toBe(0);
  });

  it('ends within two seconds when told to stop', async () => {
    start(() => Promise.resolve(acknowledgement));
    await quiet();
    const began = performance.now();
    stop.abort();
    await running;
    expect(performance.now() - began).toBeLessThan(2_000);
  });
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 150));

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('waited 5 seconds in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
