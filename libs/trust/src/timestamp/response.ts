import { type Certificate, TrustError } from '../model';
import { UnreadableError } from '../verdict/found';
import { DerReader, tags } from '../x509/der';
import { readSmall } from '../x509/values';
import * as der from '../cms/der';
import * as oids from '../cms/oids';
import { openCms } from '../cms/open';
import { checkInfo, checkToken } from './read';
import { refuse } from '../cms/refuse';
import { chainOf } from '../cms/signer';
import type { SignedData } from '../cms/signed-data';
import { readTstInfo } from './token';

const code = 'timestamp-malformed';

export interface Timestamp {
  /** genTime of the token. */
  readonly at: Date;
  readonly signer: Certificate;
  /** Signer first, then the issuers found beside it; not validated. */
  readonly chain: Certificate[];
}

/** TimeStampReq (RFC 3161 §2.4.1) that asks for the signer's certificate. `digest` is a SHA-256. */
export function timestampRequest(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  const imprint = der.sequence(der.sequence(der.oid(oids.sha256), der.nothing()), der.octets(digest));
  return der.sequence(der.small(1), imprint, der.unsigned(nonce), der.yes());
}

/** The token inside a TimeStampResp whose status is granted (0) or grantedWithMods (1); RFC 3161 §2.4.2. */
export function readTimestampResponse(bytes: Uint8Array): Uint8Array {
  const outer = new DerReader(bytes, code, 'time-stamp response');
  const response = outer.enter(tags.sequence);
  outer.end();
  const status = readSmall(response.enter(tags.sequence));
  if (status > 1) throw response.fail(`the authority refused with PKIStatus ${status}`);
  return response.next(tags.sequence).der;
}

/**
 * Verifies a time-stamp token over the SHA-2 digest of `imprintOf`: signature, signer's purpose, imprint, and the nonce when one is expected.
 * Whether the authority is to be trusted is for `validatePath` at `at`.
 * @throws TrustError `timestamp-malformed`, `certificate-usage` or `signature-invalid`
 */
export function verifyTimestamp(token: Uint8Array, imprintOf: Uint8Array, nonce?: Uint8Array): Timestamp {
  const cms = open(token);
  if (!cms.content || cms.contentType !== oids.tstInfo) throw new TrustError(code, 'verifying the time-stamp: no TSTInfo in the token');
  const { signer, checks } = checkToken(cms);
  refuse('verifying the time-stamp', checks, code);
  if (!signer) throw new TrustError(code, "verifying the time-stamp: the signer's certificate is not included");
  const info = readTstInfo(cms);
  refuse('verifying the time-stamp', checkInfo(info, imprintOf, nonce ? { nonce } : {}), code);
  return { at: info.at, signer, chain: chainOf(signer, cms.certificates) };
}

function open(token: Uint8Array): SignedData {
  try {
    return openCms(token);
  } catch (error) {
    if (error instanceof UnreadableError) throw new TrustError(code, `verifying the time-stamp: ${error.message}`, { cause: error });
    throw error;
  }
}
