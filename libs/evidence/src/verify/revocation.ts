import {
  crlStatus,
  needsOf,
  type Path,
  readCrl,
  readOcspResponse,
  type RevocationNeed,
  type RevocationStatus,
  TrustError,
} from '@lienthong/trust';
import { revocationName } from '../export/files';
import type { ReceiptFolder } from './folder';
import { absent, type Check, check, failed } from './report';

/** Checks by the digests of the files that they looked at. */
export type RevocationFindings = Map<string, Check>;

type Signed = { readonly path: Path; readonly at: Date };

/** Status of the seal's certificates by the revocation data that came along; absent unless they speak about each of the path. */
export function checkRevocation(folder: ReceiptFolder, signed: Signed | undefined, known: RevocationFindings): Check {
  const files = [...folder].filter(([name]) => name.startsWith('revocation/')).map(([, der]) => der);
  const key = files.map(revocationName).join();
  const found = known.get(key) ?? weigh(files, signed);
  known.set(key, found);
  return found;
}

function weigh(files: readonly Uint8Array[], signed: Signed | undefined): Check {
  if (!signed || files.length === 0) return absent('seal.revocation', 'revocation/');
  const statuses = needsOf(signed.path).map((need) => statusOf(need, files, signed.at));
  const revoked = statuses.find((status) => status?.status === 'revoked' && !(status.revokedAt && status.revokedAt > signed.at));
  if (revoked) return failed('seal.revocation', 'revocation/', `revoked ${revoked.revokedAt?.toISOString() ?? ''}`);
  const known = statuses.every((status) => status?.status === 'good' || status?.status === 'revoked');
  return known ? check('seal.revocation', 'revocation/', () => true) : absent('seal.revocation', 'revocation/');
}

/** The names are the digests that the verdict repeats. */
export function checkRevocationFiles(folder: ReceiptFolder): Check[] {
  return [...folder]
    .filter(([name]) => name.startsWith('revocation/'))
    .map(([name, der]) => check('revocation.digest', name, () => name === revocationName(der)));
}

function statusOf(need: RevocationNeed, files: readonly Uint8Array[], at: Date): RevocationStatus | undefined {
  for (const der of files) {
    const status =
      readable(() => readOcspResponse(der, need, at)) ?? readable(() => crlStatus(readCrl(der, need.issuer, at), need.certificate));
    if (status && status.status !== 'unknown') return status;
  }
  return undefined;
}

/** Most files are about other certificates. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}
