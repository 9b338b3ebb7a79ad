import { CertificateCache, parsePem } from '@lienthong/trust';
import { checkContainer } from './container';
import { checkContent } from './content';
import { readFolder } from './folder';
import { checkLeaves, type NoteCache } from './leaves';
import { report, type Report } from './report';
import { checkRevocationFiles } from './revocation';
import { checkBesideSeal, SealCache } from './seal';

/** What receipts of one tree have in common, so that it is verified once. */
export interface Shared {
  readonly seals: SealCache;
  readonly notes: NoteCache;
  readonly certificates: CertificateCache;
}

/** `trustPem`: the roots that the reader trusts, as PEM. Throws `certificate-malformed` when there is none. */
export function trusting(trustPem: string): Shared {
  const anchors = parsePem(trustPem).map((certificate) => ({ certificate }));
  return { seals: new SealCache(anchors), notes: new Set(), certificates: new CertificateCache() };
}

/**
 * Verifies a receipt folder offline, from the trusted root down: seal, checkpoint, events, and what the events vouch for.
 * @throws EvidenceError `evidence.malformed` when there is no such folder; everything else is in the report
 */
export function verifyReceipt(folder: string, trustPem: string): Report {
  return examineReceipt(folder, trusting(trustPem));
}

export function examineReceipt(path: string, shared: Shared): Report {
  const folder = readFolder(path);
  const sealed = shared.seals.findings(folder);
  const { checks: leafChecks, leaves } = checkLeaves(folder, sealed.seal, shared.notes);
  return report([
    ...sealed.checks,
    ...checkBesideSeal(folder, sealed),
    ...leafChecks,
    ...checkContent(folder, leaves, shared.certificates),
    ...checkRevocationFiles(folder),
    checkContainer(folder, shared.seals.anchors),
  ]);
}
