import { type ConnectorFile, type HubConfig, type RulesContent, digestOf, rulesOf, withConnector } from '@lienthong/config';
import { type Applied, type KeptConnector, applyConfiguration, applyConnector, createDataSource } from '@lienthong/store';
import { acting } from '../acting';
import { databaseFor } from '../credentials';

/** Makes the files' rules and connectors the active ones; `by` = the command, for the audit. */
export function activate(config: HubConfig, data: string, by: string): Promise<Applied> {
  return withAdmin(config, data, by, (source) =>
    applyConfiguration(source, { ...digested(rulesOf(config)), connectors: config.connectorFiles.map(kept) }, acting(by)),
  );
}

/** Makes one connector's settings and its mapping the active ones, and leaves everything else as it is. Gives the connector's version. */
export function activateConnector(config: HubConfig, data: string, file: ConnectorFile, reason: string): Promise<Applied> {
  const change = (active: unknown) => digested(withConnector(active as RulesContent, file.name, config));
  return withAdmin(config, data, 'hub connector', (source) => applyConnector(source, kept(file), change, acting(reason)));
}

const digested = (content: RulesContent) => ({ content, digest: bytesOf(digestOf(content)) });

const kept = ({ name, zone, text, digest }: ConnectorFile): KeptConnector => ({ name, zone, text, digest: bytesOf(digest) });

const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');

async function withAdmin<T>(
  config: HubConfig,
  data: string,
  by: string,
  work: (source: ReturnType<typeof createDataSource>) => Promise<T>,
): Promise<T> {
  const source = await createDataSource(databaseFor(config, data, 'hub_admin'), by).initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}
