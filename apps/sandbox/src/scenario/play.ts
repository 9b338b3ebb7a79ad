import type { Arrivals } from '../stage/traffic/arrivals';
import type { Submit } from '../stage/traffic/submit';
import type { Scenario } from './model';

export interface Acting {
  readonly submit: Submit;
  readonly arrivals: Pick<Arrivals, 'of'>;
  /** At departments and companies. */
  readonly assigned: Pick<Arrivals, 'of'>;
  /** Milliseconds without any arrival after which a scenario is given up. */
  readonly patience: number;
  readonly stop: AbortSignal;
}

/** Filed at the portal; received and passed on by the one-stop system; decided by the department, step by step. */
export async function playScenario({ code, filing, receipt, steps }: Scenario, acting: Acting): Promise<void> {
  const { submit, arrivals, assigned, patience, stop } = acting;
  await submit(filing, stop);
  if (!(await arrivals.of(code, patience, stop))) return;
  for (const message of receipt) await submit(message, stop);
  if (!(await assigned.of(code, patience, stop))) return;
  for (const message of steps) if (!stop.aborted) await submit(message, stop);
}
