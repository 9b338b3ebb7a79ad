import { cpus } from 'node:os';
import { type Figures, round } from '../figures';
import type { Resyncs } from '../run';
import { ownCpu } from '../rig/meter';
import type { Resync } from '../trials/resync';

/** The one object that `bench resync --json` ends with. */
export function resyncFigures({ open, limited, limit }: Resyncs): Figures {
  return {
    drainPerSecond: round(open.perSecond),
    resumedSeconds: round(open.resumed, 1),
    freshP99Ms: round(open.fresh.p99),
    elsewhereP99Ms: round(open.elsewhere.p99),
    limitedToLimit: round(limited.perSecond / limit, 2),
    limitedSentAwayToTaken: round(limited.sentAway, 2),
    limitedFreshP99Ms: round(limited.fresh.p99),
    limitedElsewhereP99Ms: round(limited.elsewhere.p99),
  };
}

/** The page of figures, `docs/performance-resync.md`. */
export function resyncPage({ open, limited, limit }: Resyncs, quick: boolean): string {
  const row = (what: string, of: (one: Resync) => string): string => `| ${what} | ${of(open)} | ${of(limited)} |`;
  const times = (which: 'fresh' | 'elsewhere') => (one: Resync) => `${round(one[which].p50)} / ${round(one[which].p99)}`;
  return [
    '# Performance of a resync',
    '',
    'Made by `npm run bench -- resync --write docs/performance-resync.md`; do not edit. A counterpart is away; what comes in for it meanwhile is decided, recorded, sealed, and waits. It comes back, and 20 fresh messages a second go on coming in, half of them for it, half for another connector; their times are of those that came in after its first delivery. It has ended when every message has arrived.',
    ...(quick ? ['', '**A quick run: these figures show that everything runs, not how fast.**'] : []),
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}; load, sinks, Kafka and PostgreSQL run on it too.`,
    '',
    `| figure | takes all | takes ${limit} a second, 503 with Retry-After beyond |`,
    '| --- | --- | --- |',
    row('messages that waited', (one) => String(one.waiting)),
    row('from its return to the first delivery, s', (one) => String(round(one.resumed, 1))),
    row('drained a second, from the first to the last', (one) => String(round(one.perSecond))),
    `| ratio to its limit | | ${round(limited.perSecond / limit, 2)} |`,
    row('asked to come later, for each that it took', (one) => String(round(one.sentAway, 2))),
    row('sent once more after it took them', (one) => String(one.again)),
    row('fresh messages for it, due to arrived, ms, p50 / p99', times('fresh')),
    row('fresh messages for another connector, ms, p50 / p99', times('elsewhere')),
    row('processor time of each delivery without outside, µs', (one) => String(round(ownCpu(one)))),
    ...Object.keys(open.cpu).map((name) => row(`of it ${name}, µs`, ({ cpu }) => String(round(cpu[name] ?? 0)))),
    '',
  ].join('\n');
}
