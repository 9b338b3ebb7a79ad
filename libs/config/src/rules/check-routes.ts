import type { HubConfig, RouteTest } from '../model';
import { compileRules } from './compile';
import { rulesOf } from './content';
import { type Decision, decide } from './decide';

export interface RouteTestResult {
  readonly name: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly actual: string;
}

/** Plays each case of `routes.test.yaml` against the rules of the configuration; results in the order of the cases. */
export function checkRoutes(config: HubConfig, tests: readonly RouteTest[]): RouteTestResult[] {
  const content = rulesOf(config);
  const rules = compileRules(content);
  const allActive = compileRules({ ...content, parties: content.parties.map((party) => ({ ...party, suspended: false })) });
  return tests.map(({ name, message, expect }) => {
    const expected = expect.code ?? shown({ connectors: expect.connectors ?? [] });
    const actual = shown(decide(rules, message));
    // a party that is suspended for the time being is no fault of the routes
    const passed = expected === actual || expected === shown(decide(allActive, message));
    return { name, passed, expected, actual };
  });
}

const shown = (decision: Decision): string => ('code' in decision ? decision.code : [...new Set(decision.connectors)].sort().join(', '));
