import { rfc3339 } from '../day/time';
import { readCatalogue } from '../scenario/catalogue';
import { type Scenario, castings } from '../scenario/model';
import { planScenario, timesOf } from '../scenario/plan';
import { playScenario } from '../scenario/play';
import { StageError } from './errors';
import type { Hub } from './hub';
import type { Outside } from './outside';

export interface CastOptions {
  readonly config: string;
  readonly seed: number;
  /** First running number of their dossiers; one each. */
  readonly first: number;
  readonly now: Date;
  readonly hub: Pick<Hub, 'dueTimes'>;
}

/** How many running numbers `castScenarios` uses. */
export const scenarioCount = castings.length;

/** The city's scenarios of this moment: papers and limits by the catalogue, due times by the hub's calendar. */
export async function castScenarios({ config, seed, first, now, hub }: CastOptions): Promise<Scenario[]> {
  const { submittedAt, receivedAt } = timesOf(now);
  const codes = castings.map(({ procedure }) => procedure);
  const [entries, dues] = await Promise.all([readCatalogue(config, codes, receivedAt), hub.dueTimes(codes, rfc3339(receivedAt))]);
  return castings.map(({ procedure, desk }, index) => {
    const [entry, dueAt] = [entries.find(({ code }) => code === procedure), dues.get(procedure)];
    if (!entry || !dueAt) throw new StageError('stage.config', `procedures: ${procedure}`);
    return planScenario({ seed, number: first + index, entry, desk, submittedAt, receivedAt, dueAt, now });
  });
}

/** All at once; nothing where the configuration names no departments. */
export async function playScenarios(
  scenarios: readonly Scenario[],
  { submit, arrivals, departments }: Pick<Outside, 'submit' | 'arrivals' | 'departments'>,
  patience: number,
  stop: AbortSignal,
): Promise<void> {
  if (!departments) return;
  const { assigned } = departments;
  await Promise.all(scenarios.map((scenario) => playScenario(scenario, { submit, arrivals, assigned, patience, stop })));
}
