import { zipSync, type Zippable } from 'fflate';
import { type ReceiptContent, receiptFiles } from './files';
import { readme } from './readme';

/** A receipt folder in one ZIP file, to be unpacked into an empty folder and verified there; without the signed container. */
export function zipReceipt(content: ReceiptContent, at: Date): Uint8Array {
  const entries: Zippable = Object.fromEntries(receiptFiles(content).map(({ name, bytes }) => [name, bytes]));
  return zipSync({ ...entries, 'README.txt': Buffer.from(readme) }, { mtime: at });
}
