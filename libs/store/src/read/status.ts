import type { Pool } from 'pg';
import type { SignerState } from '../log/signer-state';

/** What the live view shows; figures from tallies and partial indexes, never a scan of the ledger. */
export interface Status {
  readonly at: Date;
  readonly rulesVersion: number | null;
  /** Since the first day, by outcome and code. */
  readonly outcomes: readonly { readonly connector: string; readonly outcome: string; readonly code: string; readonly n: number }[];
  readonly lanes: { readonly waiting: number; readonly released: number; readonly parkedOut: number; readonly parkedIn: number };
  readonly checkpoint: {
    readonly size: number;
    readonly sealed: number;
    readonly published: number;
    /** Of the published head; `null`: none was published yet. */
    readonly root: string | null;
    readonly at: Date | null;
    /** Since when there has been a newer seal than the published one. */
    readonly unpublishedSince: Date | null;
  } | null;
  /** Taken while nobody could tell whether a certificate is revoked: not known yet, and known by now to be wrong. */
  readonly provisional: { readonly open: number; readonly disproved: number };
  /** What each core that runs says of its key: `code` is why it cannot sign, `''` when it can; `since` of that. */
  readonly signers: readonly (SignerState & { readonly worker: string; readonly since: Date })[];
}

export async function readStatus(pool: Pool): Promise<Status> {
  const text = `
    SELECT clock_timestamp() AS at,
      (SELECT version FROM active_rules) AS "rulesVersion",
      (SELECT coalesce(json_agg(t), '[]') FROM (
        SELECT connector, outcome, code, sum(n)::int AS n FROM tally GROUP BY 1, 2, 3 ORDER BY 4 DESC) t) AS outcomes,
      json_build_object(
        'waiting', (SELECT count(*) FROM delivery WHERE head AND state = 'waiting'),
        'released', (SELECT count(*) FROM delivery WHERE state = 'released'),
        'parkedOut', (SELECT count(*) FROM delivery WHERE state = 'parked'),
        'parkedIn', (SELECT count(*) FROM parked)) AS lanes,
      json_build_object(
        'open', (SELECT count(*) FROM provisional WHERE code IS NULL),
        'disproved', (SELECT count(*) FROM provisional WHERE code <> '')) AS provisional,
      (SELECT json_build_object('size', t.size, 'sealed', t.sealed, 'published', t.published, 'root', encode(c.root, 'base64'),
          'at', c.created_at, 'unpublishedSince', t.unpublished_since)
        FROM tree t LEFT JOIN checkpoint c ON c.origin = t.origin AND c.size = t.published
        WHERE c.size IS NOT NULL OR t.unpublished_since IS NOT NULL) AS checkpoint,
      (SELECT coalesce(json_agg(json_build_object('worker', worker, 'code', code, 'certificate', certificate, 'notAfter', not_after, 'since', since)
          ORDER BY worker), '[]') FROM signer_state WHERE told_at > clock_timestamp() - interval '3 minutes') AS signers`;
  const { rows } = await pool.query<Status>(text);
  const [status] = rows;
  if (!status) throw new Error('a SELECT without FROM gave no row');
  const { checkpoint, signers } = status;
  return {
    ...status,
    checkpoint: checkpoint && { ...checkpoint, at: dateOf(checkpoint.at), unpublishedSince: dateOf(checkpoint.unpublishedSince) },
    signers: signers.map((one) => ({ ...one, notAfter: dateOf(one.notAfter), since: dateOf(one.since) })),
  };
}

/** Times inside of JSON come as text. */
const dateOf = <T extends Date | null>(time: T): T => (time === null ? time : (new Date(time) as T));
