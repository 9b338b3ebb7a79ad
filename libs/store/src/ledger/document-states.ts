import { hash } from 'node:crypto';
import { Failure } from '@lienthong/message';
import type { DocumentStep } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';
import { arraysOf } from '../sql/array';
import type { Decided } from './identity';

interface Standing {
  readonly state: string | undefined;
  /** Which message of this transaction changed it; absent: none. */
  readonly by?: string;
}

/**
 * What documents are up to, kept per key: a message whose step may not follow what stands is refused, the others move it on, in the order of
 * the lot. Rows are locked in the order of their keys, so that two cores that meet the same documents cannot wait for each other.
 */
export async function stepDocuments(db: PoolClient, fresh: readonly Decided[], at: Date): Promise<Decided[]> {
  const keys = [...new Set(fresh.flatMap((m) => stepsOf(m).map(digestOf)))].sort();
  if (keys.length === 0) return [...fresh];
  const standing = await lockStates(db, keys, at);
  const stepped = fresh.map((m) => stepOne(m, standing));
  await writeStates(db, standing, at);
  return stepped;
}

const stepsOf = ({ refusal, steps }: Decided): readonly DocumentStep[] => (refusal ? [] : steps);

/** A key names a document and who has it: only its digest is kept. */
const digestOf = ({ key }: DocumentStep): string => hash('sha256', key);

/** All steps of a message or none. */
function stepOne(m: Decided, standing: Map<string, Standing>): Decided {
  const moved = new Map<string, Standing>();
  try {
    for (const step of stepsOf(m)) {
      const key = digestOf(step);
      const before = (moved.get(key) ?? standing.get(key))?.state;
      const state = step.next(before);
      if (state !== before) moved.set(key, { state, by: m.received.message });
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...m, destinations: [], refusal: error };
  }
  for (const [key, one] of moved) standing.set(key, one);
  return m;
}

/** A row that is not there yet is made, so that there is something to lock. */
async function lockStates(db: PoolClient, keys: readonly string[], at: Date): Promise<Map<string, Standing>> {
  const { rows } = await db.query<{ key: string; state: string }>({
    name: 'lock-document-states',
    text: `INSERT INTO document_state (key, state, changed_at) SELECT key, '', $2 FROM unnest($1::bytea[]) AS x(key)
           ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING encode(key, 'hex') AS key, state`,
    values: [...arraysOf(['bytea', keys.map((key) => Buffer.from(key, 'hex'))]), at],
  });
  return new Map(rows.map(({ key, state }) => [key, { state: state === '' ? undefined : state }]));
}

async function writeStates(db: PoolClient, standing: ReadonlyMap<string, Standing>, at: Date): Promise<void> {
  const changed = [...standing].filter(([, { by }]) => by !== undefined);
  if (changed.length === 0) return;
  await db.query({
    name: 'write-document-states',
    text: `UPDATE document_state d SET state = x.state, message = x.message, changed_at = $4
           FROM unnest($1::bytea[], $2::text[], $3::uuid[]) AS x(key, state, message) WHERE d.key = x.key`,
    values: [
      ...arraysOf(
        ['bytea', changed.map(([key]) => Buffer.from(key, 'hex'))],
        ['text', changed.map(([, { state }]) => state ?? '')],
        ['uuid', changed.map(([, { by }]) => by)],
      ),
      at,
    ],
  });
}
