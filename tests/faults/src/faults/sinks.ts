import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Sentence } from '../model';
import { deliveredBy } from './support/counts';
import { promised } from './support/promised';

/** One counterpart misbehaves, then the other, then both; while one does, the other is served. */
const misbehaving = (name: string, mood: string, title: Sentence): Fault => ({
  name,
  title,
  async strike({ town, load, length, random }) {
    const lasts = length === 'short' ? 3_000 : 12_000;
    await load.until(random.int(1, 10));
    town.portal.mood.set({ mood });
    const before = await deliveredBy(town, 'one-stop');
    const served = promised('the other counterpart is served', 'stuck', async () => (await deliveredBy(town, 'one-stop')) > before);
    const [findings] = await Promise.all([served, sleep(lasts)]);
    town.oneStop.mood.set({ mood });
    await sleep(lasts);
    town.portal.mood.set({ mood: 'ok' });
    await sleep(lasts / 2);
    town.oneStop.mood.set({ mood: 'ok' });
    return findings;
  },
});

/** What only one of the two can do: the portal forgets its sessions, one-stop asks to come later. */
const asking: Fault = {
  name: 'sink-busy',
  title: { vi: 'cổng quên phiên đăng nhập, một cửa trả 503', en: 'the portal forgets its sessions, one-stop answers 503' },
  async strike({ town, load }) {
    await load.until(5);
    town.oneStop.mood.set({ mood: 'error503' });
    for (let i = 0; i < 5; i++) {
      town.portal.mood.set({ mood: 'session-expired', calls: 1 });
      await sleep(400);
    }
    town.oneStop.mood.set({ mood: 'ok' });
    return [];
  },
};

export const sinks: readonly Fault[] = [
  misbehaving('sink-slow', 'slow', { vi: 'bên nhận trả lời sau 3 giây', en: 'counterparts answer after 3 s' }),
  misbehaving('sink-500', 'error500', { vi: 'bên nhận trả lời 500', en: 'counterparts answer 500' }),
  misbehaving('sink-silent', 'silent', { vi: 'bên nhận không trả lời', en: 'counterparts never answer' }),
  misbehaving('sink-cut', 'lost-answer', { vi: 'kết nối đứt giữa câu trả lời', en: 'the connection is cut in mid-answer' }),
  asking,
];
