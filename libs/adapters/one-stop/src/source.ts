import { pause, type Source, type Tools } from '@lienthong/adapter-kit';
import { Failure } from '@lienthong/message';
import type { OneStopConfig } from './config';
import type { Feed } from './feed';
import type { Change } from './item';

type Submit = Parameters<Source['run']>[0];

const backoff = { firstMs: 250, longestMs: 30_000 };
/** An empty answer that came at once: the system does not hold questions open. */
const idleMs = 500;

/**
 * Fetches changes, hands them on, acknowledges. Nothing is acknowledged before every message of the answer is durable; what is offered
 * again after a failure is recognised by its message id. `random` in [0, 1) spreads the attempts of many hubs.
 */
export function oneStopSource({ poll }: OneStopConfig, feed: Feed, { log, now }: Pick<Tools, 'log' | 'now'>, random = Math.random): Source {
  return {
    async run(submit, stop) {
      let limit = poll.limit;
      let failures = 0;
      while (!stop.aborted) {
        try {
          const asked = now().getTime();
          const changes = await feed.next(limit, stop);
          await hand(changes, submit, feed, stop);
          limit = Math.min(poll.limit, limit * 2);
          failures = 0;
          if (changes.length === 0 && now().getTime() - asked < idleMs) await pause(idleMs, stop);
        } catch (cause) {
          if (stop.aborted) return;
          const { code, detail } = cause instanceof Failure ? cause : { code: 'hub.defect', detail: { reason: String(cause) } };
          log.warn({ code, ...detail, failures, limit }, 'polling failed');
          if (detail['reason'] === 'answer too large' && limit > 1) limit = Math.floor(limit / 2);
          else await pause(delay(failures++, random()), stop);
        }
      }
    },
  };
}

const delay = (failures: number, random: number): number =>
  Math.min(backoff.longestMs, backoff.firstMs * 2 ** Math.min(failures, 10)) * (0.5 + random / 2);

async function hand(changes: readonly Change[], submit: Submit, feed: Feed, stop: AbortSignal): Promise<void> {
  if (changes.length === 0) return;
  const ends = await Promise.allSettled(bySubject(changes).map((lane) => inOrder(lane, submit)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  await feed.acknowledge(Math.max(...changes.map(({ seq }) => seq)), stop);
}

function bySubject(changes: readonly Change[]): Change[][] {
  const lanes = new Map<string, Change[]>();
  for (const change of changes) {
    const lane = lanes.get(change.raw.subject);
    if (lane) lane.push(change);
    else lanes.set(change.raw.subject, [change]);
  }
  return [...lanes.values()];
}

/** One after the other: after a failure nothing of the same subject may overtake. */
async function inOrder(lane: readonly Change[], submit: Submit): Promise<void> {
  for (const { raw } of lane) await submit(raw);
}
