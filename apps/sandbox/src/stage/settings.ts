import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isCollection, parse, parseDocument } from 'yaml';
import { StageError } from './errors';

/** A value of the configuration by its dotted path, as `--set` writes it; `undefined` when absent. */
export type Lookup = (path: string) => unknown;

/** Reads hub.yaml and connectors/*.yaml with the overrides in force. The hub checks them in full; here only addresses are looked up. */
export async function readSettings(dir: string, overrides: readonly string[]): Promise<Lookup> {
  const hub = await document(join(dir, 'hub.yaml'));
  const folder = join(dir, 'connectors');
  const files = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name));
  const connectors = new Map<string, Document>();
  for (const file of files) {
    const found = await document(join(folder, file));
    connectors.set(String(found.get('name')), found);
  }
  for (const override of overrides) apply(override, hub, connectors);
  return (path) => {
    const [found, keys] = target(path, hub, connectors);
    const value = found?.getIn(keys);
    return isCollection(value) ? (value.toJSON() as unknown) : value;
  };
}

async function document(file: string): Promise<Document> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StageError('stage.config', file, { cause });
  });
  const parsed = parseDocument(text);
  if (parsed.errors[0]) throw new StageError('stage.config', `${file}: ${parsed.errors[0].message}`);
  return parsed;
}

/** `a.b=value` into hub.yaml, `connectors.<name>.a.b=value` into a connector; the value is YAML, an empty one removes the key. */
function apply(override: string, hub: Document, connectors: ReadonlyMap<string, Document>): void {
  const [path = '', ...rest] = override.split('=');
  const [found, keys] = target(path, hub, connectors);
  const value = parse(rest.join('=')) as unknown;
  if (!found || rest.length === 0) throw new StageError('stage.config', `--set ${override}`);
  if (value === null) found.deleteIn(keys);
  else found.setIn(keys, found.createNode(value));
}

function target(path: string, hub: Document, connectors: ReadonlyMap<string, Document>): [Document | undefined, string[]] {
  const keys = path.split('.');
  return keys[0] === 'connectors' ? [connectors.get(keys[1] ?? ''), keys.slice(2)] : [hub, keys];
}
