import type { PoolClient } from 'pg';

/** Who acts, and why; every act of an administrator is a row. */
export interface ActContext {
  readonly id: string;
  readonly who: string;
  readonly reason: string;
}

export async function writeAct(db: PoolClient, act: ActContext & { readonly what: string; readonly target: string }): Promise<void> {
  const text = 'INSERT INTO act (id, who, what, target, reason) VALUES ($1, $2, $3, $4, $5)';
  await db.query(text, [act.id, act.who, act.what, act.target, act.reason]);
}
