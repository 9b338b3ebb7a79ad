import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint } from '../check/checkpoints';
import type { Fault } from '../model';
import { promised } from './support/promised';

/** The published log is gone: it is published again out of the ledger, and goes on where it was. */
export const tilesLost: Fault = {
  name: 'tiles-lost',
  title: { vi: 'thư mục nhật ký công khai bị mất', en: "the published log's folder is lost" },
  async strike({ town, load }) {
    await load.until(10);
    const before = (await readCheckpoint(town.data))?.size ?? 0;
    await rename(join(town.data, 'log'), join(town.dir, `log.lost-${before}`)); // a long run loses it again
    return promised('the log is published again', 'unverifiable', async () => ((await readCheckpoint(town.data))?.size ?? 0) >= before);
  },
};
