import { type ListedMessage, parseListing } from '@lienthong/sandbox';
import type { Town } from '../../model';

/** The hub's own list of messages. */
export async function listed({ hub }: Town): Promise<ListedMessage[]> {
  const { code, stdout, stderr } = await hub('message', 'list', '--json');
  if (code !== 0) throw new Error(`hub message list ended with ${code}: ${stderr}`);
  return parseListing(stdout);
}

/** Whether all that was acknowledged when this was called has come to its end, whatever is handed in meanwhile. */
export function finished(town: Town): () => Promise<boolean> {
  const digests = acknowledged(town);
  return async () => {
    const { undecided, undelivered } = await open(town, digests);
    return undecided + undelivered === 0;
  };
}

/** Whether there is an outcome for everything that was acknowledged when this was called. */
export function decided(town: Town): () => Promise<boolean> {
  const digests = acknowledged(town);
  return async () => (await open(town, digests)).undecided === 0;
}

function acknowledged({ outside: { ledger } }: Town): string[] {
  const taken = new Set(ledger.answers.filter(({ answer }) => answer === 'acknowledged').map(({ n }) => n));
  return ledger.rows.filter(({ n }) => taken.has(n)).map(({ digest }) => digest);
}

interface Open extends Record<string, number> {
  readonly undecided: number;
  readonly undelivered: number;
}

/** Asked again and again, hence not of the hub's list, which costs a process. */
async function open({ query }: Town, digests: readonly string[]): Promise<Open> {
  const rows = await query<Open>(
    `WITH ours AS (SELECT decode(d, 'hex') AS digest FROM unnest($1::text[]) AS d)
     SELECT (SELECT count(*)::int FROM ours o WHERE NOT EXISTS (
         SELECT FROM message WHERE payload_digest = o.digest UNION ALL SELECT FROM repeat WHERE payload_digest = o.digest
         UNION ALL SELECT FROM unverified WHERE payload_digest = o.digest)) AS undecided,
       (SELECT count(*)::int FROM ours o JOIN message m ON m.payload_digest = o.digest JOIN delivery d ON d.message = m.id
         WHERE d.state NOT IN ('delivered', 'dead')) AS undelivered`,
    [digests],
  );
  return rows[0] ?? { undecided: Infinity, undelivered: Infinity };
}
