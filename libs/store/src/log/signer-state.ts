import type { Pool } from 'pg';

/** Whether a core can sign now. */
export interface SignerState {
  /** Why it cannot: a code of the catalogue; `''` when it can. */
  readonly code: string;
  /** SHA-256 of the certificate; `''` where it is not known. */
  readonly certificate: string;
  readonly notAfter: Date | null;
}

/** Repeated every minute, so that nobody takes the word of a core that is gone. */
export async function tellSigner(pool: Pool, worker: string, { code, certificate, notAfter }: SignerState): Promise<void> {
  const text = `
    INSERT INTO signer_state AS s (worker, code, certificate, not_after) VALUES ($1, $2, $3, $4)
    ON CONFLICT (worker) DO UPDATE SET code = EXCLUDED.code, certificate = EXCLUDED.certificate, not_after = EXCLUDED.not_after,
      since = CASE WHEN s.code = EXCLUDED.code THEN s.since ELSE EXCLUDED.since END, told_at = EXCLUDED.told_at`;
  await pool.query(text, [worker, code, certificate, notAfter]);
}
