/// <reference types="jest" />
import { Failure } from '@lienthong/message';
import type { Adapter, Connector, Delivery } from '../contract';
import { acknowledgement } from './contract-source';
import type { AdapterSamples, Behaviour, Counterpart } from './samples';
import type { Tools } from '../tools';
import { testTools } from './tools';

/** `deliver`, `check` and `close` against a stand-in that behaves well and badly. */
export function describeSink<Config>(adapter: Adapter<Config>, samples: AdapterSamples<Config>): void {
  const never = new AbortController().signal;
  let counterpart: Counterpart<Config>;
  let connector: Connector;
  let tools: Tools;
  let stop: AbortController;
  const running: Promise<void>[] = [];
  const create = (config: Config, own: Tools): Connector => {
    const created = adapter.create(config, own);
    if (samples.answers && created.source) running.push(created.source.run(() => Promise.resolve(acknowledgement), stop.signal));
    return created;
  };

  beforeEach(async () => {
    stop = new AbortController();
    counterpart = await samples.counterpart();
    tools = testTools({ ...counterpart, timeoutMs: 1_500 });
    connector = create(counterpart.config, tools);
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(running.splice(0));
    await connector.close();
    await tools.http.close();
    await counterpart.close();
  });

  const attempt = async (attemptNumber = 1, of = connector): Promise<string> => {
    try {
      const proof = await of.sink?.deliver(delivery(attemptNumber), never);
      expect(proof?.digest).toHaveLength(32);
      expect(proof?.words.length).toBeLessThanOrEqual(200);
      return 'delivered';
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      expect(failure.code).toMatch(/^delivery\./);
      return failure.kind;
    }
  };
  const delivery = (attemptNumber: number): Delivery => {
    const [sample] = samples.renderable;
    const rendered = sample && adapter.render(sample.message, samples.config);
    if (!rendered) throw new Error('the first renderable sample must have a rendering');
    const subject = sample.message.envelope.subject;
    return {
      ...rendered,
      deliveryId: '00000000-0000-4000-8000-000000000001',
      messageId: '00000000-0000-4000-8000-000000000002',
      subject,
      attempt: attemptNumber,
    };
  };

  it('delivers once, and a repeat keeps its promise', async () => {
    expect(await attempt()).toBe('delivered');
    expect(counterpart.effects()).toBe(1);
    if (connector.sink?.repeat === 'safe') {
      expect(await attempt(2)).toBe('delivered');
      expect(counterpart.effects()).toBe(1);
    }
    if (connector.sink?.repeat === 'lookup') expect((await connector.sink.find?.(delivery(1).deliveryId))?.digest).toHaveLength(32);
  });

  it.each<[Behaviour, readonly string[]]>([
    ['fails', ['transient']],
    ['refuses', ['permanent']],
    ['cuts', ['ambiguous']],
    ['silent', ['ambiguous']],
  ])('a counterpart that %s gives %j, and is served when it is well again', async (behaviour, kinds) => {
    counterpart.behave(behaviour);
    const kind = await attempt();
    expect(kinds).toContain(kind);
    counterpart.behave('takes');
    if (kind === 'transient' || connector.sink?.repeat === 'safe') {
      expect(await attempt(2)).toBe('delivered');
      expect(counterpart.effects()).toBe(1);
    }
  });

  it('says "again" when nobody listens', async () => {
    const { config, ...tools } = await samples.dead();
    const lonely = create(config, testTools({ ...tools, timeoutMs: 1_500 }));
    expect(await attempt(1, lonely)).toBe('transient');
    await lonely.close();
  });

  it('checks the connection and never throws', async () => {
    const good = await connector.check();
    expect(good.length).toBeGreaterThan(0);
    expect(good.filter(({ ok }) => !ok)).toEqual([]);
    expect(counterpart.effects()).toBe(0);
    const { config, allow } = await samples.dead();
    const lonely = adapter.create(config, testTools({ allow, timeoutMs: 1_500 }));
    const bad = await lonely.check();
    expect(bad.some(({ ok, words }) => !ok && words.vi && words.en)).toBe(true);
    await lonely.close();
  });

  it('closes twice, and has the sides that it claims', async () => {
    expect([connector.source && 'source', connector.sink && 'sink'].filter(Boolean)).toEqual(samples.sides);
    await connector.close();
    await connector.close();
  });
}
