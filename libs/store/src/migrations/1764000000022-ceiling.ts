import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many deliveries a counterpart had out when it last asked for less: up to there its room grows fast, beyond it slowly. */
export class Ceiling1764000000022 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE out_connector ADD COLUMN ceiling integer NOT NULL DEFAULT 10000');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE out_connector DROP COLUMN ceiling');
  }
}
