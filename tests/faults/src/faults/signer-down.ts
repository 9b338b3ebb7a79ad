import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../model';
import { readCheckpoint } from '../check/checkpoints';
import { becomes, broken, promised } from './support/promised';

/** The key that seals cannot be had: what comes in is kept, nothing is sent, and with the key everything goes on. */
export const signerDown: Fault = {
  name: 'signer-down',
  title: { vi: 'khóa ký niêm phong không dùng được', en: 'the sealing key cannot be used' },
  async strike({ town, load }) {
    await load.until(10);
    const key = join(town.data, 'sandbox', 'pki', 'hub.p12');
    const cores = [town.role('core'), town.role('core:2')];
    await rename(key, `${key}.away`);
    await Promise.all(cores.map((core) => core.kill()));
    const ends = cores.map((core) => core.ends.length);
    const { ledger } = town.outside;
    const before = { taken: ledger.answers.length, published: await sealed(town.data) };
    const stays = await promised('intake stays open without the sealing key', 'stuck', () => ledger.answers.length > before.taken + 5);
    const refuses = await promised('a core without its key ends with a code', 'unverifiable', () =>
      cores.every((core, i) => typeof core.ends[ends[i] ?? 0] === 'number' && core.ends[ends[i] ?? 0] !== 0),
    );
    const sent = await becomes(async () => (await sealed(town.data)) !== before.published, 500);
    await rename(`${key}.away`, key);
    await town.ready();
    return [...stays, ...refuses, ...(sent ? [broken('nothing is published without the sealing key', 'unverifiable')] : [])];
  },
};

const sealed = async (data: string): Promise<number> => (await readCheckpoint(data))?.size ?? 0;
