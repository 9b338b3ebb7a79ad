import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from '../error';
import { examineReceipt } from './receipt';
import type { Report, SealedBy } from './report';
import { type ReaderTrust, trusting } from './trust';

export interface TreeReport {
  readonly receipts: number;
  readonly valid: number;
  readonly notPinned: number;
  /** Each signer and log once, of the receipts that are not pinned. */
  readonly sealedBy: readonly SealedBy[];
  /** Only those that failed, by the name of their folder. */
  readonly failures: readonly { readonly folder: string; readonly report: Report }[];
}

/**
 * Verifies every receipt folder directly below `folder`; what they share is verified once.
 * @throws EvidenceError `evidence.malformed` when there is none
 */
export function verifyTree(folder: string, trust: ReaderTrust): TreeReport {
  const shared = trusting(trust);
  const count = { receipts: 0, valid: 0, notPinned: 0 };
  const failures: { folder: string; report: Report }[] = [];
  const seals = new Map<string, SealedBy>();
  for (const name of receiptsIn(folder)) {
    const report = examineReceipt(join(folder, name), shared);
    const { verdict, sealedBy } = report;
    count.receipts++;
    if (verdict === 'valid') count.valid++;
    if (verdict === 'not-pinned') count.notPinned++;
    if (verdict === 'not-pinned' && sealedBy) seals.set(`${sealedBy.fingerprint} ${sealedBy.log}`, sealedBy);
    if (verdict === 'invalid') failures.push({ folder: name, report });
  }
  return { ...count, sealedBy: [...seals.values()], failures };
}

/** Whether the folder is itself a receipt: the other kind holds receipts. */
export function isReceipt(folder: string): boolean {
  return existsSync(join(folder, 'seal.txt')) || existsSync(join(folder, 'seal.p7s')) || existsSync(join(folder, 'log.vkey'));
}

function receiptsIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];
  if (names.length === 0) throw new EvidenceError('evidence.malformed', `reading receipts: there are no folders in ${folder}`);
  return names.map(({ name }) => name).sort();
}
