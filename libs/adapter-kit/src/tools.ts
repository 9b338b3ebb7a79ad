import type { HttpClient } from './http/model';

/** Everything an adapter may touch of the hub: no Kafka, no database, no Nest, no signing keys. */
export interface Tools {
  /** Name of the connector. */
  readonly name: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Outbound calls with limits and the connector's allow-list. */
  readonly http: HttpClient;
  /** Reads a secret from the file that the configuration names; trimmed. */
  readonly secret: (file: string) => Promise<string>;
}

export interface Log {
  info(facts: Readonly<Record<string, unknown>>, words: string): void;
  warn(facts: Readonly<Record<string, unknown>>, words: string): void;
  error(facts: Readonly<Record<string, unknown>>, words: string): void;
}
