import { setTimeout as sleep } from 'node:timers/promises';
import { parseListing, unsettled } from '@lienthong/sandbox';
import type { Town } from '../model';

/** Milliseconds without anything moving after which the rest counts as stuck. */
const patience = 90_000;

/** Resolves when all that was acknowledged is settled and sealed, or when nothing moves any more; answers how much is left. */
export async function drained(town: Town, stop: AbortSignal, say: (left: number) => void): Promise<number> {
  for (let last = { left: Infinity, at: performance.now() }; ;) {
    const left = await leftIn(town).catch(() => Infinity);
    if (left === 0 || stop.aborted) return left;
    if (left < last.left) {
      last = { left, at: performance.now() };
      say(left);
    }
    if (performance.now() - last.at > patience) return left;
    await sleep(200);
  }
}

/** Cheap questions first: the hub's own list costs a process. */
const leftIn = async (town: Town): Promise<number> => (await underWay(town)) || unlisted(town);

interface UnderWay extends Record<string, number> {
  readonly count: number;
}

async function underWay({ outside, oneStop, query }: Town): Promise<number> {
  const [found] = await query<UnderWay>(`SELECT
    (SELECT count(*)::int FROM delivery WHERE state IN ('waiting', 'released', 'parked')) + (SELECT count(*)::int FROM parked)
    + (SELECT count(*)::int FROM leaf WHERE index IS NULL) + (SELECT coalesce(sum(size - published), 0)::int FROM tree) AS count`);
  const { last, acknowledged } = oneStop.feed();
  const answered = outside.ledger.answers.length;
  const unanswered = outside.ledger.rows.length - answered;
  return (found?.count ?? 0) + (last - acknowledged) + unanswered;
}

async function unlisted({ outside: { ledger }, hub }: Town): Promise<number> {
  const { code, stdout } = await hub('message', 'list', '--json');
  return code === 0 ? unsettled(ledger.rows, ledger.answers, parseListing(stdout)) : Infinity;
}
