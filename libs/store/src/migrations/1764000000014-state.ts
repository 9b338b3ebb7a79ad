import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the cores know beside the ledger: which revocation data are the newest, whether they can sign, since when the world waits for a seal. */
export class State1764000000014 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // key: of the certificate asked about (OCSP), or of the issuer (CRL); the bytes are in validation_data
    await db.query(`
      CREATE TABLE revocation_known (
        key        text NOT NULL,
        kind       text NOT NULL CHECK (kind IN ('ocsp', 'crl')),
        digest     bytea NOT NULL,
        learned_at timestamptz NOT NULL,
        PRIMARY KEY (key, kind)
      )`);
    await db.query(`
      CREATE TABLE signer_state (
        worker      text PRIMARY KEY,
        code        text NOT NULL,
        certificate text NOT NULL,
        not_after   timestamptz,
        since       timestamptz NOT NULL DEFAULT clock_timestamp(),
        told_at     timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await db.query('ALTER TABLE tree ADD unpublished_since timestamptz');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tree DROP unpublished_since');
    await db.query('DROP TABLE signer_state, revocation_known');
  }
}
