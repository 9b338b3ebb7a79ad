import { type TreeHead, appendLeaves, mustExtend, rootOf } from '@lienthong/evidence';
import type { PoolClient } from 'pg';
import { sealedRoots } from './heads';
import { together } from '../sql/together';

/** The process that numbers and signs; another takes over when the lease ends. */
export interface LogLease {
  readonly origin: string;
  /** Of this process alone: a UUID, since host names and process ids come again. */
  readonly holder: string;
  readonly seconds: number;
}

export interface NumberingContext {
  readonly lease: LogLease;
  /** The newest head that was ever signed, as it is known outside of this database. */
  readonly signed: () => TreeHead | undefined;
}

interface Tree {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
  readonly sealed: number;
}

/** The tree's row under its lock, when this process holds the lease or may take it; `undefined`: another one writes the log. */
async function holdTree(db: PoolClient, lease: LogLease): Promise<Tree | undefined> {
  const held = await takeLease(db, lease);
  if (held) return held;
  const planted = await db.query('INSERT INTO tree (origin) VALUES ($1) ON CONFLICT DO NOTHING', [lease.origin]);
  return planted.rowCount === 1 ? takeLease(db, lease) : undefined;
}

async function takeLease(db: PoolClient, lease: LogLease): Promise<Tree | undefined> {
  const { rows } = await db.query<{ size: string; frontier: Buffer[]; sealed: string }>({
    name: 'hold-tree',
    text: `UPDATE tree SET holder = $2, lease_until = clock_timestamp() + make_interval(secs => $3)
           WHERE origin = $1 AND (holder = $2 OR lease_until < clock_timestamp()) RETURNING size, frontier, sealed`,
    values: [lease.origin, lease.holder, lease.seconds],
  });
  return rows[0] && { size: Number(rows[0].size), hashes: rows[0].frontier, sealed: Number(rows[0].sealed) };
}

/**
 * Numbers at most `limit` pending leaves and grows the tree by them; gives the newest head when it is not signed yet, also when it was
 * and the memory outside has lost it.
 * @throws EvidenceError when the signed head is not part of this database's history: no leaf gets a number then
 */
export async function numberPending(db: PoolClient, context: NumberingContext, limit: number): Promise<TreeHead | undefined> {
  const { lease } = context;
  const tree = await holdTree(db, lease);
  if (!tree) return undefined;
  const seen = context.signed();
  const [entries] = await together(numberLeaves(db, tree.size, limit), mustExtend(seen, sealedRoots(db, lease.origin)));
  if (entries.length === 0 && tree.sealed === tree.size && (seen?.size ?? 0) === tree.size) return undefined;
  const frontier = appendLeaves({ size: tree.size, hashes: tree.hashes }, entries);
  const head = { size: frontier.size, root: rootOf(frontier) };
  if (entries.length > 0) {
    const text = `WITH grown AS (UPDATE tree SET size = $2, frontier = $3 WHERE origin = $1 AND size = $4 RETURNING origin)
                  INSERT INTO checkpoint (origin, size, root) SELECT origin, $2, $5 FROM grown`;
    const values = [lease.origin, head.size, frontier.hashes, tree.size, head.root];
    const { rowCount } = await db.query({ name: 'grow-tree', text, values });
    if (rowCount !== 1) throw new Error('the tree grew under our lock');
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
