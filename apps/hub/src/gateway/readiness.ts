import type { ActLog } from './sign/act-log';
import type { KeyRing } from './sign/key-ring';
import type { GatewayRules } from './rules';

export interface Readiness {
  readonly ready: boolean;
  /** The active rules can be read: without them nobody is told from others. */
  readonly rules: boolean;
  /** Acts of signing can be stored. */
  readonly evidence: boolean;
  /** Names of keys are their parties' business. */
  readonly keys: ReturnType<KeyRing['readiness']>;
}

export interface ReadinessParts {
  readonly rules: Pick<GatewayRules, 'current'>;
  readonly acts: Pick<ActLog, 'isReady'>;
  readonly keys: Pick<KeyRing, 'readiness'>;
}

/** Not whether the process runs: whether it can do now what it is there for. */
export async function readinessOf({ rules, acts, keys }: ReadinessParts): Promise<Readiness> {
  const found = keys.readiness();
  const [hasRules, hasEvidence] = await Promise.all([
    rules.current().then(
      () => true,
      () => false,
    ),
    found.configured === 0 ? true : acts.isReady(),
  ]);
  return { ready: hasRules && hasEvidence && found.usable === found.configured, rules: hasRules, evidence: hasEvidence, keys: found };
}
