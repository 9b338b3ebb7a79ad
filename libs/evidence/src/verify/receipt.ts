import { checkContainer } from './container';
import { checkContent } from './content';
import { type FoundFolder, readFolder } from './folder';
import { checkLeaves } from './leaves';
import { check, failed, report, type Report } from './report';
import { checkRevocationFiles } from './revocation';
import { checkBesideSeal } from './seal';
import { assertion, senderVerdict } from './sender';
import { type ReaderTrust, type Shared, trusting } from './trust';
import { readZipped } from './zipped';

/**
 * Verifies a receipt folder offline, from the trusted root down: seal, checkpoint, events, and what the events vouch for.
 * @throws EvidenceError `evidence.malformed` when there is no such folder; everything else is in the report
 */
export function verifyReceipt(folder: string, trust: ReaderTrust): Report {
  return examineReceipt(folder, trusting(trust));
}

/** The same of a ZIP file as the gateway gives it, which is not unpacked to anywhere. */
export function verifyZippedReceipt(zip: Uint8Array, trust: ReaderTrust): Report {
  return examine(readZipped(zip), trusting(trust));
}

export function examineReceipt(path: string, shared: Shared): Report {
  return examine(readFolder(path), shared);
}

function examine({ files, faults }: FoundFolder, shared: Shared): Report {
  const sealed = shared.seals.findings(files);
  const { checks: leafChecks, leaves } = checkLeaves(files, sealed.seal, shared.notes);
  const checks = [
    faults.length > 0 ? failed('folder.form', '*', faults.slice(0, 5).join('; ')) : check('folder.form', '*', () => true),
    ...sealed.checks,
    ...checkBesideSeal(files, sealed),
    ...leafChecks,
    ...checkContent(files, leaves),
    ...checkRevocationFiles(files),
    checkContainer(files, sealed.signature?.signer.fingerprint, shared.pins),
  ];
  const reverified = leaves.findLast(({ kind }) => kind === 'reverified')?.code;
  return report(checks, sealed, { sender: senderVerdict(files), asserted: assertion(files), reverified });
}
