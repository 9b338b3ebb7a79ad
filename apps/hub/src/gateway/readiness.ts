import type { DurableLog } from './durable-log';
import type { KeyRing } from './sign/key-ring';
import type { GatewayRules } from './rules';

export interface Readiness {
  readonly ready: boolean;
  /** The active rules can be read: without them nobody is told from others. */
  readonly rules: boolean;
  /** Messages can be taken in. */
  readonly intake: boolean;
  /** Acts of signing can be stored. */
  readonly evidence: boolean;
  /** Names of keys are their parties' business. */
  readonly keys: ReturnType<KeyRing['readiness']>;
}

export interface ReadinessParts {
  readonly rules: Pick<GatewayRules, 'current'>;
  readonly acts: Pick<DurableLog, 'isReady'>;
  readonly intake: Pick<DurableLog, 'isReady'>;
  readonly keys: Pick<KeyRing, 'readiness'>;
}

/** Not whether the process runs: whether it can do now what it is there for. */
export async function readinessOf({ rules, acts, intake, keys }: ReadinessParts): Promise<Readiness> {
  const found = keys.readiness();
  const [hasRules, hasIntake, hasEvidence] = await Promise.all([
    rules.current().then(
      () => true,
      () => false,
    ),
    intake.isReady(),
    found.configured === 0 ? true : acts.isReady(),
  ]);
  const ready = hasRules && hasIntake && hasEvidence && found.usable === found.configured;
  return { ready, rules: hasRules, intake: hasIntake, evidence: hasEvidence, keys: found };
}
