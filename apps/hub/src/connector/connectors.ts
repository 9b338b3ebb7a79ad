import { readFile } from 'node:fs/promises';
import { type Connector, type Inbox, type Tools, createHttpClient } from '@lienthong/adapter-kit';
import type { HubConfig } from '@lienthong/config';
import type { Logger } from '@lienthong/runtime';
import { adapterNamed } from '../adapters';
import { hostsIn } from './outbound';

/** The configured connectors of one zone, by name. */
export function createConnectors(config: HubConfig, zone: string, log: Logger, inbox?: Inbox): Map<string, Connector> {
  return new Map(
    config.connectors
      .filter((connector) => connector.zone === zone)
      .map(({ name, adapter, config: own }) => [name, adapterNamed(adapter).create(own, toolsFor(name, own, log, inbox))]),
  );
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
