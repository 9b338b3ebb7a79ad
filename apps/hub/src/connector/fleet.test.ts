import type { Connector, Source } from '@lienthong/adapter-kit';
import type { ConnectorRead } from '@lienthong/config';
import type { ConnectorOrder, ConnectorReport } from '@lienthong/message';
import { Fleet } from './fleet';

const quiet = (ms = 10): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const readOf = (name: string, text: string): ConnectorRead => {
  const delivery = { concurrency: 4, rate: undefined };
  const config = { name, adapter: 'x', zone: 'z', parties: ['A'], delivery, maintenance: [], config: text };
  return { file: { name, zone: 'z', text, digest: text }, config };
};

const order = (revision: number, text: string, change: Partial<ConnectorOrder> = {}): ConnectorOrder => ({
  ...{ revision, version: revision, paused: false, removed: false, text },
  ...change,
});

/** Settings that begin with `bad` cannot be read, those with `broken` make no connector. */
function scene() {
  const [events, reports]: [string[], ConnectorReport[]] = [[], []];
  const create = ({ config }: ConnectorRead['config']): Connector => {
    const text = String(config);
    if (text.startsWith('broken')) throw new Error('no connector of that');
    events.push(`made ${text}`);
    const source: Source = {
      run: async (_, stop) => {
        events.push(`open ${text}`);
        await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
        events.push(`shut ${text}`);
      },
    };
    return { source, check: () => Promise.resolve([]), close: () => Promise.resolve(void events.push(`closed ${text}`)) };
  };
  const fleet = new Fleet({
    create,
    run: (_, source, stop) => source.run(() => Promise.reject(new Error('nothing comes in')), stop),
    read: (name, text) => {
      if (text.startsWith('bad')) throw new Error('unreadable');
      return readOf(name, text);
    },
    report: (report) => void reports.push(report),
    log: { info: () => undefined, error: () => undefined },
  });
  return { fleet, reports, events: () => events.splice(0) };
}

describe('the connectors of a zone', () => {
  it('lets what is under way end before the old one closes, and keeps what comes then for the new one', async () => {
    const { fleet, events, reports } = scene();
    fleet.begin({ name: 'c', zone: 'z', text: 'one', digest: 'one' });
    expect(events()).toEqual(['made one', 'open one']);
    const old = fleet.get('c')?.connector;
    const end = await fleet.get('c')?.turns.take();
    const swapped = fleet.obey('c', order(1, 'two'));
    await quiet();
    let later: Connector | undefined;
    void fleet
      .get('c')
      ?.turns.take()
      .then(() => (later = fleet.get('c')?.connector));
    await quiet();
    expect({ events: events(), later }).toEqual({ events: ['shut one'], later: undefined });
    end?.();
    await swapped;
    await quiet();
    expect(events()).toEqual(['closed one', 'made two', 'open two']);
    expect(later).toBe(fleet.get('c')?.connector);
    expect(later).not.toBe(old);
    expect(reports).toEqual([{ connector: 'c', revision: 1, state: 'running', problem: '' }]);
  });

  it('obeys orders one after the other, never an older one, and does nothing for the same settings', async () => {
    const { fleet, events, reports } = scene();
    await Promise.all([fleet.obey('c', order(2, 'two')), fleet.obey('c', order(1, 'one')), fleet.obey('c', order(3, 'two'))]);
    expect(events()).toEqual(['made two', 'open two']);
    expect(reports.map(({ revision, state }) => `${revision} ${state}`)).toEqual(['2 running', '3 running']);
  });

  it('pauses, resumes and removes', async () => {
    const { fleet, events, reports } = scene();
    await fleet.obey('c', order(1, 'one'));
    await fleet.obey('c', order(2, 'one', { paused: true }));
    expect(fleet.get('c')?.paused).toBe(true);
    await fleet.obey('c', order(3, 'one'));
    expect(fleet.get('c')?.paused).toBe(false);
    await fleet.obey('c', order(4, 'one', { removed: true }));
    expect(fleet.get('c')).toBeUndefined();
    expect(events()).toEqual(['made one', 'open one', 'shut one', 'open one', 'shut one', 'closed one']);
    expect(reports.map(({ state }) => state)).toEqual(['running', 'paused', 'running', 'removed']);
  });

  it.each(['bad', 'broken'])('goes on with the old settings when it is ordered %s ones, and says so', async (text) => {
    const { fleet, reports } = scene();
    await fleet.obey('c', order(1, 'one'));
    await fleet.obey('c', order(2, text));
    expect(reports[1]).toMatchObject({ revision: 2, state: 'refused', problem: expect.stringMatching(/hub\.defect/) as string });
    expect(fleet.get('c')).toMatchObject({ paused: false });
    const end = await fleet.get('c')?.turns.take();
    expect(end).toBeDefined();
    await fleet.obey('other', order(1, text));
    expect(fleet.get('other')).toBeUndefined();
  });
});
