import type { ConnectorRule, HubConfig } from '@lienthong/config';

type Paced = Pick<ConnectorRule, 'name' | 'delivery' | 'maintenance'>;

/** What waits at the zone for a turn must get it within its lease. */
const share = { turns: 16, lease: 1 / 4 };

/** Deliveries that may be out at once, of each connector that may have fewer than the installation's window. */
export function ownWindows(connectors: readonly Paced[], { lease }: Pick<HubConfig['delivery'], 'lease'>, now: Date): Map<string, number> {
  return new Map(connectors.map((connector) => [connector.name, windowOf(connector, lease, now)]));
}

function windowOf({ delivery, maintenance = [] }: Paced, leaseMs: number, now: Date): number {
  if (maintenance.some((span) => isIn(span, now))) return 0;
  const inTurns = delivery ? share.turns * delivery.concurrency : Infinity;
  const atRate = delivery?.rate === undefined ? Infinity : Math.max(1, Math.floor((delivery.rate * leaseMs * share.lease) / 1_000));
  return Math.min(inTurns, atRate);
}

type Span = NonNullable<Paced['maintenance']>[number];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const [minuteMs, dayMs, hanoiMs] = [60_000, 86_400_000, 7 * 3_600_000];

function isIn(span: Span, now: Date): boolean {
  if (!('days' in span)) return Date.parse(span.from) <= now.getTime() && now.getTime() < Date.parse(span.until);
  const minute = Math.floor(((now.getTime() + hanoiMs) % dayMs) / minuteMs);
  const beginsOn = (daysAgo: number): boolean => {
    const weekday = weekdays[new Date(now.getTime() + hanoiMs - daysAgo * dayMs).getUTCDay()] ?? 'sun';
    return span.days.includes(weekday);
  };
  if (span.from < span.to) return beginsOn(0) && span.from <= minute && minute < span.to;
  return (beginsOn(0) && minute >= span.from) || (beginsOn(1) && minute < span.to);
}
