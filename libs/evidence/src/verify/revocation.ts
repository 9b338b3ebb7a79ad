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
  const statuses = needsOf(signed.path).map((need) => statusesOf(need, files, signed.at));
  const revoked = statuses.flat().find(({ status, revokedAt }) => status === 'revoked' && !(revokedAt && revokedAt > signed.at));
  if (revoked) return failed('seal.revocation', 'revocation/', `revoked ${revoked.revokedAt?.toISOString() ?? ''}`);
  return statuses.every((known) => known.length > 0)
    ? check('seal.revocation', 'revocation/', () => true)
    : absent('seal.revocation', 'revocation/');
}

/** The names are the digests that the verdict repeats. */
export function checkRevocationFiles(folder: ReceiptFolder): Check[] {
  return [...folder]
    .filter(([name]) => name.startsWith('revocation/'))
    .map(([name, der]) => check('revocation.digest', name, () => name === revocationName(der)));
}

/** What each file says that knows the certificate: a good answer of one does not outweigh that another calls it revoked. */
function statusesOf(need: RevocationNeed, files: readonly Uint8Array[], at: Date): RevocationStatus[] {
  return files.flatMap((der) => {
    const status =
      readable(() => readOcspResponse(der, need, at)) ?? readable(() => crlStatus(readCrl(der, need.issuer, at), need.certificate));
    return status && status.status !== 'unknown' ? status : [];
  });
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
