import { type Certificate, TrustError } from '../model';
import { DerReader } from '../x509/der';
import { readTime } from '../x509/values';
import { allValues, onlyValue } from './attributes';
import { checkSigner } from './check-signer';
import { contentOf } from './content';
import * as oids from './oids';
import { refuse } from './refuse';
import { readSignedData, type SignerInfo } from './signed-data';
import { chainOf } from './signer';

const code = 'cms-malformed';
const maxBytes = 4 * 1024 * 1024;

export interface DetachedSignature {
  readonly signer: Certificate;
  /** Signer first, then the issuers found beside it; not validated: see `validatePath`. */
  readonly chain: Certificate[];
  /** As the signer claims it; a time-stamp proves it. */
  readonly signingTime?: Date;
  /** The signature value: what a signature time-stamp stamps. */
  readonly value: Uint8Array;
  /** RFC 3161 token over `value`, DER; not verified: see `verifyTimestamp`. */
  readonly timestamp?: Uint8Array;
}

/**
 * Verifies a CAdES signature over `content`, in DER and by one signer whose certificate an ESSCertIDv2 names: what this hub writes itself.
 * `findCmsSignatures` reads what others write. Whether the signer is to be trusted is another question.
 * @throws TrustError `cms-malformed` or `signature-invalid`
 */
export function verifyDetached(p7s: Uint8Array, content: Uint8Array): DetachedSignature {
  if (p7s.length > maxBytes) throw new TrustError(code, `verifying CMS: larger than ${maxBytes} bytes`);
  const { cms, info } = readOne(p7s);
  if (cms.content || cms.contentType !== oids.data) throw new TrustError(code, 'verifying CMS: not a detached signature over data');
  const { signer, checks } = checkSigner({ cms, info, content: contentOf(content), certificates: [], policy: 'standard' });
  if (!signer || !info.covered || !info.signed.has(oids.signingCertificateV2))
    throw new TrustError(code, "verifying CMS: the signer's certificate is not included, or not named by a signed attribute");
  refuse('verifying CMS', checks, code);
  const time = onlyValue(info.signed, oids.signingTime);
  const [timestamp] = allValues(info.unsigned, oids.signatureTimeStamp);
  if (time === 'many') throw new TrustError(code, 'verifying CMS: two signing times');
  return {
    signer,
    chain: chainOf(signer, cms.certificates),
    value: info.signature,
    ...(time && { signingTime: readTime(new DerReader(time, code, 'signingTime')) }),
    ...(timestamp && { timestamp }),
  };
}

/** A message with exactly one signer, whose version fits its identifier (RFC 5652 §5.3). */
export function readOne(p7s: Uint8Array): { cms: ReturnType<typeof readSignedData>; info: SignerInfo } {
  const cms = readSignedData(p7s, code);
  const [info, ...others] = cms.signers;
  if (!info || others.length > 0) throw new TrustError(code, 'reading CMS: not exactly one signer');
  if (info.version !== ('keyId' in info.sid ? 3 : 1))
    throw new TrustError(code, 'reading CMS: the version does not fit the identifier of the signer');
  return { cms, info };
}
