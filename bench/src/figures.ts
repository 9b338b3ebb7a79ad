import type { Full } from './trials/full';
import type { Level } from './trials/levels';
import type { Reading } from './rig/meter';
import type { Stages } from './trials/stages';
import { perSecond } from './rig/meter';

/** Everything that one run measured. */
export interface Measured {
  readonly stages: Stages;
  readonly full: Full;
  readonly levels: readonly Level[];
  /** Share of the core's processor time by part of the way. */
  readonly steps: Readonly<Record<string, number>>;
  readonly singles: Full;
  readonly backlog: Reading;
  /** Door to door with the ledger grown and with many parties, and beside each the same on an empty one of the same run. */
  readonly growth?: Compared;
  readonly parties?: Compared;
}

export interface Compared {
  readonly what: string;
  readonly plain: Full;
  readonly loaded: Full;
}

/** The one object that `--json` ends with. */
export type Figures = Readonly<Record<string, number>>;

export function figuresOf({ stages, full, levels, singles, backlog, growth, parties }: Measured): Figures {
  const rate = perSecond(full);
  const at = (name: string): Level | undefined => levels.find((level) => level.name === name);
  return {
    messagesPerSecond: round(rate),
    limitPerSecond: round(stages.limit),
    ratioToLimit: round(rate / stages.limit, 2),
    singlesPerSecond: round(perSecond(singles)),
    ratioToSingles: round(rate / perSecond(singles), 1),
    ackP99Ms: round(at('70 %')?.ackP99 ?? NaN, 1),
    doorP99Ms: round(at('70 %')?.doorP99 ?? NaN, 1),
    doorP50AtOnePerSecondMs: round(at('1/s')?.doorP50 ?? NaN, 1),
    drainPerSecond: round(perSecond(backlog)),
    residentMiB: round(Object.values(full.resident).reduce((sum, one) => sum + one, 0)),
    ...(growth && { grownToEmpty: ratio(growth) }),
    ...(parties && { manyPartiesToFew: ratio(parties) }),
  };
}

const ratio = ({ plain, loaded }: Compared): number => round(perSecond(loaded) / perSecond(plain), 2);

export const round = (value: number, digits = 0): number => Number(value.toFixed(digits));
