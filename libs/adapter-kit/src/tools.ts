import type { HttpClient } from './http/model';
import type { Inbox } from './inbox';

/** Everything an adapter may touch of the hub: no Kafka, no database but an inbox to put into, no Nest, no signing keys. */
export interface Tools {
  /** Name of the connector. */
  readonly name: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Outbound calls with limits and the connector's allow-list. */
  readonly http: HttpClient;
  /** Reads a secret from the file that the configuration names; trimmed. */
  readonly secret: (file: string) => Promise<string>;
  /** For zones with an inbox alone. */
  readonly inbox?: Inbox;
}

export interface Log {
  info(facts: Readonly<Record<string, unknown>>, words: string): void;
  warn(facts: Readonly<Record<string, unknown>>, words: string): void;
  error(facts: Readonly<Record<string, unknown>>, words: string): void;
}
