import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The Merkle log: leaves are written unnumbered by steps 7 and settle, numbered in step 8 by one writer. */
export class Log1764000000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE leaf (
        id      uuid PRIMARY KEY,
        index   bigint UNIQUE,
        kind    text NOT NULL,
        message uuid,
        text    bytea NOT NULL,
        entry   bytea NOT NULL
      )`);
    // never "id > n": a later commit with a smaller id would be skipped
    await db.query('CREATE INDEX leaf_pending ON leaf (id) WHERE index IS NULL');
    await db.query('CREATE INDEX leaf_message ON leaf (message)');
    await db.query(`
      CREATE TABLE tree (
        origin      text PRIMARY KEY,
        size        bigint NOT NULL DEFAULT 0,
        frontier    bytea[] NOT NULL DEFAULT '{}',
        sealed      bigint NOT NULL DEFAULT 0,
        published   bigint NOT NULL DEFAULT 0,
        holder      text NOT NULL DEFAULT '',
        lease_until timestamptz NOT NULL DEFAULT '-infinity'
      )`);
    await db.query(`
      CREATE TABLE checkpoint (
        origin     text NOT NULL,
        size       bigint NOT NULL,
        root       bytea NOT NULL,
        note       text,
        seal_p7s   bytea,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (origin, size)
      )`);
    await db.query(`
      CREATE TABLE validation_data (
        digest     bytea PRIMARY KEY,
        kind       text NOT NULL CHECK (kind IN ('ocsp', 'crl', 'timestamp')),
        bytes      bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await db.query(`
      CREATE TABLE timestamped_seal (
        origin     text NOT NULL,
        size       bigint NOT NULL,
        p7s        bytea NOT NULL,
        stamped_at timestamptz NOT NULL,
        validation bytea[] NOT NULL,
        PRIMARY KEY (origin, size)
      )`);
    // for retention alone: rows come in the order of time, so that a few kilobytes find the old ones
    await db.query('CREATE INDEX seen_age ON seen USING brin (recorded_at)');
    await db.query(`CREATE INDEX delivery_settled ON delivery USING brin (settled_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX seen_age, delivery_settled');
    await db.query('DROP TABLE timestamped_seal, validation_data, checkpoint, tree, leaf');
  }
}
