import type { FoundTimestamp } from '../verdict/found';
import { onlyValue } from './attributes';
import type { Content } from './content';
import { oid } from './der';
import * as oids from './oids';
import type { SignerInfo } from './signed-data';
import { openToken } from './token';

/**
 * An archive-time-stamp-v3 with what it stamps (ETSI EN 319 122-1 §5.5.3): type and digest of the content, the signer's fields, and the index
 * of digests that the token itself carries; or why that cannot be told. What the index lists is not compared with what is there.
 */
export function archived(
  token: Uint8Array,
  { fields }: SignerInfo,
  contentType: string,
  content: Content | undefined,
): FoundTimestamp | string {
  const { cms, info } = openToken(token);
  const [signer] = cms.signers;
  const index = oids.hashIndexes.map((type) => signer && onlyValue(signer.unsigned, type)).find((one) => one !== undefined);
  const digest = oids.legacyDigests.get(info.digestAlgorithm);
  if (!content) return 'no content';
  if (digest === undefined || index === undefined || index === 'many') return 'no index of digests';
  return { token, stamped: Buffer.concat([oid(contentType), content.digest(digest), fields, index]), kind: 'archive' };
}
