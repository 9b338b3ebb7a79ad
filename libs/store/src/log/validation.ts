import { createHash } from 'node:crypto';
import type { LeafRecord } from '@lienthong/evidence';
import type { Pool, PoolClient } from 'pg';
import { insertLeaves } from '../ledger/outcomes';
import { transact } from '../pool';
import { insertRows } from '../sql/rows';

/** What verdicts and seals rest on, DER: OCSP responses, CRLs, time-stamp tokens. */
export interface ValidationData {
  readonly kind: 'ocsp' | 'crl' | 'timestamp';
  readonly bytes: Uint8Array;
}

/** Keeps what is new; each piece is a leaf, so that a later archive time-stamp over the newest checkpoint renews it too. */
export function keepValidation(pool: Pool, data: readonly ValidationData[], newId: () => string): Promise<void> {
  return transact(pool, (db) => insertValidation(db, data, newId));
}

async function insertValidation(db: PoolClient, data: readonly ValidationData[], newId: () => string): Promise<void> {
  const sorted = data.map((one) => ({ ...one, digest: sha256(one.bytes) })).sort((a, b) => a.digest.compare(b.digest));
  const columns = {
    digest: ['bytea', sorted.map((one) => one.digest)],
    kind: ['text', sorted.map((one) => one.kind)],
    bytes: ['bytea', sorted.map((one) => one.bytes)],
  } as const;
  const fresh = await insertRows<{ digest: Buffer; created_at: Date }>(
    db,
    'validation_data',
    columns,
    'ON CONFLICT DO NOTHING RETURNING digest, created_at',
  );
  const leaves = fresh.map(({ digest, created_at }) => ({ id: newId(), message: null, record: validationLeaf(digest, created_at) }));
  await insertLeaves(db, leaves);
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

function validationLeaf(digest: Uint8Array, at: Date): LeafRecord {
  const nothing = new Uint8Array();
  return {
    kind: 'validation',
    message: '',
    delivery: '',
    connector: '',
    acceptedAt: at,
    recordedAt: at,
    code: '',
    rulesVersion: 0,
    verdict: nothing,
    payload: nothing,
    metadata: nothing,
    attached: digest,
  };
}

/** A seal raised to CAdES-T, with the digests of the revocation data that speak for its certificates. */
export interface TimestampedSeal {
  readonly size: number;
  readonly p7s: Uint8Array;
  readonly stampedAt: Date;
  readonly validation: readonly Uint8Array[];
}

/** `false`: that head was forgotten meanwhile, and the stamp with it. */
export async function keepTimestampedSeal(pool: Pool, origin: string, seal: TimestampedSeal): Promise<boolean> {
  const text = `
    INSERT INTO timestamped_seal (origin, size, p7s, stamped_at, validation)
    SELECT origin, size, $3, $4, $5 FROM checkpoint WHERE origin = $1 AND size = $2 ON CONFLICT DO NOTHING`;
  const values = [origin, seal.size, seal.p7s, seal.stampedAt, seal.validation];
  return (await pool.query(text, values)).rowCount === 1;
}
