import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A head that the hub published. */
export interface Published {
  readonly size: number;
  /** Base64. */
  readonly root: string;
}

export interface CheckpointWatch {
  /** In the order in which they were seen. */
  readonly seen: readonly Published[];
  stop(): Promise<void>;
}

/** Looks at the published checkpoint again and again, as anybody could. */
export function watchCheckpoints(data: string, everyMs = 20): CheckpointWatch {
  const seen: Published[] = [];
  const ending = new AbortController();
  const look = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const published = await readCheckpoint(data);
      const last = seen.at(-1);
      if (published && (published.size !== last?.size || published.root !== last.root)) seen.push(published);
      await sleep(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const looking = look();
  return {
    seen,
    stop: () => {
      ending.abort();
      return looking;
    },
  };
}

/** `undefined` while there is none, or its folder is away. The format is C2SP tlog-checkpoint: origin, size, root, one a line. */
export async function readCheckpoint(data: string): Promise<Published | undefined> {
  const note = await readFile(join(data, 'log', 'checkpoint'), 'utf8').catch(() => '');
  const [, size = '', root = ''] = note.split('\n');
  return /^\d+$/.test(size) && root !== '' ? { size: Number(size), root } : undefined;
}
