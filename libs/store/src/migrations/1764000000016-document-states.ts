import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far documents are at whom: what a status message may not go back behind. */
export class DocumentStates1764000000016 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // key: SHA-256 of document and receiver; message: the one that changed it last, with which it is erased
    await db.query(`
      CREATE TABLE document_state (
        key        bytea PRIMARY KEY,
        state      text NOT NULL,
        message    uuid,
        changed_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX document_state_message ON document_state (message)');
    await db.query('CREATE INDEX document_state_changed_at ON document_state (changed_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE document_state');
  }
}
