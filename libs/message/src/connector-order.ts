import { isRecord, parseJson } from './json';

/** What a zone is to run of one connector: the highest revision holds. Stands on `config.<zone>` under the connector's name. */
export interface ConnectorOrder {
  readonly revision: number;
  readonly version: number;
  readonly paused: boolean;
  readonly removed: boolean;
  /** Its settings as YAML; secrets stand in files of the zone's machine. */
  readonly text: string;
}

export type ConnectorStateName = 'running' | 'paused' | 'removed' | 'refused';

/** What a zone says of an order, on `results.<zone>`. */
export interface ConnectorReport {
  readonly connector: string;
  readonly revision: number;
  readonly state: ConnectorStateName;
  /** Why it was refused: its code and where. */
  readonly problem: string;
}

export const encodeOrder = ({ revision, version, paused, removed, text }: ConnectorOrder): Buffer =>
  Buffer.from(JSON.stringify({ revision, version, paused, removed, text }));

/** `undefined`: nothing that a core of this version writes. */
export function decodeOrder(value: Uint8Array): ConnectorOrder | undefined {
  const found = parsed(value);
  if (!found) return undefined;
  const { revision, version, paused, removed, text } = found;
  if (!isCount(revision) || !isCount(version) || typeof paused !== 'boolean' || typeof removed !== 'boolean') return undefined;
  return typeof text === 'string' ? { revision, version, paused, removed, text } : undefined;
}

const prefix = 'connector:';
const states: readonly string[] = ['running', 'paused', 'removed', 'refused'] satisfies ConnectorStateName[];

/** Keys of records tell these reports from what becomes of deliveries. */
export const reportKey = ({ connector }: Pick<ConnectorReport, 'connector'>): string => `${prefix}${connector}`;

export const isReportKey = (key: string): boolean => key.startsWith(prefix);

export const encodeReport = ({ revision, state, problem }: ConnectorReport): Buffer =>
  Buffer.from(JSON.stringify({ revision, state, problem: problem.slice(0, 500) }));

/** `undefined`: nothing that a zone of this version writes. */
export function decodeReport(key: string, value: Uint8Array): ConnectorReport | undefined {
  const found = parsed(value);
  if (!found) return undefined;
  const { revision, state, problem } = found;
  if (!isCount(revision) || typeof state !== 'string' || !states.includes(state) || typeof problem !== 'string') return undefined;
  return {
    connector: key.slice(prefix.length, prefix.length + 63),
    revision,
    state: state as ConnectorStateName,
    problem: problem.slice(0, 500),
  };
}

/** As text that can be stored. */
function parsed(value: Uint8Array): Record<string, unknown> | undefined {
  try {
    const found = parseJson(value);
    return isRecord(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
