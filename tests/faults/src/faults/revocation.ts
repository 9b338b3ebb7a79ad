import type { Spell } from '@lienthong/sandbox';
import type { Fault, Town } from '../model';
import { parkedFor, recorded } from './support/counts';
import { needed, promised } from './support/promised';

/** What a core knows of certificates it keeps for up to an hour: new processes know nothing. */
async function withoutMemory(town: Town, spell: Spell): Promise<void> {
  town.authority.mood.set(spell);
  await Promise.all([town.role('core').kill(), town.role('core:2').kill()]);
  await town.ready();
}

const unreachable = (name: string, mood: string): Fault => ({
  name,
  title: {
    vi: `OCSP và CRL ${mood === 'error500' ? 'trả lỗi' : 'im lặng'}`,
    en: `OCSP and CRL ${mood === 'error500' ? 'answer 500' : 'are silent'}`,
  },
  async strike({ town, load }) {
    await load.until(5);
    await withoutMemory(town, { mood });
    const before = await recorded(town);
    await needed('messages that wait for a revocation status', async () => (await parkedFor(town, 'revocation.unavailable')) > 5);
    const after = await recorded(town);
    town.authority.mood.set({ mood: 'ok' });
    const findings = await promised(
      'they go on by themselves',
      'stuck',
      async () => (await parkedFor(town, 'revocation.unavailable')) === 0,
      60_000,
    );
    const judged = after - before;
    return judged === 0
      ? findings
      : [
          ...findings,
          { figure: 'phantom', n: 0, what: `${judged} messages were recorded although nobody could tell whether they were revoked` },
        ];
  },
});

/** Without OCSP the revocation lists tell. */
const onlyLists: Fault = {
  name: 'ocsp-down',
  title: { vi: 'OCSP hỏng, CRL vẫn còn', en: 'OCSP is down, CRLs are not' },
  async strike({ town, load }) {
    await load.until(5);
    await withoutMemory(town, { mood: 'error500', path: 'ocsp' });
    const before = await recorded(town);
    const findings = await promised(
      'revocation lists stand in for OCSP',
      'stuck',
      async () => (await recorded(town)) > before + 10,
      60_000,
    );
    town.authority.mood.set({ mood: 'ok' });
    return findings;
  },
};

/** Nothing on the way needs a time stamp. */
const noTimeStamps: Fault = {
  name: 'tsa-down',
  title: { vi: 'máy chủ dấu thời gian hỏng', en: 'the time-stamping authority is down' },
  async strike({ town, load }) {
    await load.until(5);
    await withoutMemory(town, { mood: 'error500', path: 'tsa' });
    const before = await recorded(town);
    const findings = await promised(
      'nothing on the way needs a time stamp',
      'stuck',
      async () => (await recorded(town)) > before + 10,
      60_000,
    );
    town.authority.mood.set({ mood: 'ok' });
    return findings;
  },
};

export const revocation: readonly Fault[] = [
  unreachable('revocation-error', 'error500'),
  unreachable('revocation-silent', 'silent'),
  onlyLists,
  noTimeStamps,
];
