import { serve, type Serving } from '../http/server';
import { startControl } from './control';
import { Mood } from './mood';
import { weatherMoods, weatherOf } from './weather';

let mood: Mood;
let standIn: Serving;
let control: Serving;
beforeEach(async () => {
  mood = new Mood([...weatherMoods, 'grumpy'], { backlog: 'it is never away' });
  standIn = await serve({
    port: 0,
    host: '127.0.0.1',
    limit: 100,
    behaviour: (path) => weatherOf(mood, path),
    handle: () => Promise.resolve({ status: 200, body: 'good' }),
    slowMs: 200,
  });
  control = await startControl({ port: 0, moods: { axis: mood } });
});
afterEach(async () => {
  await standIn.stop();
  await control.stop();
});

const tell = async (spell: unknown, name = 'axis'): Promise<number> =>
  (await fetch(`${control.url}/${name}`, { method: 'PUT', body: JSON.stringify(spell) })).status;
const ask = async (path = '/a'): Promise<string> => {
  const answer = await fetch(standIn.url + path, { redirect: 'manual', signal: AbortSignal.timeout(1_000) });
  return `${answer.status} ${(await answer.text()).slice(0, 15)}`;
};

describe('the mood of a stand-in', () => {
  it.each<[string, string | RegExp]>([
    ['error500', /^500 \{/],
    ['error503', /^503 \{/],
    ['html', '200 <!DOCTYPE html>'],
    ['empty', '200 '],
    ['redirect', '302 '],
    ['slow', '200 good'],
    ['grumpy', '200 good'],
  ])('%s is an answer', async (name, answer) => {
    expect(await tell({ mood: name })).toBe(200);
    const began = performance.now();
    expect(await ask()).toEqual(expect.stringMatching(answer));
    if (name === 'slow') expect(performance.now() - began).toBeGreaterThan(180);
  });

  it.each(['silent', 'lost-answer', 'cut'])('%s is none', async (name) => {
    expect(await tell({ mood: name, calls: 1 })).toBe(200);
    await expect(ask()).rejects.toThrow();
    expect(await ask()).toBe('200 good');
  });

  it('lasts for so many calls of a path, or until told otherwise', async () => {
    await tell({ mood: 'empty', path: '/a', calls: 2 });
    const answers = [await ask('/b'), await ask(), await ask(), await ask()];
    expect(answers).toEqual(['200 good', '200 ', '200 ', '200 good']);
    await tell({ mood: 'empty' });
    for (let i = 0; i < 3; i++) expect(await ask()).toBe('200 ');
    expect(await (await fetch(control.url)).json()).toMatchObject({
      axis: {
        mood: 'empty',
        known: expect.arrayContaining(['ok', 'grumpy']) as unknown,
        struck: 3,
        meaningless: { backlog: 'it is never away' },
      },
    });
    await tell({ mood: 'ok' });
    expect(await ask()).toBe('200 good');
  });

  it('is not changed by nonsense, nor by what means nothing for it', async () => {
    const answer = await fetch(`${control.url}/axis`, { method: 'PUT', body: '{"mood":"backlog"}' });
    expect([answer.status, await answer.json()]).toEqual([400, { code: 'mood.meaningless', message: 'it is never away' }]);
    for (const spell of [{ mood: 'sad' }, { mood: 'empty', calls: 0 }, { mood: 'empty', for: 3 }, [], 'empty'])
      expect(await tell(spell)).toBe(400);
    expect(await tell({ mood: 'empty' }, 'nobody')).toBe(404);
    expect(await ask()).toBe('200 good');
  });
});
