import { unzipSync } from 'fflate';
import { EvidenceError } from '../error';
import { type FoundFolder, most } from './folder';
import { readable, strangers } from './names';

/** Reads a receipt out of a ZIP file, within the bounds of a folder. Throws `evidence.malformed` when it is none. */
export function readZipped(zip: Uint8Array): FoundFolder {
  const names: string[] = [];
  let bytes = 0;
  const isWithin = (): boolean => names.length <= most.files && bytes <= most.bytes;
  const found = unzip(zip, (name, size) => {
    if (name.endsWith('/')) return false;
    names.push(name);
    bytes += size;
    return isWithin();
  });
  if (!isWithin()) return { files: new Map(), faults: [`more than ${most.files} files or ${most.bytes} bytes`] };
  const strange = strangers(names);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const known = names.filter((name) => !strange.includes(name) && !twice.includes(name)).sort();
  return {
    files: new Map(known.flatMap((name) => (found[name] ? [[name, found[name]] as const] : []))),
    faults: [
      ...strange.map((name) => `${readable(name)} is no file of this receipt`),
      ...twice.map((name) => `${readable(name)} stands there twice`),
    ],
  };
}

function unzip(zip: Uint8Array, take: (name: string, size: number) => boolean): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(zip, { filter: ({ name, size, originalSize }) => take(name, Math.max(size, originalSize)) });
  } catch (cause) {
    throw new EvidenceError('evidence.malformed', 'reading the receipt: not a ZIP file', { cause });
  }
}
