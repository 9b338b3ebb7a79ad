import { passed, warning } from '../cms/check';
import { type Check, UnreadableError } from '../verdict/found';
import { readZip, type ZipEntry } from './zip';

/** A container after ETSI EN 319 162-1: the files that it holds and, in META-INF, what is said of them. */
export interface Container {
  readonly format: 'asic-e' | 'asic-s';
  /** Every entry by its name, folders left out. */
  readonly entries: ReadonlyMap<string, Uint8Array>;
  /** Whether the media type stands where annex A.1 wants it: first, stored and without extra fields. Nothing rests on it. */
  readonly mimetype: Check;
  /** Names of the files, which are neither `mimetype` nor in META-INF. */
  readonly files: readonly string[];
}

const formats: Readonly<Record<string, Container['format']>> = {
  'application/vnd.etsi.asic-e+zip': 'asic-e',
  'application/vnd.etsi.asic-s+zip': 'asic-s',
};

/** @throws UnreadableError `asic.mimetype`, `asic.files`, or what `readZip` says */
export function openContainer(bytes: Uint8Array): Container {
  const entries = readZip(bytes);
  const held = entries.filter(({ name }) => !name.endsWith('/'));
  const files = held.map(({ name }) => name).filter((name) => name !== 'mimetype' && !name.startsWith('META-INF/'));
  const declared = held.find(({ name }) => name === 'mimetype');
  const format = declared ? formatOf(declared) : guess(held);
  if (format === 'asic-s' && files.length !== 1)
    throw new UnreadableError('unreadable', 'asic.files', `reading ASiC-S: ${files.length} files, not one`);
  const isFirst = declared !== undefined && declared === entries[0] && declared.isPlain;
  const mimetype = isFirst
    ? passed('container.mimetype')
    : warning('container.mimetype', declared ? 'not first, or compressed' : 'not there');
  return { format, files, mimetype, entries: new Map(held.map((one) => [one.name, one.bytes])) };
}

function formatOf({ bytes }: ZipEntry): Container['format'] {
  const text = bytes.length < 64 ? Buffer.from(bytes).toString('latin1') : '';
  const format = Object.hasOwn(formats, text) ? formats[text] : undefined;
  if (!format) throw new UnreadableError('unsupported', 'asic.mimetype', 'reading ASiC: its media type is none of ASiC');
  return format;
}

/** By the names that only one of the formats has. */
function guess(entries: readonly ZipEntry[]): Container['format'] {
  const has = (name: RegExp): boolean => entries.some((entry) => name.test(entry.name));
  if (has(/^META-INF\/ASiCManifest[^/]*\.xml$/)) return 'asic-e';
  if (has(/^META-INF\/signature\.p7s$/)) return 'asic-s';
  if (has(/^META-INF\/[^/]*signatures[^/]*\.xml$/)) return 'asic-e';
  throw new UnreadableError('unsupported', 'asic.mimetype', 'reading ASiC: neither a media type nor a signature of ASiC');
}
