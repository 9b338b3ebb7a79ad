import type { ListedMessage } from '@lienthong/sandbox';
import type { Finding } from '../model';

/**
 * A record on Kafka's log has one outcome, whatever became of it: the same bytes with the same append time in two rows were taken twice.
 * Idempotency hides that from everybody else.
 */
export function takenTwice(listed: readonly ListedMessage[]): Finding[] {
  const rows = new Map<string, number>();
  for (const { connector, digest, acceptedAt } of listed.filter(({ digest }) => digest !== '')) {
    const record = `${connector} ${digest} of ${acceptedAt}`;
    rows.set(record, (rows.get(record) ?? 0) + 1);
  }
  return [...rows]
    .filter(([, count]) => count > 1)
    .map(([record, count]) => ({ figure: 'doubled', n: 0, what: `${record} has ${count} outcomes` }));
}
