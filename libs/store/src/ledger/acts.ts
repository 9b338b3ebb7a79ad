import { actText, commit } from '@lienthong/evidence';
import type { SigningAct } from '@lienthong/message';
import type { PoolClient } from 'pg';
import { insertLeaves, leaf } from '../log/leaves';
import { clock } from '../sql/clock';
import { insertRows } from '../sql/rows';

/** Whose records are acts of signing: no connector's zone has this name. */
const actsZone = 'gateway';
/** Where acts of signing are told: what stands parked from there is no message. */
export const actsTopic = `results.${actsZone}`;

/** An act of signing, and when Kafka took it. */
export interface PlacedAct extends SigningAct {
  readonly acceptedAt: Date;
}

/** A row and a leaf for each act that is not there yet: whoever tells of it again changes nothing. Gives how many were new. */
export async function recordActs(db: PoolClient, acts: readonly PlacedAct[], random: (bytes: number) => Uint8Array): Promise<number> {
  const distinct = [...new Map(acts.map((act) => [act.id, act])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const at = await clock(db);
  const rows = distinct.map((act) => ({ act, salt: random(32) }));
  const of = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick);
  const inserted = await insertRows<{ id: string }>(
    db,
    'signing_act',
    {
      id: ['uuid', of(({ act }) => act.id)],
      party: ['text', of(({ act }) => act.party)],
      caller: ['bytea', of(({ act }) => act.caller)],
      key: ['text', of(({ act }) => act.key)],
      certificate: ['bytea', of(({ act }) => act.certificate)],
      format: ['text', of(({ act }) => act.format)],
      level: ['text', of(({ act }) => act.level)],
      content: ['bytea', of(({ act }) => act.content)],
      signature: ['bytea', of(({ act }) => act.signature)],
      signed_at: ['timestamptz', of(({ act }) => act.signedAt)],
      rules_version: ['int', of(({ act }) => act.rulesVersion)],
      salt: ['bytea', of(({ salt }) => salt)],
      accepted_at: ['timestamptz', of(({ act }) => act.acceptedAt)],
      recorded_at: ['timestamptz', of(() => at)],
    },
    'ON CONFLICT DO NOTHING RETURNING id',
  );
  const fresh = new Set(inserted.map(({ id }) => id));
  await insertLeaves(
    db,
    rows.filter(({ act }) => fresh.has(act.id)).map(({ act, salt }) => ({ id: act.id, record: signedLeaf(act, salt, at) })),
  );
  return fresh.size;
}

const signedLeaf = (act: PlacedAct, salt: Uint8Array, at: Date) =>
  leaf({
    ...{ kind: 'signed', message: act.id, connector: actsZone, rulesVersion: act.rulesVersion },
    ...{ acceptedAt: act.acceptedAt, recordedAt: at, metadata: commit(salt, metadataOf(act)) },
  });

/** What is committed to, out of the act as it was told or as the ledger holds it. */
export const metadataOf = ({ id, signedAt, ...act }: Omit<SigningAct, 'rulesVersion'>): Uint8Array =>
  actText({ ...act, act: id, time: signedAt });
