import { readCheckpoint } from '../check/checkpoints';
import type { Fault } from '../model';
import { copyOf } from '../town/copy';
import { loudEnd } from './support/loud-end';
import { becomes, broken } from './support/promised';

/** PostgreSQL is yesterday's, the published log today's: nothing may be signed. With the right database everything goes on. */
export const postgresRestored: Fault = {
  name: 'postgres-restored',
  title: { vi: 'PostgreSQL được phục hồi từ bản sao cũ', en: 'PostgreSQL is restored from an earlier copy' },
  async strike({ town, load, length }) {
    const { postgres, data } = town;
    await postgres.stop();
    const earlier = await copyOf(postgres.dir, 'earlier');
    await postgres.start();
    await load.until(60);
    await postgres.kill();
    const right = await copyOf(postgres.dir, 'right');
    const published = await readCheckpoint(data);
    const end = await loudEnd(town, /evidence\.(older|forked)-tree/);
    await earlier.putBack();
    await postgres.start();
    const refused = await end.seen(60_000);
    const signed = await becomes(async () => (await readCheckpoint(data))?.root !== published?.root, length === 'short' ? 2_000 : 8_000);
    await postgres.kill();
    await right.putBack();
    await postgres.start();
    await town.ready();
    return [
      ...(refused ? [] : [broken('a core ends loudly instead of signing an older tree', 'unverifiable')]),
      ...(signed ? [broken('nothing is signed over an older database', 'unverifiable')] : []),
    ];
  },
};
