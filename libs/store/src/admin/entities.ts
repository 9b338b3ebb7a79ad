import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of everything that decides messages; never changed once written. */
@Entity('rules_version')
export class RulesVersion {
  @PrimaryColumn({ type: 'int' })
  version!: number;

  @Column({ type: 'bytea' })
  digest!: Buffer;

  @Column({ type: 'jsonb' })
  content!: unknown;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false })
  createdAt!: Date;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;
}

/** What an administrator did, to what, and why. */
@Entity('act')
export class Act {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'timestamptz', insert: false })
  at!: Date;

  @Column({ type: 'text' })
  who!: string;

  @Column({ type: 'text' })
  what!: string;

  @Column({ type: 'text' })
  target!: string;

  @Column({ type: 'text' })
  reason!: string;
}
