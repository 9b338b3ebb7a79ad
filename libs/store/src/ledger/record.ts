import type { Advance } from '@lienthong/message';
import { Ended, type Lot, type Recorded, type Routed, inOrder } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';
import type { Backoff } from '../back-off';
import { stepDocuments } from './document-states';
import { type Decided, claimIds } from './identity';
import { writeOutcomes } from './outcomes';
import { parkedLanes, unpark, wakeHeads, writeParked } from './parked';
import { advance } from './positions';
import { writeProvisional } from './provisional';
import { writeRepeats } from './repeats';
import { underRules } from './rules-version';
import { type Count, addTally } from './tally';
import { writeUnverified } from './unverified';
import { writeDeliveries } from '../delivery/enqueue';
import { together } from '../sql/together';

export interface RecordContext {
  readonly clusterId: string;
  /** Name of this process in the tallies. */
  readonly worker: string;
  /** Of messages that park. */
  readonly backoff: Backoff;
  readonly random: (bytes: number) => Uint8Array;
  readonly newId: () => string;
}

/** Step 7 inside its transaction: positions, outcomes, unnumbered leaves, deliveries: all or nothing. */
export async function record(
  db: PoolClient,
  lot: Lot<Routed>,
  rulesVersion: number,
  advances: readonly Advance[],
  context: RecordContext,
): Promise<Recorded> {
  const resumed = lot.flatMap(({ received }) => (received.parked ? [received] : []));
  const [at, , lanes] = await together(
    underRules(db, rulesVersion),
    advance(db, advances, context.clusterId),
    unpark(db, resumed).then(() => parkedLanes(db, lot)),
  );
  const { parked, unverified, decided } = sort(inOrder(lot, lanes));
  const { fresh: claimed, repeats } = await claimIds(db, decided, at);
  const fresh = await stepDocuments(db, claimed, at);
  await together(
    writeParked(db, parked, at, context.backoff).then(() => wakeHeads(db, resumed)),
    writeUnverified(db, unverified, at),
    writeRepeats(db, repeats),
    writeOutcomes(db, fresh, at, rulesVersion, context.random),
    writeProvisional(db, fresh, at),
    writeDeliveries(db, fresh, rulesVersion, context.newId),
    addTally(db, context.worker, at, counts(parked, unverified, fresh, repeats)),
  );
  const refused = fresh.filter((m) => m.refusal).length;
  return { recorded: fresh.length - refused, refused, duplicates: repeats.length, unverified: unverified.length, parked: parked.length };
}

function sort(lot: Lot<Routed>): { parked: Ended[]; unverified: Ended[]; decided: Decided[] } {
  const parked: Ended[] = [];
  const unverified: Ended[] = [];
  const decided: Decided[] = [];
  for (const m of lot) {
    if (!(m instanceof Ended))
      decided.push({ received: m.received, known: m.known, contentDigest: m.contentDigest, destinations: m.destinations, steps: m.steps });
    else if (m.how === 'parked') parked.push(m);
    else if (!m.known) unverified.push(m);
    else
      decided.push({
        received: m.received,
        known: m.known,
        contentDigest: m.contentDigest ?? m.received.digest,
        destinations: [],
        steps: [],
        refusal: m.reason,
      });
  }
  return { parked, unverified, decided };
}

function counts(parked: Ended[], unverified: Ended[], fresh: Decided[], repeats: readonly Decided[]): Count[] {
  const of = (outcome: string) => (m: Ended | Decided) => {
    const reason = m instanceof Ended ? m.reason : m.refusal;
    return { connector: m.received.connector, outcome, code: reason?.code ?? '' };
  };
  const outcomes = fresh.map((m) => of(m.refusal ? 'refused' : 'recorded')(m));
  return [...outcomes, ...parked.map(of('parked')), ...unverified.map(of('unverified')), ...repeats.map(of('duplicate'))];
}
