import { hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { type Column, arraysOf } from '../sql/array';

/** A JWS in two pieces: what its signer says each time, and the rest of it. */
export interface SplitJws {
  /** Of the piece that is kept once; none for a signature that is kept as a whole. */
  readonly digest: Buffer | null;
  readonly header: string;
  readonly rest: string;
}

/** A protected header below this is not worth a row of its own. */
const leastLength = 256;

/** For a batch, in which neighbours mostly have the same signer: the same header is the same object. */
export function jwsSplitter(): (jws: string) => SplitJws {
  let last: Pick<SplitJws, 'digest' | 'header'> = { digest: null, header: '' };
  return (jws) => {
    const at = jws.indexOf('.');
    if (at < leastLength) return { digest: null, header: '', rest: jws };
    if (last.header.length !== at || !jws.startsWith(last.header)) last = headerOf(jws.slice(0, at));
    return { ...last, rest: jws.slice(at) };
  };
}

const headerOf = (header: string): Pick<SplitJws, 'digest' | 'header'> => ({ digest: hash('sha256', header, 'buffer'), header });

/** Headers that messages are about to name; held against erasure until commit. */
export async function keepHeaders(db: PoolClient, jws: readonly SplitJws[]): Promise<void> {
  const distinct = new Map(jws.map(({ digest, header }) => [header, digest]));
  const headers = [...distinct].flatMap(([header, digest]) => (digest ? [{ digest, header }] : []));
  if (headers.length === 0) return;
  const digests: Column = ['bytea', headers.map(({ digest }) => digest)];
  const hold = { name: 'hold-headers', text: holdText, values: arraysOf(digests) };
  const keep = { name: 'keep-headers', text: keepText, values: arraysOf(digests, ['text', headers.map(({ header }) => header)]) };
  while ((await db.query(hold)).rowCount !== headers.length) await db.query(keep);
}

const holdText = 'SELECT FROM jose_header WHERE digest = ANY($1::bytea[]) ORDER BY digest FOR KEY SHARE';
const keepText =
  'INSERT INTO jose_header (digest, text) SELECT * FROM unnest($1::bytea[], $2::text[]) AS h(digest, text) ORDER BY digest ON CONFLICT DO NOTHING';

/** A header that no message names any more is removed: it may hold the certificate of a person. */
export async function dropHeader(db: PoolClient, digest: Buffer | null): Promise<void> {
  if (!digest) return;
  // who is about to name it holds it: only after waiting for them can be seen whether anybody does
  await db.query('SELECT FROM jose_header WHERE digest = $1 FOR UPDATE', [digest]);
  await db.query('DELETE FROM jose_header h WHERE digest = $1 AND NOT EXISTS (SELECT FROM message WHERE jose_header = h.digest)', [digest]);
}

/** Texts of these headers by their digests in hex; those that no message names any more are absent. */
export async function readHeaders(pool: Pool, digests: readonly Buffer[]): Promise<ReadonlyMap<string, string>> {
  const distinct = new Map(digests.map((digest) => [digest.toString('hex'), digest]));
  if (distinct.size === 0) return new Map();
  const { rows } = await pool.query<{ digest: Buffer; text: string }>({
    name: 'read-headers',
    text: 'SELECT digest, text FROM jose_header WHERE digest = ANY($1::bytea[])',
    values: arraysOf(['bytea', [...distinct.values()]]),
  });
  return new Map(rows.map(({ digest, text }) => [digest.toString('hex'), text]));
}
