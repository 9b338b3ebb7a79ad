import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from '../error';
import { examineReceipt, trusting } from './receipt';
import type { Report } from './report';

export interface TreeReport {
  readonly verdict: 'valid' | 'invalid';
  readonly receipts: number;
  readonly valid: number;
  /** Only those that failed, by the name of their folder. */
  readonly failures: readonly { readonly folder: string; readonly report: Report }[];
}

/**
 * Verifies every receipt folder directly below `folder`; what they share is verified once.
 * @throws EvidenceError `evidence.malformed` when there is none
 */
export function verifyTree(folder: string, trustPem: string): TreeReport {
  const shared = trusting(trustPem);
  const names = receiptsIn(folder);
  const failures = names
    .map((name) => ({ folder: name, report: examineReceipt(join(folder, name), shared) }))
    .filter(({ report }) => report.verdict === 'invalid');
  return { verdict: failures.length > 0 ? 'invalid' : 'valid', receipts: names.length, valid: names.length - failures.length, failures };
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
