import { join } from 'node:path';
import { freePorts } from '@lienthong/embedded';
import type { Measured } from './figures';
import { type DoorFigures, measureDoor } from './gateway/measure';
import { type Identity, identityIn } from './load/identity';
import type { Rig } from './rig/rig';
import { perSecond } from './rig/meter';
import type { RigOptions } from './rig/rig';
import { inFlight, onRig, warm } from './rig/use';
import { drainBacklog } from './trials/backlog';
import { type Full, full } from './trials/full';
import { grow } from './trials/growth';
import { type Level, beside, level } from './trials/levels';
import { many, manyParties } from './trials/parties';
import { hubOfSingles } from './trials/singles';
import { type Resync, resync, withOther } from './trials/resync';
import { stages } from './trials/stages';
import { stepShares } from './trials/steps';

export interface RunOptions {
  readonly root: string;
  /** A tenth of the messages: to see that everything runs, not how fast. */
  readonly quick: boolean;
  /** Messages that the ledger holds already when it is measured once more; none: it is not. */
  readonly growth?: number;
  /** Once more with a city's number of parties and connectors. */
  readonly parties: boolean;
  readonly say: (step: Step, detail?: string) => void;
}

export type Step = 'sign' | 'resync' | 'stages' | 'full' | 'levels' | 'steps' | 'singles' | 'backlog' | 'growth' | 'parties';

/** Messages that are prepared: no measurement sends more over one rig. */
const prepared = 130_000;
const connections = 64;

export async function prepare({ root, say }: RunOptions): Promise<Identity> {
  return identityIn(join(root, '.cache/bench/identity'), prepared, (done) => done % 10_000 === 0 && say('sign', `${done}/${prepared}`));
}

export function rigOptions({ root }: RunOptions, identity: Identity): RigOptions {
  return { root, identity, connections, data: join(root, '.cache/bench/data'), config: join(root, 'config') };
}

/** All that a run measures on one machine, one after the other. */
export async function run(options: RunOptions): Promise<Measured> {
  const { quick, say } = options;
  const identity = await prepare(options);
  const base = rigOptions(options, identity);
  const scaled = (count: number): number => (quick ? Math.round(count / 10) : count);
  say('stages');
  const alone = await onRig(base, (rig) => stages(rig, scaled(20_000)));
  say('full');
  const { flow, levels } = await onRig(base, async (rig) => {
    await warm(rig, scaled(20_000));
    const flow = await full(rig, scaled(40_000), inFlight);
    say('levels');
    return { flow, levels: await allLevels(rig, perSecond(flow), quick ? 2 : 8) };
  });
  say('steps');
  const steps = await stepShares(base, scaled(40_000));
  say('singles');
  const hub = await hubOfSingles();
  const singles = await onRig({ ...base, hub }, async (rig) => {
    await warm(rig, scaled(300));
    return full(rig, scaled(700), inFlight);
  });
  say('backlog');
  const backlog = await onRig(base, (rig) => drainBacklog(rig, scaled(25_000)));
  const plain = flow;
  const growth =
    options.growth === undefined
      ? {}
      : { growth: { what: `with ${options.growth} messages in the ledger`, plain, loaded: await grown(options, base, scaled) } };
  const parties = options.parties
    ? {
        parties: {
          what: `with ${many.parties} parties and ${many.connectors} connectors more`,
          plain,
          loaded: await crowded(options, base, scaled),
        },
      }
    : {};
  return { stages: alone, full: flow, levels, steps, singles, backlog, ...growth, ...parties };
}

/** What waited for a counterpart that can take all, and for one that cannot. */
export interface Resyncs {
  readonly open: Resync;
  readonly limited: Resync;
  /** A second, of the one that cannot. */
  readonly limit: number;
}

export async function runResync(options: RunOptions): Promise<Resyncs> {
  const { root, quick, say } = options;
  const identity = await prepare(options);
  const [otherPort = 0] = await freePorts(1);
  const config = await withOther(join(root, 'config'), join(root, '.cache/bench/config'), otherPort);
  const rig = { ...rigOptions(options, identity), config, otherPort };
  const [count, limit] = [quick ? 2_500 : 25_000, 200];
  say('resync', `${count}`);
  const open = await onRig(rig, (one) => resync(one, count, { kind: 'open' }));
  say('resync', `${count}, ${limit}/s`);
  return { open, limited: await onRig(rig, (one) => resync(one, count, { kind: 'limited', perSecond: limit })), limit };
}

type Scaled = (count: number) => number;

function grown({ growth = 0, say }: RunOptions, base: RigOptions, scaled: Scaled): Promise<Full> {
  say('growth');
  return onRig(base, async (rig) => {
    await grow(rig, growth, (done) => say('growth', `${done}/${growth}`));
    await warm(rig, scaled(20_000));
    return full(rig, scaled(40_000), inFlight);
  });
}

async function crowded({ root, say }: RunOptions, base: RigOptions, scaled: Scaled): Promise<Full> {
  say('parties');
  const config = await manyParties(base.config, join(root, '.cache/bench/config'));
  return onRig({ ...base, config }, async (rig) => {
    await warm(rig, scaled(20_000));
    return full(rig, scaled(40_000), inFlight);
  });
}

async function allLevels(rig: Rig, rate: number, seconds: number): Promise<Level[]> {
  const levels: Level[] = [];
  for (const share of [10, 50, 70, 100]) levels.push(await level(rig, `${share} %`, (rate * share) / 100, seconds));
  levels.push(await beside(rig, '50 %, beside dossiers that take 500 ms', rate / 2, seconds));
  levels.push(await level(rig, '1/s', 1, 2 * seconds));
  return levels;
}

/** The gateway alone: what it takes in lies on its topic. */
export async function runDoor(options: RunOptions): Promise<DoorFigures> {
  const identity = await prepare(options);
  options.say('full', 'gateway');
  return measureDoor(rigOptions(options, identity), identity, options.quick ? 2_000 : 20_000);
}
