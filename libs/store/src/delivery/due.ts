import type { PoolClient } from 'pg';

/**
 * Deliveries of the messages whose leaves, from `from` (inclusive) to `to` (exclusive), are sealed now. Until then they are due never,
 * so that whoever looks for work reads none of them, however many wait for a seal.
 */
export async function makeDue(db: PoolClient, from: number, to: number): Promise<void> {
  await db.query({
    name: 'make-due',
    text: `UPDATE delivery d SET due_at = clock_timestamp() FROM leaf l
           WHERE l.index >= $1 AND l.index < $2 AND l.kind = 'recorded' AND d.message = l.message AND d.due_at = 'infinity'`,
    values: [from, to],
  });
}
