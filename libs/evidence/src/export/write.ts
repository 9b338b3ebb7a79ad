import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '@lienthong/trust';
import { EvidenceError } from '../error';
import { makeContainer } from './asice';
import { type ReceiptContent, type ReceiptFile, receiptFiles } from './files';
import { readme } from './readme';

/** Receipts open what the log only commits to: nobody else on the machine reads them. */
const mine = { mode: 0o600 };

/**
 * Writes a receipt into `folder`, which is made when missing and must be empty. With a key, `<message>.asice` holds the same files, signed
 * at `at`. The README is written last: a folder without it was interrupted. Writing blocks: so many small files take a third of the time
 * that they take side by side on the thread pool.
 * @throws EvidenceError `evidence.folder-in-use`
 */
export async function writeReceipt(
  folder: string,
  content: ReceiptContent,
  signed?: { readonly key: Signer; readonly at: Date },
): Promise<void> {
  const files = receiptFiles(content);
  const container = signed && (await makeContainer(containerFiles(files), signed.key, signed.at));
  makeEmpty(folder);
  if (content.revocation.length > 0) mkdirSync(join(folder, 'revocation'), { mode: 0o700 });
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes, mine);
  if (container) writeFileSync(join(folder, `${content.message}.asice`), container, mine);
  writeFileSync(join(folder, 'README.txt'), readme, mine);
}

/** All but the revocation data, in one fixed order. */
function containerFiles(files: readonly ReceiptFile[]): ReceiptFile[] {
  return files.filter(({ name }) => !name.includes('/')).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function makeEmpty(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0) throw new EvidenceError('evidence.folder-in-use', `writing the receipt: ${folder} is not empty`);
}
