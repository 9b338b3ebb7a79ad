import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { otherReceiver } from '../load/identity';
import type { Day } from '../load/sink';
import { percentile } from '../measure/percentiles';
import { type Reading, metered } from '../rig/meter';
import type { Rig } from '../rig/rig';
import { warm } from '../rig/use';

/** What came of a counterpart's return, while fresh messages came in for it and for another one. */
export interface Resync {
  readonly waiting: number;
  /** Seconds from its return to the first delivery. */
  readonly resumed: number;
  /** Deliveries a second from the first of what had waited to the last. */
  readonly perSecond: number;
  /** How many deliveries it asked to come later, for each that it took. */
  readonly sentAway: number;
  /** How many it got once more after it had taken them. */
  readonly again: number;
  /** Of those that came in after its first delivery. */
  readonly fresh: Times;
  readonly elsewhere: Times;
  /** Processor time while it drained, for each message that was delivered. */
  readonly cpu: Reading['cpu'];
}

/** Milliseconds from due to arrived. */
interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** Fresh messages a second, for both counterparts together. */
const freshPerSecond = 20;
const otherZone = 'elsewhere';

/** A counterpart goes away, so many messages for it come in and are decided, and it comes back as `day` says. */
export async function resync(rig: Rig, count: number, day: Day): Promise<Resync> {
  await rig.start(`connector:${otherZone}`);
  await warm(rig, Math.round(count / 5));
  await rig.play({ kind: 'turn', day: { kind: 'away' } });
  const before = await rig.tally('recorded');
  await rig.play({ kind: 'fill', count });
  await rig.until('recorded', before + count);
  await rig.play({ kind: 'turn', day });
  const trickle = rig.play({ kind: 'trickle', perSecond: freshPerSecond });
  const { cpu } = await metered(rig, count, () => trickle.then(() => rig.settled()));
  const { drained, doors, others, sentAway, again } = await trickle;
  const afterwards = (times: readonly number[]): readonly number[] =>
    times.slice(Math.ceil((drained.first / 1_000) * (freshPerSecond / 2)));
  return {
    waiting: count,
    resumed: drained.first / 1_000,
    perSecond: (count * 1_000) / (drained.last - drained.first),
    sentAway: sentAway / (count + doors.length),
    again,
    fresh: timesOf(afterwards(doors)),
    elsewhere: timesOf(afterwards(others)),
    cpu,
  };
}

const timesOf = (times: readonly number[]): Times => ({ p50: percentile(times, 0.5), p99: percentile(times, 0.99) });

/** A copy of the configuration in which one ward has a system and a zone of its own. */
export async function withOther(from: string, to: string, port: number): Promise<string> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  await rm(join(to, 'routes.test.yaml')); // it says what the routes there do
  await changed(join(to, 'hub.yaml'), /^zones:\n/m, (zones) => `${zones}  ${otherZone}: {}\n`);
  const route = `- id: to-${otherZone}\n  when: { type: dossier.submitted, receiver: ${otherReceiver} }\n  to: { connector: ${otherZone} }\n\n`;
  await changed(join(to, 'routes.yaml'), /^- id: /m, (first) => route + first);
  const connectors = join(to, 'connectors');
  const oneStop = await readFile(join(connectors, 'one-stop.yaml'), 'utf8');
  const other = oneStop
    .replaceAll(/^(name|zone): one-stop$/gm, `$1: ${otherZone}`)
    .replace(/^parties:\n(?: .*\n)*/m, `parties: [${otherReceiver}]\n`)
    .replace(/baseUrl: .*/, `baseUrl: http://127.0.0.1:${port}`);
  await writeFile(join(connectors, `${otherZone}.yaml`), other);
  await changed(join(connectors, 'one-stop.yaml'), new RegExp(`^ +- ${otherReceiver}\n`, 'm'), () => '');
  return to;
}

async function changed(file: string, what: RegExp, into: (found: string) => string): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (!what.test(text)) throw new Error(`${file}: nothing to change`);
  await writeFile(file, text.replace(what, into));
}
