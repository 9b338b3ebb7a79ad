import { type TreeHead, appendLeaves, mustExtend, rootOf } from '@lienthong/evidence';
import type { PoolClient } from 'pg';
import { sealedRoots } from './heads';

/** The process that numbers and signs; another takes over when the lease ends. */
export interface LogLease {
  readonly origin: string;
  /** Of this process alone: a UUID, since host names and process ids come again. */
  readonly holder: string;
  readonly seconds: number;
}

export interface NumberingContext {
  readonly lease: LogLease;
  /** The head that the world has seen. */
  readonly published: () => Promise<TreeHead | undefined>;
}

interface Tree {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
  readonly published: number;
}

/** The tree's row under its lock, when this process holds the lease or may take it; `undefined`: another one writes the log. */
async function holdTree(db: PoolClient, lease: LogLease): Promise<Tree | undefined> {
  await db.query({ name: 'plant-tree', text: 'INSERT INTO tree (origin) VALUES ($1) ON CONFLICT DO NOTHING', values: [lease.origin] });
  const { rows } = await db.query<{ size: string; frontier: Buffer[]; published: string }>({
    name: 'hold-tree',
    text: `UPDATE tree SET holder = $2, lease_until = clock_timestamp() + make_interval(secs => $3)
           WHERE origin = $1 AND (holder = $2 OR lease_until < clock_timestamp()) RETURNING size, frontier, published`,
    values: [lease.origin, lease.holder, lease.seconds],
  });
  return rows[0] && { size: Number(rows[0].size), hashes: rows[0].frontier, published: Number(rows[0].published) };
}

/**
 * Numbers at most `limit` pending leaves and grows the tree by them; gives the newest head that the world has not seen, also when it saw
 * that head once and now sees an older one.
 * @throws EvidenceError when the published head is not part of this database's history: no leaf gets a number then
 */
export async function numberPending(db: PoolClient, context: NumberingContext, limit: number): Promise<TreeHead | undefined> {
  const { lease } = context;
  const tree = await holdTree(db, lease);
  if (!tree) return undefined;
  const seen = await context.published();
  await mustExtend(seen, sealedRoots(db, lease.origin));
  const entries = await numberLeaves(db, tree.size, limit);
  if (entries.length === 0 && tree.published === tree.size && (seen?.size ?? 0) === tree.size) return undefined;
  const frontier = appendLeaves({ size: tree.size, hashes: tree.hashes }, entries);
  const head = { size: frontier.size, root: rootOf(frontier) };
  if (entries.length > 0) {
    const text = 'UPDATE tree SET size = $2, frontier = $3 WHERE origin = $1 AND size = $4';
    const { rowCount } = await db.query({ name: 'grow-tree', text, values: [lease.origin, head.size, frontier.hashes, tree.size] });
    if (rowCount !== 1) throw new Error('the tree grew under our lock');
    const checkpoint = 'INSERT INTO checkpoint (origin, size, root) VALUES ($1, $2, $3)';
    await db.query({ name: 'new-head', text: checkpoint, values: [lease.origin, head.size, head.root] });
  }
  return head;
}

async function numberLeaves(db: PoolClient, size: number, limit: number): Promise<Uint8Array[]> {
  const { rows } = await db.query<{ index: string; entry: Buffer }>({
    name: 'number-leaves',
    text: `UPDATE leaf l SET index = $1::bigint + p.n - 1
           FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM (SELECT id FROM leaf WHERE index IS NULL ORDER BY id LIMIT $2) q) p
           WHERE l.id = p.id RETURNING l.index, l.entry`,
    values: [size, limit],
  });
  return rows.sort((a, b) => Number(a.index) - Number(b.index)).map((row) => row.entry);
}
