import { createHttpClient } from '../http/client';
import type { Inbox } from '../inbox';
import type { Tools } from '../tools';

export interface TestToolsOptions {
  /** `host:port` that the adapter may call. */
  readonly allow?: readonly string[];
  /** Secrets by file name. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly timeoutMs?: number;
  readonly inbox?: Inbox;
}

/** `Tools` with a real HTTP client, invented secrets and a log that is kept. */
export function testTools({ allow = [], secrets = {}, now = () => new Date(), timeoutMs = 1_000, inbox }: TestToolsOptions = {}): Tools & {
  readonly lines: string[];
} {
  const lines: string[] = [];
  const line = (level: string) => (facts: Readonly<Record<string, unknown>>, words: string) => {
    lines.push(`${level} ${words} ${JSON.stringify(facts)}`);
  };
  return {
    name: 'test',
    ...(inbox && { inbox }),
    lines,
    log: { info: line('info'), warn: line('warn'), error: line('error') },
    now,
    http: createHttpClient({ allow, timeoutMs, maxResponseBytes: 1_048_576, connections: 4 }),
    secret: (file) => {
      const value = secrets[file];
      return value === undefined ? Promise.reject(new Error(`there is no file ${file}`)) : Promise.resolve(value);
    },
  };
}
