import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { transact } from '../pool';
import { insertRows } from '../sql/rows';
import { insertLeaves, leaf } from './leaves';

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
  const leafOf = (attached: Buffer, at: Date) => leaf({ kind: 'validation', acceptedAt: at, recordedAt: at, attached });
  await insertLeaves(
    db,
    fresh.map(({ digest, created_at: at }) => ({ id: newId(), record: leafOf(digest, at) })),
  );
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

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
