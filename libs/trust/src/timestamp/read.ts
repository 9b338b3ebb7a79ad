import { hash } from 'node:crypto';
import type { Certificate } from '../model';
import type { Check, ReadOptions } from '../verdict/found';
import { DerReader, tags } from '../x509/der';
import { extensionOids, purposes } from '../x509/extensions';
import { readOid } from '../x509/values';
import { failed, judged, warning } from '../cms/check';
import { checkSigner } from '../cms/check-signer';
import { contentOf } from '../cms/content';
import * as oids from '../cms/oids';
import { readably } from '../cms/open';
import { attachedValues, type RevocationInfo } from '../cms/revocation';
import type { SignedData } from '../cms/signed-data';
import { openToken, type TstInfo } from './token';

/** What a time-stamp token says, and the checks of RFC 3161 §2.2 and §2.3 on it; whether its authority is to be trusted is judged by others. */
export interface ReadTimestamp extends RevocationInfo {
  /** genTime. */
  readonly at: Date;
  /** How far off it may be to either side; may have a fraction. */
  readonly accuracyMs?: number;
  /** OID of the policy under which it was made. */
  readonly policy: string;
  /** Lower-case hex. */
  readonly serial: string;
  readonly signer?: Certificate;
  /** Those that came along, the signer's not among them. */
  readonly certificates: readonly Certificate[];
  readonly checks: readonly Check[];
}

export interface TimestampOptions extends Pick<ReadOptions, 'certificates' | 'policy'> {
  /** The one that was asked with: the token must repeat it. */
  readonly nonce?: Uint8Array;
}

/**
 * Reads an RFC 3161 token that should stamp `stamped`.
 * @throws UnreadableError for what is no token; what is wrong with one is in its checks
 */
export function readTimestamp(token: Uint8Array, stamped: Uint8Array, options: TimestampOptions = {}): ReadTimestamp {
  const { cms, info } = openToken(token);
  const [signerInfo] = cms.signers;
  const { signer, checks } = readably(() => checkToken(cms, options), 'timestamp.malformed');
  const values = signerInfo
    ? readably(() => attachedValues(signerInfo.signed, signerInfo.unsigned))
    : { certificates: [], crls: [], ocsps: [] };
  const { at, accuracyMs, policy, serial } = info;
  return {
    ...{ at, policy, serial },
    ...(accuracyMs !== undefined && { accuracyMs }),
    ...(signer && { signer }),
    certificates: [...cms.certificates, ...values.certificates].filter((one) => one.fingerprint !== signer?.fingerprint),
    crls: [...cms.crls, ...values.crls],
    ocsps: [...cms.ocsps, ...values.ocsps],
    checks: [...checks, ...checkInfo(info, stamped, options)],
  };
}

/** Its envelope: one signer, whose certificate is for time-stamping alone. */
export function checkToken(
  cms: SignedData,
  { certificates = [], policy = 'standard' }: TimestampOptions = {},
): { signer?: Certificate; checks: Check[] } {
  const [info, ...others] = cms.signers;
  if (!info || others.length > 0) return { checks: [failed('timestamp.signers', `${cms.signers.length} signers, not one`)] };
  const content = contentOf(cms.content ?? new Uint8Array());
  const { signer, checks } = checkSigner({ cms, info, content, certificates, policy });
  const all = checks.map((one) => (one.code === 'signer.bound' && one.result === 'warning' ? { ...one, result: 'failed' as const } : one));
  return signer ? { signer, checks: [...all, checkPurpose(signer)] } : { checks: all };
}

/** What it says, against what it should be about. */
export function checkInfo(info: TstInfo, stamped: Uint8Array, { policy, nonce }: TimestampOptions): Check[] {
  const digest = (policy === 'legacy' ? oids.legacyDigests : oids.digests).get(info.digestAlgorithm);
  const facts = { at: info.at.toISOString(), digest: digest ?? info.digestAlgorithm };
  const isSame = digest !== undefined && hash(digest, stamped, 'buffer').equals(info.imprint);
  return [
    digest === undefined
      ? failed('timestamp.imprint-algorithm', 'not allowed', facts)
      : judged('timestamp.imprint', isSame ? undefined : 'it stamps something else', facts),
    ...(digest === 'sha1' ? [warning('signature.weak', 'imprint by SHA-1')] : []),
    ...(nonce ? [judged('timestamp.nonce', isAnswer(info, nonce) ? undefined : 'it answers another request')] : []),
    ...info.critical.map((extension) => failed('timestamp.extension', 'critical and not known', { extension })),
  ];
}

/** Exactly timeStamping, and critical (RFC 3161 §2.3). */
function checkPurpose(signer: Certificate): Check {
  const usage = signer.extensions.get(extensionOids.extKeyUsage);
  const isAlone = usage?.critical === true && namesAlone(usage.value);
  return judged('timestamp.purpose', isAlone ? undefined : 'the certificate is not for time-stamping alone', {
    certificate: signer.fingerprint,
  });
}

function namesAlone(usage: Uint8Array): boolean {
  const reader = new DerReader(usage, 'certificate-malformed', 'extKeyUsage').enter(tags.sequence);
  return readOid(reader) === purposes.timeStamping && reader.done;
}

const isAnswer = ({ nonce: found }: TstInfo, nonce: Uint8Array): boolean => found !== undefined && asNumber(found) === asNumber(nonce);
const asNumber = (bytes: Uint8Array): bigint => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
