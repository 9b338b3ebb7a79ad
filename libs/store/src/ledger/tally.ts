import type { PoolClient } from 'pg';
import { insertRows } from '../sql/rows';

export interface Count {
  readonly connector: string;
  readonly outcome: string;
  readonly code: string;
}

/** Figures for people, a row a day and process: never a scan of the ledger, never a row that two processes wait for. */
export async function addTally(db: PoolClient, worker: string, at: Date, counts: readonly Count[]): Promise<void> {
  const sums = new Map<string, { key: Count; n: number }>();
  for (const key of counts) {
    const name = `${key.connector}|${key.outcome}|${key.code}`;
    sums.set(name, { key, n: (sums.get(name)?.n ?? 0) + 1 });
  }
  // one order for everybody, so that two batches of one process cannot wait for each other
  const rows = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await insertRows(
    db,
    'tally',
    {
      day: ['date', rows.map(() => hanoiDay(at))],
      worker: ['text', rows.map(() => worker)],
      connector: ['text', rows.map((r) => r.key.connector)],
      outcome: ['text', rows.map((r) => r.key.outcome)],
      code: ['text', rows.map((r) => r.key.code)],
      n: ['bigint', rows.map((r) => r.n)],
    },
    'ON CONFLICT (day, worker, connector, outcome, code) DO UPDATE SET n = tally.n + excluded.n',
  );
}

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });
/** The day a count belongs to: the city's, not UTC's. */
export const hanoiDay = (at: Date): string => dayFormat.format(at);
