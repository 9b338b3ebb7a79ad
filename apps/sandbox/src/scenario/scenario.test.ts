import { resolve } from 'node:path';
import type { Assigned } from '../department/model';
import { readCatalogue } from './catalogue';
import { judgeScenario } from './judge';
import { castings } from './model';
import { planScenario, timesOf } from './plan';

const config = resolve(__dirname, '../../../../config');
const now = new Date('2026-11-23T08:00:00Z');
const dueAt = new Date('2026-12-01T10:00:00Z');

describe('the catalogue, read from its files', () => {
  it('has what the city reports: days and papers before its reform and today', async () => {
    const codes = castings.map(({ procedure }) => procedure);
    const found = await readCatalogue(config, codes, now);
    const told = found.map(({ code, before, limitDays, papers }) => [code, before.limitDays, limitDays, before.papers, papers.length]);
    expect(told).toEqual([
      ['1.012753', 52, 20, 9, 4],
      ['1.009896', 30, 20, 3, 2],
      ['3.990001', 14, 7, 3, 1],
      ['3.990002', 14, 7, 3, 1],
      ['2.002043', 3, 3, 4, 3],
      ['1.009994', 20, 15, 3, 2],
    ]);
  });

  it('says so when a procedure is not there', async () => {
    await expect(readCatalogue(config, ['9.999999'], now)).rejects.toMatchObject({ code: 'stage.config' });
  });
});

describe('a scenario', () => {
  const cast = async () => {
    const [entry] = await readCatalogue(config, ['1.012753'], now);
    if (!entry) throw new Error('the catalogue has lost a procedure');
    return planScenario({ seed: 1, number: 7, entry, desk: 'land', ...timesOf(now), dueAt, now });
  };
  const played = async () => {
    const scenario = await cast();
    const { filing, receipt, steps } = scenario;
    const delivered = [filing, receipt[0], ...steps, receipt[1]].map(({ effect }) => effect);
    const assigned: Assigned[] = [{ desk: 'land', deliveryId: 'd', code: scenario.code, body: receipt[1].body }];
    return { scenario, delivered, assigned };
  };

  it('is the same for the same seed, each message another one, signed by whoever sends it', async () => {
    const [one, again] = [await cast(), await cast()];
    expect(again).toEqual(one);
    const all = [one.filing, ...one.receipt, ...one.steps];
    expect(new Set(all.map(({ id }) => id)).size).toBe(6);
    expect(all.map(({ channel }) => channel)).toEqual(['portal', 'one-stop', 'one-stop', 'land', 'land', 'land']);
  });

  it('is complete when every message is where it had to be, in order and in time', async () => {
    const { scenario, delivered, assigned } = await played();
    expect(judgeScenario(scenario, { delivered, assigned })).toMatchObject({ state: 'complete', steps: 6, of: 6, papers: 4 });
  });

  it.each<[string, (traces: Awaited<ReturnType<typeof played>>) => Partial<Awaited<ReturnType<typeof played>>>, string]>([
    ['a step that never came', ({ delivered }) => ({ delivered: delivered.toSpliced(2, 1) }), 'incomplete'],
    ['a department that has nothing', ({ delivered }) => ({ delivered: delivered.slice(0, -1), assigned: [] }), 'incomplete'],
    ['two steps changed', ({ delivered: [a, b, c, d, ...more] }) => ({ delivered: [a, b, d, c, ...more].map(String) }), 'out-of-order'],
    [
      'another department than the right one',
      ({ assigned }) => ({ assigned: assigned.map((one) => ({ ...one, desk: 'water' })) }),
      'papers',
    ],
    ['a day too late', ({ scenario }) => ({ scenario: { ...scenario, dueAt: new Date(now.getTime() - 86_400_000) } }), 'late'],
  ])('with %s is not', async (_, change, state) => {
    const traces = await played();
    const { scenario, ...seen } = { ...traces, ...change(traces) };
    expect(judgeScenario(scenario, seen).state).toBe(state);
  });
});
