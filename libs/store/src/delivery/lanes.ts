import type { PoolClient } from 'pg';
import { arraysOf } from '../sql/array';
import { together } from '../sql/together';

/** One settled delivery a mention: the next of each lane becomes its head. The lane's row is locked first, as in enqueueing. */
export async function freeLanes(db: PoolClient, settled: readonly string[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const lane of settled) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  if (counts.size === 0) return;
  const lanes = [...counts.keys()].sort();
  const locked = db.query({
    name: 'lock-lanes',
    text: 'SELECT FROM out_lane WHERE lane = ANY($1::text[]) ORDER BY lane FOR UPDATE',
    values: arraysOf(['text', lanes]),
  });
  const freed = db.query({
    name: 'free-lanes',
    text: 'UPDATE out_lane l SET waiting = l.waiting - s.n FROM unnest($1::text[], $2::int[]) AS s(lane, n) WHERE l.lane = s.lane',
    values: arraysOf(['text', lanes], ['int', lanes.map((lane) => counts.get(lane))]),
  });
  const headed = db.query({
    name: 'next-heads',
    text: `
      UPDATE delivery d SET head = true FROM unnest($1::text[]) AS s(lane)
      WHERE d.lane = s.lane AND NOT d.head AND d.state IN ('waiting', 'released', 'parked')
        AND d.seq = (SELECT min(seq) FROM delivery WHERE lane = s.lane AND state IN ('waiting', 'released', 'parked'))`,
    values: arraysOf(['text', lanes]),
  });
  await together(locked, freed, headed);
}
