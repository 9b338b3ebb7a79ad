import { hash } from 'node:crypto';
import type { FoundTimestamp } from '../verdict/found';
import { allValues, type Attributes, onlyValue } from './attributes';
import type { Content } from './content';
import { attribute, oid, tagged } from './der';
import * as oids from './oids';
import { type RevocationInfo, valuesIn } from './revocation';
import type { SignedData, SignerInfo } from './signed-data';
import { openToken } from '../timestamp/token';
import { recover } from '../x509/recover';

/**
 * An archive-time-stamp-v3 with what it stamps (ETSI EN 319 122-1 §5.5.3): type and digest of the content, the signer's fields, and the index
 * of digests that the token itself carries; or why that cannot be told. Revocation data and tokens that the index lists are protected; the rest of the
 * index is not compared with what is there.
 */
export function archived(
  token: Uint8Array,
  { fields, unsigned }: SignerInfo,
  message: Pick<SignedData, 'contentType' | 'crls' | 'ocsps'>,
  content: Content | undefined,
): FoundTimestamp | string {
  const { cms, info } = openToken(token);
  const [signer] = cms.signers;
  const index = oids.hashIndexes.map((type) => signer && onlyValue(signer.unsigned, type)).find((one) => one !== undefined);
  const digest = oids.legacyDigests.get(info.digestAlgorithm);
  if (!content) return 'no content';
  if (digest === undefined || index === undefined || index === 'many') return 'no index of digests';
  return {
    ...{ token, kind: 'archive' },
    stamped: Buffer.concat([oid(message.contentType), content.digest(digest), fields, index]),
    protects: recover(
      () => listed(Buffer.from(index), digest, message, unsigned),
      () => [],
    ),
  };
}

/** RevocationInfoChoices by their own digest, an attribute by that of its type and value, in the older index by that of all of it. */
function listed(index: Buffer, digest: string, { crls, ocsps }: RevocationInfo, unsigned: Attributes): Uint8Array[] {
  const isListed = (...parts: readonly Uint8Array[]): boolean => index.includes(hash(digest, Buffer.concat(parts), 'buffer'));
  const listedOf = (type: string): Uint8Array[] =>
    allValues(unsigned, type).filter((value) => isListed(oid(type), value) || isListed(attribute(type, value)));
  const values = listedOf(oids.revocationValues).map(valuesIn);
  return [
    ...crls.filter((crl) => isListed(crl)),
    ...ocsps.filter((ocsp) => isListed(tagged(1, oid(oids.ocspResponse), ocsp))),
    ...values.flatMap((one) => [...one.crls, ...one.ocsps]),
    ...listedOf(oids.signatureTimeStamp),
  ];
}
