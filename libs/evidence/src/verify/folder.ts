import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from '../error';

/** The files of a receipt folder by name, revocation data as `revocation/…`. */
export type ReceiptFolder = ReadonlyMap<string, Uint8Array>;

const maxBytes = 64 * 1024 * 1024;

/** Reads plain files only; throws `evidence.malformed` for what cannot be a receipt. */
export function readFolder(folder: string): ReceiptFolder {
  const above = list(folder);
  const below = above.includes('revocation') ? list(join(folder, 'revocation')).map((name) => `revocation/${name}`) : [];
  const found = new Map<string, Uint8Array>();
  for (const name of [...above, ...below]) {
    const stat = statSync(join(folder, name));
    if (!stat.isFile()) continue;
    if (stat.size > maxBytes)
      throw new EvidenceError('evidence.malformed', `reading the receipt: ${name} is larger than ${maxBytes} bytes`);
    found.set(name, readFileSync(join(folder, name)));
  }
  return found;
}

export function textOf(folder: ReceiptFolder, name: string): string {
  return Buffer.from(bytesOf(folder, name)).toString('utf8');
}

export function bytesOf(folder: ReceiptFolder, name: string): Uint8Array {
  const bytes = folder.get(name);
  if (!bytes) throw new EvidenceError('evidence.malformed', `reading the receipt: ${name} is missing`);
  return bytes;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw new EvidenceError('evidence.malformed', `reading the receipt: no folder ${folder}`, { cause });
  }
}
