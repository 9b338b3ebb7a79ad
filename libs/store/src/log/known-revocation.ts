import type { Pool } from 'pg';

/** An OCSP response or a CRL, and when an authority gave it. */
export interface KnownRevocation {
  /** Of the certificate asked about, or of the issuer of the list. */
  readonly key: string;
  readonly kind: 'ocsp' | 'crl';
  /** DER. */
  readonly raw: Uint8Array;
  readonly learnedAt: Date;
}

/** The newest of each kind for these keys, as far as their bytes were kept. */
export async function findKnown(pool: Pool, keys: readonly string[]): Promise<KnownRevocation[]> {
  const { rows } = await pool.query<KnownRevocation>({
    name: 'known-revocation',
    text: `SELECT k.key, k.kind, v.bytes AS raw, k.learned_at AS "learnedAt"
           FROM revocation_known k JOIN validation_data v ON v.digest = k.digest WHERE k.key = ANY($1::text[])`,
    values: [keys],
  });
  return rows;
}

/** The bytes themselves are `keepValidation`'s. An older answer never takes the place of a newer one. */
export async function noteKnown(pool: Pool, { key, kind, raw, learnedAt }: KnownRevocation): Promise<void> {
  const text = `
    INSERT INTO revocation_known AS k (key, kind, digest, learned_at) VALUES ($1, $2, sha256($3), $4)
    ON CONFLICT (key, kind) DO UPDATE SET digest = EXCLUDED.digest, learned_at = EXCLUDED.learned_at WHERE k.learned_at <= EXCLUDED.learned_at`;
  await pool.query({ name: 'note-revocation', text, values: [key, kind, raw, learnedAt] });
}
