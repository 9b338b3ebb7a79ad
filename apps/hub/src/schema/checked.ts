import { type HubConfig, problem, type Problem, type SchemaConfig } from '@lienthong/config';
import { checkType, type Finding } from '@lienthong/documents';
import { type Place, loadSettings, Misconfigured } from '../settings';

/** The settings, and every schema of the registry tried: what is to be made active. Throws `Misconfigured`. */
export async function checkedSettings(place: Place): Promise<HubConfig> {
  const config = loadSettings(place);
  const problems = (await Promise.all(config.schemas.map(problemsOf))).flat();
  if (problems.length > 0) throw new Misconfigured(problems);
  return config;
}

export async function problemsOf(type: SchemaConfig): Promise<Problem[]> {
  return (await checkType(type)).map((finding) => problemOf(finding, type));
}

const codes = { schema: 'config.schema', example: 'config.schema-example', incompatible: 'config.schema-incompatible' } as const;

function problemOf({ version, about, vi, en }: Finding, { type, versions }: SchemaConfig): Problem {
  const file = versions.find((one) => one.version === version)?.file ?? `schemas/${type}/type.yaml`;
  return problem(codes[about], { file, line: 1, column: 1 }, { vi, en });
}
