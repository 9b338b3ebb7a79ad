import { hash } from 'node:crypto';
import { type Certificate, TrustError } from '../model';
import { DerReader, tags } from '../x509/der';
import { readInteger, readOid, readSmall } from '../x509/values';
import * as der from './der';
import * as oids from './oids';
import { readSignedData } from './signed-data';
import { chainOf, verifySigner } from './verify';

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
  return der.encode(der.sequence(der.small(1), imprint, der.unsigned(nonce), der.yes()));
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
  const cms = readSignedData(token, code);
  if (!cms.content || cms.contentType !== oids.tstInfo) throw new TrustError(code, 'verifying the time-stamp: no TSTInfo in the token');
  const signer = verifySigner(cms, cms.content, code, [oids.signingCertificateV2, oids.signingCertificate]);
  checkPurpose(signer);
  const info = readTstInfo(cms.content);
  if (Buffer.compare(info.imprint, hash(info.digest, imprintOf, 'buffer')) !== 0)
    throw new TrustError('signature-invalid', 'verifying the time-stamp: it stamps something else');
  if (nonce && (!info.nonce || asNumber(info.nonce) !== asNumber(nonce)))
    throw new TrustError('signature-invalid', 'verifying the time-stamp: it answers another request');
  return { at: info.at, signer, chain: chainOf(signer, cms.certificates) };
}

/** Exactly timeStamping, and critical (RFC 3161 §2.3). */
function checkPurpose(signer: Certificate): void {
  const usage = signer.extensions.get(oids.extendedKeyUsage);
  const purposes = usage ? new DerReader(usage.value, code, 'extKeyUsage').enter(tags.sequence) : undefined;
  if (!usage?.critical || !purposes || readOid(purposes) !== oids.timeStamping || !purposes.done)
    throw new TrustError('certificate-usage', 'verifying the time-stamp: the certificate is not for time-stamping alone');
}

interface TstInfo {
  readonly at: Date;
  readonly digest: string;
  readonly imprint: Uint8Array;
  readonly nonce?: Uint8Array;
}

function readTstInfo(content: Uint8Array): TstInfo {
  const info = new DerReader(content, code, 'TSTInfo').enter(tags.sequence);
  if (readSmall(info) !== 1) throw info.fail('not version 1');
  readOid(info);
  const imprint = info.enter(tags.sequence);
  const digest = oids.digests.get(readOid(imprint.enter(tags.sequence)));
  if (!digest) throw info.fail('digest algorithm of the imprint is not allowed');
  const hashed = imprint.next(tags.octetString).value;
  readInteger(info);
  const at = readGenTime(info);
  info.optional(tags.sequence);
  info.optional(tags.boolean);
  const nonce = info.peek() === tags.integer ? readInteger(info) : undefined;
  return { at, digest, imprint: hashed, ...(nonce && { nonce }) };
}

/** Unlike in certificates, seconds may have a fraction (RFC 3161 §2.4.2); kept to the millisecond. */
function readGenTime(info: DerReader): Date {
  const text = Buffer.from(info.next(tags.generalizedTime).value).toString('latin1');
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/.exec(text);
  if (!parts) throw info.fail('genTime is not in the DER form');
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  if (Number.isNaN(at.getTime())) throw info.fail('genTime is no time');
  return at;
}

const asNumber = (bytes: Uint8Array): bigint => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
