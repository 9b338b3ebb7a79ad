import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages that were taken while nobody could tell whether a certificate is revoked: judged again until somebody can. */
export class Provisional1764000000015 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // code: null while open, '' when its signature stood, else why it did not; verdict: the later one, JSON
    await db.query(`
      CREATE TABLE provisional (
        message     uuid PRIMARY KEY,
        zone        text NOT NULL,
        connector   text NOT NULL,
        topic       text NOT NULL,
        partition   int NOT NULL,
        "offset"    bigint NOT NULL,
        accepted_at timestamptz NOT NULL,
        incoming    bytea,
        attempt     int NOT NULL DEFAULT 0,
        due_at      timestamptz NOT NULL,
        code        text,
        verdict     bytea,
        settled_at  timestamptz
      )`);
    await db.query('ALTER TABLE provisional ALTER incoming SET STORAGE EXTERNAL');
    await db.query('CREATE INDEX provisional_due ON provisional (due_at) WHERE code IS NULL');
    await db.query(`CREATE INDEX provisional_disproved ON provisional (settled_at) WHERE code <> ''`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE provisional');
  }
}
