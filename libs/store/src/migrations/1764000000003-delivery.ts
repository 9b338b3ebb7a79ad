import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Out-lanes and what travels on them. One unconfirmed delivery per lane: only its head can be released. */
export class Delivery1764000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE out_lane (
        lane    text PRIMARY KEY,
        tail    bigint NOT NULL,
        waiting int NOT NULL
      )`);
    await db.query(`
      CREATE TABLE delivery (
        id            uuid PRIMARY KEY,
        message       uuid NOT NULL,
        connector     text NOT NULL,
        zone          text NOT NULL,
        lane          text NOT NULL,
        subject       text,
        seq           bigint NOT NULL,
        head          boolean NOT NULL,
        state         text NOT NULL CHECK (state IN ('waiting', 'released', 'parked', 'delivered', 'dead')),
        waits_for     text NOT NULL DEFAULT '',
        attempt       int NOT NULL DEFAULT 0,
        tries         int NOT NULL DEFAULT 0,
        due_at        timestamptz NOT NULL,
        released_at   timestamptz,
        overdue_since timestamptz,
        lease_until   timestamptz,
        code          text NOT NULL DEFAULT '',
        detail        jsonb NOT NULL DEFAULT '{}',
        rules_version int NOT NULL,
        content_type  text NOT NULL,
        attributes    jsonb,
        signed        boolean NOT NULL DEFAULT false,
        body_digest   bytea NOT NULL,
        proof         text NOT NULL DEFAULT '',
        proof_digest  bytea,
        settled_at    timestamptz
      )`);
    await db.query('CREATE INDEX delivery_message ON delivery (message)');
    await db.query(`CREATE UNIQUE INDEX delivery_lane ON delivery (lane, seq) WHERE state IN ('waiting', 'released', 'parked')`);
    await db.query(`CREATE INDEX delivery_due ON delivery (connector, due_at) WHERE head AND state = 'waiting'`);
    await db.query(`CREATE INDEX delivery_released ON delivery (connector, lease_until) WHERE state = 'released'`);
    await db.query(`CREATE INDEX delivery_parked ON delivery (lane) WHERE state = 'parked'`);
    // a connection's fault rests the whole connector and burns nobody's tries; its width grows again with what the counterpart takes
    await db.query(`
      CREATE TABLE out_connector (
        connector text PRIMARY KEY,
        width     int NOT NULL DEFAULT 10000,
        strikes   int NOT NULL DEFAULT 0,
        unknowns  int NOT NULL DEFAULT 0,
        until     timestamptz NOT NULL DEFAULT '-infinity'
      )`);
    await db.query('CREATE TABLE delivery_body (delivery uuid PRIMARY KEY, bytes bytea NOT NULL)');
    await db.query('ALTER TABLE delivery_body ALTER bytes SET STORAGE EXTERNAL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE delivery_body, out_connector, delivery, out_lane');
  }
}
