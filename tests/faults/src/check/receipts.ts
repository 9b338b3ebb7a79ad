import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReceiptCount } from '@lienthong/sandbox';
import type { Town } from '../model';

/** Every receipt, exported by the hub and verified as a stranger would: from files, the root and the hub's published certificate alone. */
export async function verifyReceipts({ dir, data, hub }: Town): Promise<ReceiptCount> {
  const folder = join(dir, 'receipts');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  const exported = await hub('evidence', 'export', '--all', folder);
  if (exported.code !== 0) throw new Error(`hub evidence export ended with ${exported.code}: ${exported.stderr}`);
  const pki = join(data, 'sandbox', 'pki');
  const trust = ['--trust', join(pki, 'root.pem'), '--signer', join(pki, 'hub.pem')];
  // a code other than 0 is the verdict "not all valid", which the count shows
  const { stdout, stderr } = await hub('evidence', 'verify', folder, ...trust, '--json');
  return countOf(stdout.trimEnd().split('\n').at(-1) ?? '', stderr);
}

function countOf(line: string, complaint: string): ReceiptCount {
  if (!line.startsWith('{')) throw new Error(`hub evidence verify gave no count: ${complaint}`);
  return JSON.parse(line) as ReceiptCount;
}
