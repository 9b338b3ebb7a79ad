import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Acts of signing at the gateway: what a leaf `signed` commits to, and the salt that opens it. */
export class SigningActs1764000000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE signing_act (
        id            uuid PRIMARY KEY,
        party         text NOT NULL,
        caller        bytea NOT NULL,
        key           text NOT NULL,
        certificate   bytea NOT NULL,
        format        text NOT NULL,
        level         text NOT NULL,
        content       bytea NOT NULL,
        signature     bytea NOT NULL,
        signed_at     timestamptz NOT NULL,
        rules_version int NOT NULL,
        salt          bytea NOT NULL,
        accepted_at   timestamptz NOT NULL,
        recorded_at   timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX signing_act_signature ON signing_act (signature)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE signing_act');
  }
}
