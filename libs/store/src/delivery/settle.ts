import type { Advance } from '@lienthong/message';
import type { Settlement } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';
import { type Backoff, backOffMs } from '../back-off';
import { advance } from '../ledger/positions';
import { addTally } from '../ledger/tally';
import { type NewLeaf, insertLeaves, leaf } from '../log/leaves';
import { arraysOf } from '../sql/array';
import { freeLanes } from './lanes';
import { type Answer, type Attempts, connectionFault, isBusy, noteSigns, signOf, silentConnectors, unknownEnd } from './rest';
import { together } from '../sql/together';

export interface SettleContext {
  readonly clusterId: string;
  readonly worker: string;
  /** Attempts before a delivery waits for an operator. */
  readonly attempts: number;
  readonly backoff: Backoff;
  readonly newId: () => string;
}

interface Unsettled extends Attempts {
  readonly id: string;
  readonly zone: string;
  readonly message: string;
  readonly lane: string;
  readonly tries: number;
  readonly rules_version: number;
  /** Its connector is not at its full width, or gave no answer lately. */
  readonly troubled: boolean;
  readonly now: Date;
}

/** What a result makes of its delivery. `counts`: it is one of the delivery's own tries. */
type Next =
  | { readonly state: 'delivered' }
  /** Without `dueAt` it keeps its place among those that are due. */
  | { readonly state: 'waiting'; readonly dueAt?: Date; readonly code: string; readonly counts: boolean }
  | { readonly state: 'parked'; readonly code: string };

/** So often a delivery that a busy counterpart turned away goes first again; then it may be this one that it does not want. */
const turnedAway = 10;

/** Answers of the connectors, in one transaction: a result that was settled already changes nothing. */
export async function settle(
  db: PoolClient,
  results: readonly Settlement[],
  advances: readonly Advance[],
  context: SettleContext,
): Promise<void> {
  const weightiest = onePerDelivery(results);
  const [open] = await together(lockUnsettled(db, [...weightiest.values()]), advance(db, advances, context.clusterId));
  const answers = open.flatMap((delivery): Answer<Unsettled>[] => {
    const result = weightiest.get(keyOf(delivery.zone, delivery.id));
    return result ? [{ delivery, result }] : [];
  });
  const signs = answers.flatMap(signOf);
  const silent = silentConnectors(answers, signs);
  const decided = answers.flatMap((answer): Decision[] => {
    const next = nextOf(answer, silent, context);
    return next ? [{ ...answer, next }] : [];
  });
  await writeDecisions(db, decided, context);
  if (
    answers.some(({ delivery }) => delivery.troubled) ||
    signs.some(({ kind }) => kind === 'away' || kind === 'busy' || kind === 'unknown')
  )
    await noteSigns(db, signs);
}

/** What one zone says of a delivery stands beside what another one says of it: only the delivery's own is heard. */
const keyOf = (zone: string, deliveryId: string): string => `${zone} ${deliveryId}`;

/** `delivered` whichever attempt says it, otherwise the newest attempt. */
function onePerDelivery(results: readonly Settlement[]): Map<string, Settlement> {
  const weight = ({ outcome, attempt }: Settlement): number => (outcome === 'delivered' ? Infinity : attempt);
  const kept = new Map<string, Settlement>();
  for (const result of results) {
    const key = keyOf(result.zone, result.deliveryId);
    const other = kept.get(key);
    if (!other || weight(result) > weight(other)) kept.set(key, result);
  }
  return kept;
}

interface Decision extends Answer<Unsettled> {
  readonly next: Next;
}

/** Only deliveries of the zone whose topic the result came on. A dead one may still turn out to have arrived. */
async function lockUnsettled(db: PoolClient, results: readonly Settlement[]): Promise<Unsettled[]> {
  if (results.length === 0) return [];
  const { rows } = await db.query<Unsettled>({
    name: 'lock-unsettled',
    text: `SELECT d.id, d.zone, d.message, d.connector, d.lane, d.state, d.attempt, d.tries, d.released_at::text, d.overdue_since::text, d.rules_version,
             c.unknowns, c.unknowns > 0 OR c.strikes > 0 OR c.width < 10000 AS troubled, clock_timestamp() AS now
           FROM unnest($1::uuid[], $2::text[]) AS r(id, zone) JOIN delivery d USING (id, zone) JOIN out_connector c USING (connector)
           WHERE d.state <> 'delivered' ORDER BY d.id FOR UPDATE OF d`,
    values: arraysOf(['uuid', results.map(({ deliveryId }) => deliveryId)], ['text', results.map(({ zone }) => zone)]),
  });
  return rows;
}

