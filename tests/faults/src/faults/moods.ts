import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Blow, Fault, Sentence } from '../model';
import { applied } from './support/applied';
import { moodOf, tell } from './support/mood';
import { needed } from './support/promised';

type StandIn = 'portal' | 'one-stop' | 'authority';

const standIns: Readonly<Record<StandIn, Sentence>> = {
  portal: { vi: 'cổng', en: 'the portal' },
  'one-stop': { vi: 'một cửa', en: 'one-stop' },
  authority: { vi: 'OCSP, CRL và dấu thời gian', en: 'OCSP, CRL and time stamping' },
};

const moods = {
  slow: { vi: 'chậm', en: 'slow' },
  cut: { vi: 'đứt giữa câu trả lời', en: 'cuts connections in mid-answer' },
  error500: { vi: 'trả 500', en: 'answers 500' },
  html: { vi: 'trả trang HTML', en: 'answers with a page' },
  empty: { vi: 'trả lời rỗng', en: 'answers with nothing' },
  'ok-with-error': { vi: 'trả 200 kèm lỗi', en: 'answers 200 with an error' },
  'session-expired': { vi: 'phiên hết hạn', en: 'lets sessions expire' },
  repeat: { vi: 'lặp lại', en: 'repeats itself' },
  reorder: { vi: 'đảo thứ tự', en: 'changes the order' },
  'half-file': { vi: 'trả nửa tệp', en: 'gives half a file' },
  'rotate-certificate': { vi: 'đổi chứng thư', en: 'changes its certificate' },
  backlog: { vi: 'vắng mặt rồi trở lại với mọi thứ cùng lúc', en: 'is away, then comes with everything at once' },
} as const satisfies Readonly<Record<string, Sentence>>;

type Mood = keyof typeof moods;

const all = Object.keys(moods) as Mood[];
const notOfAuthorities: readonly Mood[] = ['session-expired', 'reorder', 'backlog'];

/** Under load, for a while, and until it was met: then the comparison from outside judges what became of everything. */
const bad = (who: StandIn, mood: Mood): Fault => ({
  name: `${who}-${mood}`,
  title: { vi: `${standIns[who].vi}: ${moods[mood].vi}`, en: `${standIns[who].en} ${moods[mood].en}` },
  group: `moods of ${who}`,
  async strike(blow) {
    const { town, load, length } = blow;
    await load.until(5);
    const end = mood === 'rotate-certificate' && who !== 'authority' ? await announced(blow, who) : undefined;
    await tell(town, who, { mood });
    // what a core knows of certificates it keeps for up to an hour: new processes know nothing
    if (who === 'authority') await Promise.all([town.role('core').kill(), town.role('core:2').kill()]);
    await sleep(length === 'short' ? 2_000 : 8_000);
    await needed(`a call that meets ${mood}`, async () => (await moodOf(town, who)).struck > 0);
    await tell(town, who, { mood: 'ok' });
    await town.ready();
    await end?.();
    return [];
  },
});

/** Its next certificate is bound in the directory before it is used, and stays so until all that was signed with it is decided. */
async function announced({ town, load, settled }: Blow, who: 'portal' | 'one-stop'): Promise<() => Promise<void>> {
  const file = join(town.config, 'parties', 'city.yaml');
  const before = await readFile(file, 'utf8');
  const line = new RegExp(`^ +- \\{ file: '[^']*/${who}\\.pem'.*\\}\n`, 'm');
  await writeFile(
    file,
    before.replace(line, (bound) => bound + bound.replace(`${who}.pem`, `${who}-next.pem`)),
  );
  await applied(town);
  return async () => {
    await load.pause();
    await settled();
    await writeFile(file, before);
    await applied(town);
  };
}

const table: readonly (readonly [StandIn, readonly Mood[]])[] = [
  ['portal', all],
  ['one-stop', all],
  ['authority', all.filter((mood) => !notOfAuthorities.includes(mood))],
];

/** Every mood of every stand-in with which the city's messages have to do. */
export const badDays: readonly Fault[] = table.flatMap(([who, its]) => its.map((mood) => bad(who, mood)));
