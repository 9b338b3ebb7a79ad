import { readFile } from 'node:fs/promises';
import { type Connector, type Inbox, type Tools, createHttpClient } from '@lienthong/adapter-kit';
import type { ConnectorConfig } from '@lienthong/config';
import type { Logger } from '@lienthong/runtime';
import { adapterNamed } from '../adapters';
import { hostsIn } from './outbound';

/** A connector as it is configured. It makes no connection by itself, and ends all of them when it is closed. */
export function createConnector({ name, adapter, config }: ConnectorConfig, log: Logger, inbox?: Inbox): Connector {
  const tools = toolsFor(name, config, log, inbox);
  const connector = adapterNamed(adapter).create(config, tools);
  const close = async (): Promise<void> => {
    await connector.close();
    await tools.http.close();
  };
  return { source: connector.source, sink: connector.sink, check: () => connector.check(), close };
}

function toolsFor(name: string, config: unknown, log: Logger, inbox: Inbox | undefined): Tools {
  return {
    name,
    log: log.child({ connector: name }),
    now: () => new Date(),
    http: createHttpClient({ allow: hostsIn(config), timeoutMs: 20_000, maxResponseBytes: 8 << 20, connections: 64 }),
    secret: async (file) => (await readFile(file, 'utf8')).trim(),
    ...(inbox && { inbox }),
  };
}
