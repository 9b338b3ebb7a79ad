import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deliveries that lie until their party fetches them, in places without gaps for each party, and what the party answered. */
export class Inbox1764000000021 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE TABLE inbox_head (party text PRIMARY KEY, last bigint NOT NULL)');
    await db.query(`
      CREATE TABLE inbox (
        delivery     uuid PRIMARY KEY,
        party        text NOT NULL,
        place        bigint NOT NULL,
        message      uuid NOT NULL,
        subject      text NOT NULL,
        content_type text NOT NULL,
        attributes   jsonb NOT NULL,
        body         bytea NOT NULL,
        stored_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
        answer       text CHECK (answer IN ('acknowledged', 'rejected')),
        reason       text NOT NULL DEFAULT '',
        caller       bytea,
        answered_at  timestamptz,
        UNIQUE (party, place),
        CHECK ((answer IS NULL) = (answered_at IS NULL))
      )`);
    await db.query('CREATE INDEX inbox_pending ON inbox (party, place) WHERE answer IS NULL');
    await db.query('CREATE INDEX inbox_answered ON inbox (answered_at) WHERE answer IS NOT NULL');
    await db.query('CREATE INDEX inbox_message ON inbox (message)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE inbox, inbox_head');
  }
}
