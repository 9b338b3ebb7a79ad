import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What step 7 writes: positions, outcomes, payloads, what waits. */
export class Ledger1764000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE position (
        topic        text NOT NULL,
        partition    int NOT NULL,
        next         bigint NOT NULL,
        cluster_id   text NOT NULL,
        appended_at  timestamptz NOT NULL,
        leader_epoch int NOT NULL,
        PRIMARY KEY (topic, partition)
      )`);
    await db.query(`
      CREATE TABLE message (
        id             uuid PRIMARY KEY,
        connector      text NOT NULL,
        sender         text NOT NULL,
        message_id     text,
        type           text NOT NULL,
        subject        text,
        receivers      text,
        sent_at        timestamptz NOT NULL,
        outcome        text NOT NULL CHECK (outcome IN ('recorded', 'refused')),
        code           text NOT NULL,
        detail         jsonb NOT NULL,
        payload_digest bytea,
        payload_salt   bytea,
        metadata_salt  bytea,
        signature      text,
        jose_header    bytea,
        verdict        bytea NOT NULL,
        rules_version  int NOT NULL,
        accepted_at    timestamptz NOT NULL,
        recorded_at    timestamptz NOT NULL,
        erased_at      timestamptz
      )`);
    // the certificates of a signer stand in the protected header of each of its signatures: three kilobytes that are kept once
    await db.query(
      'CREATE TABLE jose_header (digest bytea PRIMARY KEY, text text NOT NULL, one boolean NOT NULL DEFAULT true CHECK (one))',
    );
    await db.query('CREATE INDEX message_jose_header ON message (jose_header)');
    await db.query('CREATE INDEX message_subject ON message (subject, id)');
    await db.query('CREATE INDEX message_digest ON message (payload_digest)');
    await db.query(`CREATE INDEX message_conflict ON message (sender, message_id) WHERE code = 'message.conflict'`);
    // identity of a message: (verified sender, its id); narrow, kept longer than any repeat may come
    await db.query(`
      CREATE TABLE seen (
        sender         text NOT NULL,
        message_id     text NOT NULL,
        content_digest bytea NOT NULL,
        message        uuid NOT NULL,
        recorded_at    timestamptz NOT NULL,
        PRIMARY KEY (sender, message_id)
      ) PARTITION BY HASH (sender, message_id)`);
    for (let i = 0; i < 16; i++) await db.query(`CREATE TABLE seen_${i} PARTITION OF seen FOR VALUES WITH (MODULUS 16, REMAINDER ${i})`);
    await db.query(`
      CREATE TABLE repeat (
        id             uuid PRIMARY KEY,
        message        uuid NOT NULL,
        connector      text NOT NULL,
        payload_digest bytea,
        accepted_at    timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX repeat_message ON repeat (message)');
    await db.query('CREATE INDEX repeat_digest ON repeat (payload_digest)');
    await db.query(`
      CREATE TABLE unverified (
        id             uuid PRIMARY KEY,
        connector      text NOT NULL,
        code           text NOT NULL,
        detail         jsonb NOT NULL,
        payload_digest bytea NOT NULL,
        accepted_at    timestamptz NOT NULL,
        recorded_at    timestamptz NOT NULL,
        counted        boolean NOT NULL DEFAULT false,
        erased_at      timestamptz
      )`);
    await db.query('CREATE INDEX unverified_digest ON unverified (payload_digest)');
    await db.query('CREATE INDEX unverified_counted ON unverified (recorded_at) WHERE counted');
    await db.query('CREATE INDEX unverified_uncounted ON unverified (recorded_at) WHERE NOT counted');
    await db.query(`
      CREATE TABLE payload (
        class        text NOT NULL,
        recorded_at  timestamptz NOT NULL,
        message      uuid NOT NULL,
        content_type text NOT NULL,
        bytes        bytea NOT NULL,
        PRIMARY KEY (class, recorded_at, message)
      ) PARTITION BY LIST (class)`);
    for (const payloadClass of ['legal', 'refused', 'unverified'])
      await db.query(
        `CREATE TABLE payload_${payloadClass} PARTITION OF payload FOR VALUES IN ('${payloadClass}') PARTITION BY RANGE (recorded_at)`,
      );
    await db.query(partitions);
    await db.query('SELECT ensure_partitions(3)');
    await db.query(`
      CREATE TABLE parked (
        message     uuid PRIMARY KEY,
        seq         bigint NOT NULL,
        lane        text NOT NULL,
        zone        text NOT NULL,
        connector   text NOT NULL,
        waits_for   text NOT NULL,
        code        text NOT NULL,
        detail      jsonb NOT NULL,
        attempt     int NOT NULL,
        due_at      timestamptz NOT NULL,
        topic       text NOT NULL,
        partition   int NOT NULL,
        "offset"    bigint NOT NULL,
        accepted_at timestamptz NOT NULL,
        incoming    bytea NOT NULL
      )`);
    await db.query('ALTER TABLE parked ALTER incoming SET STORAGE EXTERNAL');
    await db.query('CREATE SEQUENCE parked_seq');
    await db.query('CREATE UNIQUE INDEX parked_lane ON parked (lane, seq)');
    await db.query('CREATE INDEX parked_due ON parked (due_at)');
    await db.query('CREATE INDEX parked_cause ON parked (waits_for)');
    await db.query(`
      CREATE TABLE tally (
        day       date NOT NULL,
        worker    text NOT NULL,
        connector text NOT NULL,
        outcome   text NOT NULL,
        code      text NOT NULL,
        n         bigint NOT NULL,
        PRIMARY KEY (day, worker, connector, outcome, code)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE tally, parked, payload, unverified, repeat, seen, message, jose_header, position');
    await db.query('DROP FUNCTION ensure_partitions');
  }
}

/** No running role may create tables; this function, owned by the administrator, makes the months ahead. */
const partitions = `
  CREATE FUNCTION ensure_partitions(months int) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = hub, pg_temp SET lock_timeout = '2s' AS $$
  DECLARE class text; month date; name text;
  BEGIN
    FOREACH class IN ARRAY ARRAY['legal', 'refused', 'unverified'] LOOP
      FOR i IN 0..months LOOP
        month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i);
        name := format('payload_%s_%s', class, to_char(month, 'YYYYMM'));
        IF to_regclass('hub.' || name) IS NULL THEN
          EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
            name, 'payload_' || class, month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
          EXECUTE format('ALTER TABLE %I ALTER bytes SET STORAGE EXTERNAL', name);
          EXECUTE format('ALTER TABLE %I SET (toast_tuple_target = 4080)', name);
        END IF;
      END LOOP;
    END LOOP;
  END $$`;
