import { isRecord, parseJson } from '@lienthong/message';
import type { Assigned } from '../department/model';
import type { Scenario, ScenarioEnd, ScenarioState } from './model';

export interface Traces {
  /** Effects in the stand-ins' own journals, in the order in which each took them. */
  readonly delivered: readonly string[];
  readonly assigned: readonly Assigned[];
}

/** Complete, in order, on time and with no more papers than the catalogue asks for: all seen at those who got the messages. Pure. */
export function judgeScenario(scenario: Scenario, { delivered, assigned }: Traces): ScenarioEnd {
  const { entry, code, dueAt, filing, receipt, steps } = scenario;
  const [progress, assignment] = receipt;
  const told = [progress, ...steps].map(({ effect }) => delivered.indexOf(effect));
  const places = [filing, assignment].map(({ effect }) => delivered.indexOf(effect)).concat(told);
  const papers = papersIn(assigned.find((one) => one.code === code && one.desk === scenario.desk)?.body);
  const state = stateOf(scenario, places, told, papers);
  const arrived = places.filter((place) => place >= 0).length;
  const { name, limitDays, before } = entry;
  return { name, code, steps: arrived, of: places.length, limitDays, papers, before, dueAt, state };
}

function stateOf(
  { entry, dueAt, finishedAt }: Scenario,
  places: readonly number[],
  told: readonly number[],
  papers: number,
): ScenarioState {
  if (places.some((place) => place < 0)) return 'incomplete';
  if (told.some((place, i) => place < (told[i - 1] ?? 0))) return 'out-of-order';
  if (papers !== entry.papers.length) return 'papers';
  return finishedAt <= dueAt ? 'complete' : 'late';
}

/** As the department has them: 0 when it has none. */
function papersIn(body: Uint8Array | undefined): number {
  const event = body && parseJson(body);
  const data = isRecord(event) ? event['data'] : undefined;
  const dossier = isRecord(data) ? data['dossier'] : undefined;
  return isRecord(dossier) && Array.isArray(dossier['attachments']) ? dossier['attachments'].length : 0;
}
