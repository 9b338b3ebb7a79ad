import { passed, warning } from '../cms/check';
import { unreadable } from '../cms/find-timestamps';
import { type Check, type FoundSignature, type ReadOptions, UnreadableError } from '../verdict/found';
import { checkObjects, type FoundEntry, signedBy, signedManifest } from './cades';
import type { Container } from './container';
import { entryOf, type Manifest, readManifest } from './manifest';

export interface AsicOptions extends ReadOptions {
  /** Reads the XML signatures of an entry; it asks for other entries as detached content, by their URI. */
  readonly readXml: (bytes: Uint8Array, options: ReadOptions) => readonly FoundSignature[] | Promise<readonly FoundSignature[]>;
}

/** An entry in META-INF whose name says what it is, read by its manifest. */
interface Described {
  readonly name: string;
  readonly manifest: Manifest;
}

const manifestName = /^META-INF\/ASiCManifest[^/]*\.xml$/;
const archiveName = /^META-INF\/ASiCArchiveManifest[^/]*\.xml$/;
const xmlName = /^META-INF\/[^/]*signatures[^/]*\.xml$/;
const recordName = /^META-INF\/[^/]*(evidencerecord|ASiCEvidenceRecordManifest)[^/]*$/i;
const maxSignatures = 256;

/**
 * The signatures of an ASiC-E or ASiC-S container (ETSI EN 319 162-1), by XAdES and by CAdES; each says whether it covers every file of it.
 * @throws UnreadableError
 */
export async function readAsic(container: Container, options: AsicOptions): Promise<FoundSignature[]> {
  const names = [...container.entries.keys()];
  const described = describe(
    container,
    names.filter((name) => manifestName.test(name)),
  );
  const archives = describe(
    container,
    names.filter((name) => archiveName.test(name)),
  );
  const found = cadesSignatures(container, names, described, options);
  for (const name of names) if (xmlName.test(name)) found.push(...(await xmlSignatures(container, name, options)));
  if (found.length > maxSignatures)
    throw new UnreadableError('unsupported', 'asic.files', `reading ASiC: more than ${maxSignatures} signatures`);
  const records = names
    .filter((name) => recordName.test(name))
    .map((entry) => warning('timestamp.unprocessed', 'evidence-record', { entry }));
  return found.map((one) => archived(container, covering(container, one), archives, records, options));
}

const describe = ({ entries }: Container, names: readonly string[]): Described[] =>
  names.map((name) => ({ name, manifest: readManifest(entries.get(name) ?? new Uint8Array()) }));

async function xmlSignatures({ entries }: Container, entry: string, options: AsicOptions): Promise<FoundEntry[]> {
  const { readXml, ...rest } = options;
  const content = (uri: string): Uint8Array | undefined => entries.get(entryOf(uri));
  const found = await readXml(entries.get(entry) ?? new Uint8Array(), { ...rest, content });
  return found.map((one) => ({ entry, found: one }));
}

/** ASiC-S signs its one file itself; ASiC-E a manifest for each signature, and a signature without one says nothing of any file. */
function cadesSignatures(
  container: Container,
  names: readonly string[],
  described: readonly Described[],
  options: ReadOptions,
): FoundEntry[] {
  const [file = ''] = container.files;
  const messages = names.filter((name) => /^META-INF\/[^/]*\.p7s$/.test(name));
  if (container.format === 'asic-s')
    return messages.flatMap((entry) => signedBy(container, entry, container.entries.get(file), file, options));
  const signing = described.filter(({ manifest }) => !manifest.signature.endsWith('.tst'));
  const alone = messages.filter((entry) => !signing.some(({ manifest }) => manifest.signature === entry));
  return [
    ...signing.flatMap(({ name, manifest }) => signedManifest(container, name, manifest, options)),
    ...alone.flatMap((entry) => signedBy(container, entry, undefined, '', options)),
  ];
}

/** Whether every file is among what was signed. */
function covering({ files, entries }: Container, { entry, found }: FoundEntry): FoundEntry {
  const signed = new Set(found.signed.flatMap(({ name }) => (name.startsWith('#') || name === '' ? [] : [nameOf(name, entries)])));
  const uncovered = files.filter((name) => !signed.has(name));
  const isWhole = found.coversWhole && uncovered.length === 0;
  const check = isWhole
    ? passed('scope.whole')
    : warning('scope.whole', 'files that it does not cover', { uncovered: uncovered.slice(0, 20).join(', ') });
  return { entry, found: { ...found, coversWhole: isWhole, checks: [...found.checks, check] } };
}

/** CAdES names entries, XAdES their URIs. */
const nameOf = (name: string, entries: Container['entries']): string => (entries.has(name) ? name : entryOf(name));

/** Time stamps over a manifest that names the signature (annex A.7). */
function archived(
  container: Container,
  { entry, found }: FoundEntry,
  archives: readonly Described[],
  records: readonly Check[],
  options: ReadOptions,
): FoundSignature {
  const about = archives.filter(({ manifest }) => manifest.objects.some(({ uri }) => uri === entry));
  const checked = about.map(({ name, manifest }) => {
    const token = container.entries.get(manifest.signature);
    const stamped = container.entries.get(name);
    const wrong = checkObjects(container, manifest.objects, options).checks.find(({ result }) => result === 'failed');
    const problem = wrong?.facts['uri'] ?? (token ? unreadable(token) : 'the token is not there');
    return { token, stamped, problem, name };
  });
  const timestamps = checked.flatMap(({ token, stamped, problem }) =>
    token && stamped && problem === undefined ? [{ token, stamped, kind: 'archive' as const }] : [],
  );
  const problems = checked
    .filter(({ problem }) => problem !== undefined)
    .map(({ problem, name }) => warning('timestamp.malformed', problem ?? '', { entry: name }));
  return {
    ...found,
    level: timestamps.length > 0 && found.level === 'B-LT' ? 'B-LTA' : found.level,
    checks: [...found.checks, container.mimetype, ...problems, ...records],
    timestamps: [...found.timestamps, ...timestamps],
  };
}
