import { type Dirent, lstatSync, opendirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from '../error';
import { readable, strangers } from './names';

/** The files of a receipt folder by name, revocation data as `revocation/…`. */
export type ReceiptFolder = ReadonlyMap<string, Uint8Array>;

export interface FoundFolder {
  readonly files: ReceiptFolder;
  /** What does not belong into a receipt; nothing of it was read. */
  readonly faults: readonly string[];
}

export const most = { files: 4096, bytes: 64 * 1024 * 1024 };

/** Reads the plain files of a receipt and nothing else. Throws `evidence.malformed` when there is no such folder. */
export function readFolder(folder: string): FoundFolder {
  const entries = list(folder);
  const below = entries.some((entry) => isRevocation(entry)) ? list(join(folder, 'revocation')) : [];
  const plain = [
    ...entries.filter((entry) => entry.isFile()).map(({ name }) => name),
    ...below.filter((entry) => entry.isFile()).map(({ name }) => `revocation/${name}`),
  ];
  const links = [...entries.filter((entry) => !isRevocation(entry)), ...below].filter((entry) => !entry.isFile()).map(({ name }) => name);
  const strange = strangers(plain);
  const known = plain.filter((name) => !strange.includes(name)).sort();
  const bytes = known.reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0);
  if (plain.length > most.files) return { files: new Map(), faults: [`more than ${most.files} files`] };
  if (bytes > most.bytes) return { files: new Map(), faults: [`more than ${most.bytes} bytes`] };
  return {
    files: new Map(known.map((name) => [name, readFileSync(join(folder, name))])),
    faults: [
      ...links.map((name) => `${readable(name)} is no plain file`),
      ...strange.map((name) => `${readable(name)} is no file of this receipt`),
    ],
  };
}

export function textOf(folder: ReceiptFolder, name: string): string {
  return Buffer.from(bytesOf(folder, name)).toString('utf8');
}

export function bytesOf(folder: ReceiptFolder, name: string): Uint8Array {
  const bytes = folder.get(name);
  if (!bytes) throw new EvidenceError('evidence.malformed', `reading the receipt: ${name} is missing`);
  return bytes;
}

const isRevocation = (entry: Dirent): boolean => entry.name === 'revocation' && entry.isDirectory();

/** Links are not followed; one entry above the limit is enough to tell. */
function list(folder: string): Dirent[] {
  const found: Dirent[] = [];
  try {
    const directory = opendirSync(folder);
    for (let entry = directory.readSync(); entry && found.length <= most.files; entry = directory.readSync()) found.push(entry);
    directory.closeSync();
  } catch (cause) {
    throw new EvidenceError('evidence.malformed', `reading the receipt: no folder ${folder}`, { cause });
  }
  return found;
}
