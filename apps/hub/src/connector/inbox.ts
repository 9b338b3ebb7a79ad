import type { Inbox } from '@lienthong/adapter-kit';
import type { HubConfig } from '@lienthong/config';
import type { Logger } from '@lienthong/runtime';
import { InboxWriter, createPool } from '@lienthong/store';
import { databaseFor } from '../credentials';

export interface OpenInbox {
  readonly inbox: Inbox;
  close(): Promise<void>;
}

/** For a zone with an inbox; every other one goes without the database. */
export function openInbox(config: HubConfig, data: string, zone: string, log: Logger): OpenInbox | undefined {
  if (!config.connectors.some((connector) => connector.zone === zone && connector.adapter === 'inbox')) return undefined;
  const onError = (error: Error): void => log.warn({ error }, 'lost a connection');
  const pool = createPool({ at: databaseFor(config, data, 'hub_inbox'), max: 4, name: `hub connector ${zone}`, onError });
  return { inbox: new InboxWriter(pool), close: () => pool.end() };
}
