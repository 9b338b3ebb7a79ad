import type { Client } from 'pg';

/** The database's users, one a role, with the least that each needs. */
export type DatabaseUser = 'hub_core' | 'hub_watch' | 'hub_clerk' | 'hub_gateway' | 'hub_inbox';

/**
 * `hub_core` decides and records: what is evidence it can add to, and only number or show; what it deletes is done with or past its time.
 * `hub_watch` reads figures, never payloads. `hub_clerk` serves the administrator's commands: lanes, positions, erasure.
 * `hub_gateway` faces the outside: it reads whom certificates speak for, what lies in inboxes and what became of messages, and writes how a
 * party answered what lay there.
 * `hub_inbox` serves zones with inboxes: it puts deliveries there and cannot read one.
 */
const grants: Readonly<Record<DatabaseUser, readonly string[]>> = {
  hub_core: [
    'SELECT, INSERT ON hub.jose_header',
    'SELECT ON hub.rules_version, hub.active_rules, hub.message, hub.payload, hub.leaf, hub.checkpoint, hub.validation_data',
    'UPDATE (one) ON hub.active_rules, hub.jose_header', // FOR SHARE asks for it; the column allows one value
    'INSERT ON hub.message, hub.payload, hub.leaf, hub.checkpoint, hub.validation_data',
    'SELECT, INSERT ON hub.timestamped_seal, hub.signing_act',
    'UPDATE (index) ON hub.leaf',
    'UPDATE (note, seal_p7s), DELETE ON hub.checkpoint',
    'SELECT, INSERT, UPDATE ON hub.position, hub.tree, hub.delivery, hub.revocation_known, hub.signer_state, hub.provisional',
    'SELECT, INSERT, UPDATE, DELETE ON hub.parked, hub.out_lane, hub.out_connector, hub.tally, hub.document_state',
    'SELECT, INSERT, DELETE ON hub.seen, hub.repeat, hub.unverified, hub.delivery_body',
    'UPDATE (counted) ON hub.unverified',
    'SELECT, DELETE ON hub.payload_unverified',
    'SELECT (delivery, answered_at, answer), DELETE ON hub.inbox',
    'SELECT ON hub.connector_version, hub.connector_order',
    'UPDATE (published, reported, state, problem, reported_at) ON hub.connector_order',
    'USAGE ON ALL SEQUENCES IN SCHEMA hub',
  ],
  hub_watch: [
    'SELECT ON hub.tally, hub.tree, hub.checkpoint, hub.position, hub.active_rules, hub.signer_state',
    'SELECT (connector, state, head, due_at, code) ON hub.delivery',
    'SELECT (connector, code, waits_for, due_at) ON hub.parked',
    'SELECT (connector, code, settled_at) ON hub.provisional',
  ],
  hub_clerk: [
    'SELECT ON ALL TABLES IN SCHEMA hub',
    'INSERT ON hub.act, hub.leaf, hub.unverified',
    'INSERT, UPDATE ON hub.tally, hub.position',
    'UPDATE, DELETE ON hub.parked, hub.out_connector, hub.out_lane',
    'UPDATE ON hub.delivery',
    'UPDATE (paused, revision) ON hub.connector_order',
    'UPDATE (content_digest) ON hub.seen',
    'UPDATE (payload_digest) ON hub.repeat',
    'UPDATE (payload_digest, detail, erased_at) ON hub.unverified',
    'UPDATE (payload_salt, metadata_salt, payload_digest, signature, jose_header, subject, message_id, receivers, detail, erased_at) ON hub.message',
    'UPDATE (one), DELETE ON hub.jose_header',
    'DELETE ON hub.payload, hub.delivery_body, hub.provisional, hub.inbox, hub.document_state',
  ],
  hub_gateway: [
    'SELECT ON hub.rules_version, hub.active_rules, hub.inbox, hub.inbox_head, hub.seen, hub.tree, hub.checkpoint, hub.leaf, hub.position',
    'SELECT ON hub.message, hub.repeat, hub.delivery, hub.unverified, hub.payload, hub.jose_header, hub.provisional',
    'SELECT ON hub.timestamped_seal, hub.validation_data',
    'SELECT (message, connector, code, detail, accepted_at, topic, partition, "offset") ON hub.parked',
    'UPDATE (answer, reason, caller, answered_at) ON hub.inbox',
  ],
  hub_inbox: ['INSERT, SELECT (delivery, place) ON hub.inbox', 'SELECT, INSERT, UPDATE ON hub.inbox_head'],
};

export const databaseUsers = Object.keys(grants) as readonly DatabaseUser[];

/** Users that do not exist yet. */
export async function missingUsers(admin: Client): Promise<DatabaseUser[]> {
  const { rows } = await admin.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [databaseUsers]);
  return databaseUsers.filter((user) => !rows.some((row) => row.rolname === user));
}

export async function ensureSchema(admin: Client): Promise<void> {
  await admin.query('CREATE SCHEMA IF NOT EXISTS hub');
}

/** Creates each user or sets its password, and gives it exactly its rights: what it had before and needs no more is gone. Idempotent. */
export async function ensureUsers(admin: Client, passwords: Readonly<Record<DatabaseUser, string>>): Promise<void> {
  const missing = new Set(await missingUsers(admin));
  await admin.query('BEGIN');
  for (const user of databaseUsers) {
    const verb = missing.has(user) ? 'CREATE' : 'ALTER';
    await admin.query(`${verb} ROLE ${user} LOGIN NOINHERIT PASSWORD ${admin.escapeLiteral(passwords[user])}`);
    await admin.query(`REVOKE ALL ON ALL TABLES IN SCHEMA hub FROM ${user}`);
    await admin.query(`REVOKE ALL ON ALL SEQUENCES IN SCHEMA hub FROM ${user}`);
    await admin.query(`GRANT USAGE ON SCHEMA hub TO ${user}`);
    for (const grant of grants[user]) await admin.query(`GRANT ${grant} TO ${user}`);
  }
  await admin.query('REVOKE ALL ON FUNCTION hub.ensure_partitions FROM PUBLIC');
  await admin.query('GRANT EXECUTE ON FUNCTION hub.ensure_partitions TO hub_core');
  await admin.query('COMMIT');
}
