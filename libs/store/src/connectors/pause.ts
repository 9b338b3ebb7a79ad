import type { Pool } from 'pg';
import { type ActContext, writeAct } from '../admin/acts';
import { transact } from '../pool';

/** From now on nothing is released for the connector, and its zone is told to take nothing in; or the end of that. `undefined`: no such connector. */
export function pauseConnector(pool: Pool, connector: string, paused: boolean, act: ActContext): Promise<{ changed: boolean } | undefined> {
  return transact(pool, async (db) => {
    const { rows } = await db.query<{ paused: boolean }>(
      'SELECT paused FROM connector_order WHERE connector = $1 AND NOT removed FOR UPDATE',
      [connector],
    );
    const [found] = rows;
    if (found === undefined) return undefined;
    if (found.paused === paused) return { changed: false };
    await db.query('UPDATE connector_order SET paused = $2, revision = revision + 1 WHERE connector = $1', [connector, paused]);
    await writeAct(db, { ...act, what: paused ? 'connector.pause' : 'connector.resume', target: connector });
    return { changed: true };
  });
}
