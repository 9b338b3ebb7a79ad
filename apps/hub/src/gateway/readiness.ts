import type { Disk } from './disk';
import type { DurableLog } from './durable-log';
import type { KeyRing } from './sign/key-ring';
import type { GatewayRules } from './rules';

export interface Readiness {
  readonly ready: boolean;
  /** The active rules can be read: without them nobody is told from others. */
  readonly rules: boolean;
  /** Messages can be taken in. */
  readonly intake: boolean;
  /** There is room on the disk to take more in. */
  readonly disk: boolean;
  /** Acts of signing can be stored. */
  readonly evidence: boolean;
  /** Names of keys are their parties' business. */
  readonly keys: ReturnType<KeyRing['readiness']>;
}

export interface ReadinessParts {
  readonly rules: Pick<GatewayRules, 'current'>;
  readonly acts: Pick<DurableLog, 'isReady'>;
  readonly intake: Pick<DurableLog, 'isReady'>;
  readonly disk: Pick<Disk, 'hasRoom'>;
  readonly keys: Pick<KeyRing, 'readiness'>;
}

/** Not whether the process runs: whether it can do now what it is there for. */
export async function readinessOf({ rules, acts, intake, disk, keys }: ReadinessParts): Promise<Readiness> {
  const found = keys.readiness();
  const [hasRules, hasIntake, hasRoom, hasEvidence] = await Promise.all([
    rules.current().then(
      () => true,
      () => false,
    ),
    intake.isReady(),
    disk.hasRoom(),
    found.configured === 0 ? true : acts.isReady(),
  ]);
  const ready = hasRules && hasIntake && hasRoom && hasEvidence && found.usable === found.configured;
  return { ready, rules: hasRules, intake: hasIntake, disk: hasRoom, evidence: hasEvidence, keys: found };
}
