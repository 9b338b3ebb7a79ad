import { hash } from 'node:crypto';
import { type LeafRecord, commit, metadataText } from '@lienthong/evidence';
import type { PoolClient } from 'pg';
import { insertLeaves, leaf } from '../log/leaves';
import { insertRows } from '../sql/rows';
import type { Decided } from './identity';
import { type SplitJws, jwsSplitter, keepHeaders } from './jose-headers';
import { storableValues } from './storable';
import { together } from '../sql/together';

const sha256 = (bytes: Uint8Array | string): Uint8Array => hash('sha256', bytes, 'buffer');

/** Messages, their payloads, and one unnumbered leaf each. */
export async function writeOutcomes(
  db: PoolClient,
  fresh: readonly Decided[],
  at: Date,
  rulesVersion: number,
  random: (bytes: number) => Uint8Array,
): Promise<void> {
  const salts = random(64 * fresh.length);
  const split = jwsSplitter();
  const rows = fresh.map((m, i) => outcome(m, at, rulesVersion, { split, salts: salts.subarray(64 * i, 64 * i + 64) }));
  await keepHeaders(
    db,
    rows.map((row) => row.signature),
  );
  const leaves = rows.map(({ record }) => ({ id: record.message, record }));
  await together(insertMessages(db, rows), insertPayloads(db, rows, at), insertLeaves(db, leaves));
}

interface Making {
  readonly split: (jws: string) => SplitJws;
  /** 64 bytes of its own. */
  readonly salts: Uint8Array;
}

interface Outcome {
  readonly decided: Decided;
  readonly signature: SplitJws;
  readonly verdict: Uint8Array;
  readonly payloadSalt: Uint8Array;
  readonly metadataSalt: Uint8Array;
  readonly record: LeafRecord;
}

function outcome(decided: Decided, at: Date, rulesVersion: number, { split, salts }: Making): Outcome {
  const { received, known, refusal } = decided;
  const [payloadSalt, metadataSalt] = [salts.subarray(0, 32), salts.subarray(32)];
  const verdict = Buffer.from(known.verdict.text);
  const { signature } = known;
  const metadata = metadataText({ ...known.envelope, sender: known.sender, signature: sha256(signature) });
  const record = leaf({
    kind: refusal ? 'refused' : 'recorded',
    message: received.message,
    connector: known.raw.connector,
    acceptedAt: received.acceptedAt,
    recordedAt: at,
    code: refusal?.code ?? (known.assertedBy === undefined ? '' : 'signature.asserted'),
    rulesVersion,
    verdict: sha256(verdict),
    payload: commit(payloadSalt, known.raw.payload),
    metadata: commit(metadataSalt, metadata),
  });
  return { decided, signature: split(signature), verdict, payloadSalt, metadataSalt, record };
}

async function insertMessages(db: PoolClient, rows: readonly Outcome[]): Promise<void> {
  const of = <T>(pick: (row: Outcome) => T): T[] => rows.map(pick);
  await insertRows(db, 'message', {
    id: ['uuid', of((r) => r.record.message)],
    connector: ['text', of((r) => r.record.connector)],
    sender: ['text', of((r) => r.decided.known.sender)],
    message_id: ['text', of((r) => r.decided.known.envelope.id)],
    type: ['text', of((r) => r.decided.known.envelope.type)],
    subject: ['text', of((r) => r.decided.known.envelope.subject)],
    receivers: ['text', of((r) => r.decided.known.envelope.receivers.join(' '))],
    sent_at: ['timestamptz', of((r) => r.decided.known.envelope.time)],
    outcome: ['text', of((r) => r.record.kind)],
    code: ['text', of((r) => r.record.code)],
    detail: ['jsonb', of((r) => JSON.stringify(storableValues(r.decided.refusal?.detail ?? {})))],
    payload_digest: ['bytea', of((r) => r.decided.received.digest)],
    payload_salt: ['bytea', of((r) => r.payloadSalt)],
    metadata_salt: ['bytea', of((r) => r.metadataSalt)],
    signature: ['text', of((r) => r.signature.rest)],
    jose_header: ['bytea', of((r) => r.signature.digest)],
    verdict: ['bytea', of((r) => r.verdict)],
    rules_version: ['int', of((r) => r.record.rulesVersion)],
    accepted_at: ['timestamptz', of((r) => r.record.acceptedAt)],
    recorded_at: ['timestamptz', of((r) => r.record.recordedAt)],
  });
}

async function insertPayloads(db: PoolClient, rows: readonly Outcome[], at: Date): Promise<void> {
  await insertRows(db, 'payload', {
    class: ['text', rows.map((r) => (r.decided.refusal ? 'refused' : 'legal'))],
    recorded_at: ['timestamptz', rows.map(() => at)],
    message: ['uuid', rows.map((r) => r.record.message)],
    content_type: ['text', rows.map((r) => r.decided.known.raw.contentType)],
    bytes: ['bytea', rows.map((r) => r.decided.known.raw.payload)],
  });
}
