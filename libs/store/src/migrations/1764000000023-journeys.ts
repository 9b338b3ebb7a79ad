import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a party finds its own message again: what was recorded stands in `seen`, these are for what was refused or waits. */
export class Journeys1764000000023 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX message_refused ON message (sender, message_id, id) WHERE outcome = 'refused'`);
    await db.query('CREATE INDEX parked_position ON parked (topic, partition, "offset")');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX message_refused, parked_position');
  }
}
