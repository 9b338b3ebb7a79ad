import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which rules decide, and who changed what. */
export class Rules1764000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE rules_version (
        version    int PRIMARY KEY,
        digest     bytea NOT NULL,
        content    jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        created_by text NOT NULL
      )`);
    await db.query(`
      CREATE TABLE active_rules (
        one     boolean PRIMARY KEY DEFAULT true CHECK (one),
        version int NOT NULL REFERENCES rules_version
      )`);
    await db.query(`
      CREATE TABLE act (
        id     uuid PRIMARY KEY,
        at     timestamptz NOT NULL DEFAULT clock_timestamp(),
        who    text NOT NULL,
        what   text NOT NULL,
        target text NOT NULL,
        reason text NOT NULL
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE act, active_rules, rules_version');
  }
}
