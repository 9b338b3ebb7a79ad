import type { ConnectorConfig, ConnectorFile } from './model';
import type { LoadRequest } from './load';
import type { Problem } from './problem';
import { digestOf } from './rules/digest';
import type { Sources } from './source/files';
import { type AdapterSchemas, type Parsed, parseConnector } from './source/parse';
import type { Folders } from './source/paths';
import { parseSource } from './source/yaml';

export const connectorFile = ({ source: { document }, value: { name, zone } }: Parsed['connectors'][number]): ConnectorFile => ({
  name,
  zone,
  text: document.toString({ lineWidth: 0 }),
  digest: digestOf(document.toJS()),
});

export interface ConnectorRead {
  readonly file: ConnectorFile;
  readonly config: ConnectorConfig;
}

/** Reads one connector as it was kept, with the folders of this machine. Whatever else it names is not looked at. */
export function readConnector(
  name: string,
  text: string,
  folders: Folders,
  adapters: AdapterSchemas,
): { read?: ConnectorRead; problems: Problem[] } {
  const source = parseSource(`connectors/${name}.yaml`, text);
  if (Array.isArray(source)) return { problems: source };
  const { parsed, problems } = parseConnector(source, folders, adapters);
  return parsed ? { read: { file: connectorFile(parsed), config: parsed.value }, problems } : { problems };
}

/** The sources with one connector's text in the place of its file; without a file of that name beside the others. */
export function withInstead(sources: Sources, instead: LoadRequest['instead']): { sources?: Sources; problems: Problem[] } {
  if (!instead) return { sources, problems: [] };
  const source = parseSource(`connectors/${instead.connector}.yaml`, instead.text);
  if (Array.isArray(source)) return { problems: source };
  const others = sources.connectors.filter(({ document }) => document.get('name') !== instead.connector);
  return { sources: { ...sources, connectors: [...others, source] }, problems: [] };
}
