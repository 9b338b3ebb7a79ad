import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every version of every connector's settings, and what its zone is to run now. Secrets stand in files, of which only the names are here. */
export class Connectors1764000000020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE connector_version (
        connector  text NOT NULL,
        version    int NOT NULL,
        zone       text NOT NULL,
        text       text NOT NULL,
        digest     bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        created_by text NOT NULL,
        reason     text NOT NULL,
        PRIMARY KEY (connector, version)
      )`);
    // revision: grows with each order, so that a zone never goes back to an older one; published, reported: up to which it got
    await db.query(`
      CREATE TABLE connector_order (
        connector   text PRIMARY KEY,
        version     int NOT NULL,
        paused      boolean NOT NULL DEFAULT false,
        removed     boolean NOT NULL DEFAULT false,
        revision    bigint NOT NULL DEFAULT 1,
        published   bigint NOT NULL DEFAULT 0,
        reported    bigint NOT NULL DEFAULT 0,
        state       text NOT NULL DEFAULT '',
        problem     text NOT NULL DEFAULT '',
        reported_at timestamptz,
        FOREIGN KEY (connector, version) REFERENCES connector_version
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE connector_order, connector_version');
  }
}