/** About the attempt that is out now. */
const isCurrent = ({ delivery, result }: Answer): boolean => delivery.state === 'released' && result.attempt === delivery.attempt;

/** `delivered` counts whichever attempt says it, even of a delivery given up; anything else only about the attempt that is out now. */
function nextOf(answer: Answer<Unsettled>, silent: ReadonlySet<string>, { attempts, backoff }: SettleContext): Next | undefined {
  const { delivery, result } = answer;
  if (result.outcome === 'delivered') return { state: 'delivered' };
  if (!isCurrent(answer)) return undefined;
  if (result.outcome !== 'again') return { state: 'parked', code: result.code || unknownEnd };
  const due = (failures: number): Date => new Date(delivery.now.getTime() + backOffMs(backoff, failures));
  const isConnections = result.code === connectionFault || (result.code === unknownEnd && silent.has(delivery.connector));
  if (isConnections && isBusy(result.detail) && delivery.attempt <= turnedAway)
    return { state: 'waiting', code: result.code, counts: false };
  if (isConnections) return { state: 'waiting', dueAt: due(delivery.attempt - 1), code: result.code, counts: false };
  if (delivery.tries + 1 >= attempts) return { state: 'parked', code: 'delivery.exhausted' };
  return { state: 'waiting', dueAt: due(delivery.tries), code: result.code, counts: true };
}

async function writeDecisions(db: PoolClient, decided: readonly Decision[], { worker, newId }: SettleContext): Promise<void> {
  const [first] = decided;
  if (!first) return;
  const delivered = decided.filter(({ next }) => next.state === 'delivered');
  const leaves = delivered.map((one) => leafOf(one, newId));
  const lanes = delivered.flatMap(({ delivery: { lane, state } }) => (state === 'dead' ? [] : [lane]));
  const counts = decided.map(({ delivery, next }) => ({
    connector: delivery.connector,
    outcome: `delivery.${next.state}`,
    code: 'code' in next ? next.code : '',
  }));
  await together(
    updateDeliveries(db, decided),
    insertLeaves(db, leaves),
    freeLanes(db, lanes),
    addTally(db, worker, first.delivery.now, counts),
  );
}

/** What a counterpart said of a message that was erased meanwhile is not kept. */
async function updateDeliveries(db: PoolClient, decided: readonly Decision[]): Promise<void> {
  const of = <T>(pick: (one: Decision) => T): T[] => decided.map(pick);
  await db.query({
    name: 'settle',
    text: `
      UPDATE delivery d SET state = s.state, due_at = coalesce(s.due_at, d.due_at), code = s.code, tries = d.tries + s.counts::int,
        detail = CASE WHEN m.erased_at IS NULL THEN s.detail ELSE '{}' END, proof = CASE WHEN m.erased_at IS NULL THEN s.proof ELSE '' END,
        proof_digest = CASE WHEN m.erased_at IS NULL THEN s.proof_digest END, lease_until = NULL, waits_for = CASE s.state WHEN 'parked' THEN 'operator' ELSE '' END,
        settled_at = CASE s.state WHEN 'delivered' THEN clock_timestamp() END
      FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::jsonb[], $6::text[], $7::bytea[], $8::boolean[])
        AS s(id, state, due_at, code, detail, proof, proof_digest, counts), message m
      WHERE d.id = s.id AND m.id = d.message`,
    values: arraysOf(
      ['uuid', of((d) => d.delivery.id)],
      ['text', of((d) => d.next.state)],
      ['timestamptz', of((d) => ('dueAt' in d.next ? d.next.dueAt : null))],
      ['text', of((d) => ('code' in d.next ? d.next.code : ''))],
      ['jsonb', of((d) => JSON.stringify(d.result.detail))],
      ['text', of((d) => d.result.proof)],
      ['bytea', of((d) => d.result.proofDigest)],
      ['bool', of((d) => !('counts' in d.next) || d.next.counts)],
    ),
  });
}

/** The delivery's own id, but where its leaf `failed` has that already. */
function leafOf({ delivery, result }: Decision, newId: () => string): NewLeaf {
  const { id, message, connector, rules_version: rulesVersion, now: recordedAt } = delivery;
  const { acceptedAt, proofDigest: attached } = result;
  return {
    id: delivery.state === 'dead' ? newId() : id,
    record: leaf({ kind: 'delivered', message, delivery: id, connector, acceptedAt, recordedAt, rulesVersion, attached }),
  };
}
