import { readCheckpoint } from '../check/checkpoints';
import type { Fault } from '../model';
import { arm } from '../variants/arm';
import { recorded } from './support/counts';
import { becomes, broken, needed, promised } from './support/promised';

const cores = ['core', 'core:2'] as const;

/** Signing never ends, in whichever core holds the log: what comes in is recorded, nothing is published, and afterwards it goes on. */
export const signerSilent: Fault = {
  name: 'signer-silent',
  title: { vi: 'việc ký niêm phong không bao giờ xong', en: 'signing a seal never ends' },
  needs: { variant: 'crash-points' },
  async strike({ town, length }) {
    const armed = await Promise.all(cores.map((core) => arm(town, core, '8-seal-numbered', 'hold')));
    try {
      // the second core takes the log over when the lease of the first one ends
      await needed(
        'both cores hang while they sign',
        async () => (await Promise.all(armed.map((one) => one.reached()))).every(Boolean),
        90_000,
      );
      const before = { recorded: await recorded(town), published: (await readCheckpoint(town.data))?.size };
      const findings = await promised(
        'recording goes on without a signature',
        'stuck',
        async () => (await recorded(town)) > before.recorded + 5,
      );
      const lasts = length === 'short' ? 1_000 : 20_000;
      const published = await becomes(async () => (await readCheckpoint(town.data))?.size !== before.published, lasts);
      return published ? [...findings, broken('nothing is published without a signature', 'unverifiable')] : findings;
    } finally {
      await Promise.all(armed.map((one) => one.disarm()));
    }
  },
};
