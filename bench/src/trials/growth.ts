import type { Rig } from '../rig/rig';

/** Rows a statement. */
const portion = 200_000;

/**
 * Fills the ledger as if `count` messages had been recorded, delivered and sealed long ago: real tables and indexes, identities as random
 * and times as ordered as those of real messages; bodies and verdicts are short, since no look-up reads them.
 */
export async function grow(rig: Rig, count: number, say: (done: number) => void): Promise<void> {
  for (let from = 0; from < count; from += portion) {
    const rows = Math.min(portion, count - from);
    for (const text of statements(from, rows)) await rig.sql(text);
    say(from + rows);
  }
  for (const table of ['message', 'leaf', 'seen', 'payload', 'delivery']) await rig.sql(`ANALYZE hub.${table}`);
}

/** UUID of version 7 whose time lies a month back and grows with `n`. */
const idOf = (kind: number): string =>
  `(lpad(to_hex((extract(epoch FROM now() - interval '1 day') * 1000)::bigint + n), 12, '0') || '7000800${kind}' || lpad(to_hex(n), 12, '0'))::uuid`;

function statements(from: number, rows: number): string[] {
  const numbers = `generate_series(${from}::bigint, ${from + rows - 1}) AS n`;
  const digest = `sha256(int8send(n))`;
  const at = `now() - interval '1 day' + n * interval '1 ms'`;
  return [
    `INSERT INTO hub.message (id, connector, sender, message_id, type, subject, receivers, sent_at, outcome, code, detail, payload_digest,
       payload_salt, metadata_salt, signature, verdict, rules_version, accepted_at, recorded_at)
     SELECT ${idOf(1)}, 'portal', '000.99.01.H26', 'old-' || n, 'dossier.submitted', 'old-' || n, '', ${at}, 'recorded', '', '{}', ${digest},
       ${digest}, ${digest}, '..' || n, '{}', 1, ${at}, ${at} FROM ${numbers}`,
    `INSERT INTO hub.payload (class, recorded_at, message, content_type, bytes)
     SELECT 'legal', ${at}, ${idOf(1)}, 'text/plain', ${digest} FROM ${numbers}`,
    `INSERT INTO hub.seen (sender, message_id, content_digest, message, recorded_at)
     SELECT '000.99.01.H26', 'old-' || n, ${digest}, ${idOf(1)}, ${at} FROM ${numbers}`,
    `INSERT INTO hub.leaf (id, index, kind, message, text, entry) SELECT ${idOf(1)}, -1 - 2 * n, 'recorded', ${idOf(1)}, '', ${digest} FROM ${numbers}`,
    `INSERT INTO hub.leaf (id, index, kind, message, text, entry) SELECT ${idOf(2)}, -2 - 2 * n, 'delivered', ${idOf(1)}, '', ${digest} FROM ${numbers}`,
    `INSERT INTO hub.delivery (id, message, connector, zone, lane, subject, seq, head, state, due_at, rules_version, content_type, attributes,
       body_digest, settled_at)
     SELECT ${idOf(2)}, ${idOf(1)}, 'one-stop', 'one-stop', 'one-stop|old-' || n, 'old-' || n, 1, true, 'delivered', ${at}, 1, 'text/plain', '{}',
       ${digest}, ${at} FROM ${numbers}`,
  ];
}
