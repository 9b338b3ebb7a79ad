import type { Planned } from '../day/model';
import type { DepartmentName } from '../pki/model';
import type { CatalogueEntry } from './catalogue';

/** Who does what of one dossier, from the portal to the department and back. */
export interface Scenario {
  readonly entry: CatalogueEntry;
  readonly desk: DepartmentName;
  readonly code: string;
  /** By the hub's calendar. */
  readonly dueAt: Date;
  readonly finishedAt: Date;
  /** From the applicant to the one-stop system. */
  readonly filing: Planned;
  /** Once it has arrived there: the receipt for the portal, the dossier for the department. */
  readonly receipt: readonly [progress: Planned, assignment: Planned];
  /** Once it has arrived at the department: the steps of its work, for the portal. */
  readonly steps: readonly Planned[];
}

/** The city's six, by the code of their procedure and the connector of whoever decides. */
export const castings: readonly { readonly procedure: string; readonly desk: DepartmentName }[] = [
  { procedure: '1.012753', desk: 'land' },
  { procedure: '1.009896', desk: 'fire-safety' },
  { procedure: '3.990001', desk: 'power' },
  { procedure: '3.990002', desk: 'water' },
  { procedure: '2.002043', desk: 'investment' },
  { procedure: '1.009994', desk: 'construction' },
];

export const scenarioStates = ['complete', 'incomplete', 'out-of-order', 'late', 'papers'] as const;
export type ScenarioState = (typeof scenarioStates)[number];

/** What became of a scenario, seen from outside. */
export interface ScenarioEnd {
  readonly name: CatalogueEntry['name'];
  readonly code: string;
  /** Messages that arrived where they had to, of how many. */
  readonly steps: number;
  readonly of: number;
  readonly limitDays: number;
  readonly papers: number;
  readonly before: CatalogueEntry['before'];
  readonly dueAt: Date;
  readonly state: ScenarioState;
}
