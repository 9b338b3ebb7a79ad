import { Failure, lane } from '@lienthong/message';
import { type Handed, isolate } from '@lienthong/pipeline';
import type { Parkable, PlacedAct, PostgresLedger } from '@lienthong/store';
import { v5 as idOfBytes } from 'uuid';
import { gatewayZone } from '../zones';
import { readAct, readActId } from './read-act';

/** An act of signing whose record can be read. */
type Told = Parkable & { readonly act: PlacedAct };

/**
 * Records the acts of signing that the gateway told of, or that stood parked: their signatures are with those who asked. What cannot be read
 * or stored is kept for an operator; that PostgreSQL is away is the caller's, who comes again.
 */
export async function takeActs(records: readonly Handed[], ledger: Pick<PostgresLedger, 'recordActs' | 'parkAct'>): Promise<void> {
  const told: Told[] = [];
  for (const record of records.map(parkable)) {
    const act = readAct(record);
    if (act) told.push({ ...record, act });
    else await ledger.parkAct(record, new Failure('ambiguous', 'gateway.act-unreadable'));
  }
  if (told.length === 0) return;
  await isolate(
    { messages: told, advances: [] },
    ({ messages }) =>
      ledger.recordActs(
        messages.map(({ act }) => act),
        messages.filter(({ parked }) => parked),
      ),
    (one, _, { cause }) => ledger.parkAct(one, new Failure('ambiguous', 'gateway.act-unstorable', { act: one.act.id }, { cause })),
  );
}

/** Of any UUID: the same bytes are the same row, however often they are told. */
const namespace = '6f1c3b0e-8d0b-4c52-9a57-2f6f0c9f7d11';

/** A lane of its own, which an operator finds by the act's id. */
function parkable(record: Handed): Parkable {
  const message = record.parked?.message ?? idOfBytes(record.value, namespace);
  return { ...record, message, connector: gatewayZone, lane: lane(record.position.topic, readActId(record.value) ?? message) };
}
