import type { Fault } from '../model';
import { promised } from './support/promised';

/** No core at all: what is handed in is taken in, and decided when one comes back. */
export const intakeWithoutCores: Fault = {
  name: 'no-core',
  title: { vi: 'không còn lõi nào', en: 'no core is left' },
  async strike({ town, load }) {
    await load.until(5);
    const cores = [town.role('core'), town.role('core:2')];
    await Promise.all(cores.map((core) => core.hold()));
    const { ledger } = town.outside;
    const before = ledger.answers.length;
    const findings = await promised('intake stays open without a core', 'stuck', () => ledger.answers.length > before + 5);
    for (const core of cores) core.release();
    await town.ready();
    return findings;
  },
};
