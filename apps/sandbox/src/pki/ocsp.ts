import { createHash } from 'node:crypto';
import * as asn1 from 'asn1js';
import {
  BasicOCSPResponse,
  type CertID,
  type Certificate,
  OCSPRequest,
  OCSPResponse,
  ResponseBytes,
  ResponseData,
  SingleResponse,
} from 'pkijs';
import { engine } from './engine';
import { copy, keyIdentifier } from './extensions';
import type { Issued } from './model';
import type { Holder } from './pem';

const nonceOid = '1.3.6.1.5.5.7.48.1.2';
const basicOid = '1.3.6.1.5.5.7.48.1.1';
const hashes: Readonly<Record<string, 'sha1' | 'sha256'>> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256' };
const lifeMs = 600_000;
const status = { successful: 0, malformedRequest: 1, tryLater: 3 } as const;

export interface OcspAuthority {
  readonly issuer: Certificate;
  /** Delegated by the issuer (RFC 6960 §4.2.2.2). */
  readonly responder: Holder;
}

/** Answers one request about certificates of `issuer`; what it did not issue is `unknown`. The answer is good for 10 minutes. */
export async function answerOcsp(
  request: Uint8Array,
  { issuer, responder }: OcspAuthority,
  issued: readonly Issued[],
  now: Date,
): Promise<Buffer> {
  const asked = parse(request);
  if (!asked || asked.tbsRequest.requestList.length === 0) return envelope(status.malformedRequest);
  const thisUpdate = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const responses = asked.tbsRequest.requestList.map(({ reqCert }) => single(reqCert, issuer, issued, thisUpdate));
  const nonce = asked.tbsRequest.requestExtensions?.find(({ extnID }) => extnID === nonceOid);
  const data = new ResponseData({
    responderID: new asn1.OctetString({ valueHex: copy(keyIdentifier(responder.certificate)) }),
    producedAt: thisUpdate,
    responses,
    ...(nonce ? { responseExtensions: [nonce] } : {}),
  });
  const response = new BasicOCSPResponse({ tbsResponseData: data, certs: [responder.certificate] });
  await response.sign(responder.key, 'SHA-256', engine);
  return envelope(status.successful, Buffer.from(response.toSchema().toBER()));
}

function parse(request: Uint8Array): OCSPRequest | undefined {
  try {
    return OCSPRequest.fromBER(copy(request));
  } catch {
    return undefined;
  }
}

function single(reqCert: CertID, issuer: Certificate, issued: readonly Issued[], thisUpdate: Date): SingleResponse {
  const serial = Buffer.from(reqCert.serialNumber.valueBlock.valueHexView).toString('hex');
  const found = isOf(reqCert, issuer) ? issued.find((each) => each.issuer === 'sub' && each.serial === serial) : undefined;
  const nextUpdate = new Date(thisUpdate.getTime() + lifeMs);
  return new SingleResponse({ certID: reqCert, certStatus: certStatus(found), thisUpdate, nextUpdate });
}

function isOf(reqCert: CertID, issuer: Certificate): boolean {
  const hash = hashes[reqCert.hashAlgorithm.algorithmId];
  if (!hash) return false;
  const name = createHash(hash).update(Buffer.from(issuer.subject.toSchema().toBER())).digest();
  const key = createHash(hash).update(issuer.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).digest();
  return name.equals(reqCert.issuerNameHash.valueBlock.valueHexView) && key.equals(reqCert.issuerKeyHash.valueBlock.valueHexView);
}

const certificateHold = 6;

/** `CHOICE { good [0], revoked [1] { time, reason [0] }, unknown [2] }`. */
function certStatus(found: Issued | undefined): asn1.BaseBlock {
  if (!found) return new asn1.Primitive({ idBlock: { tagClass: 3, tagNumber: 2 } });
  if (!found.revokedAt) return new asn1.Primitive({ idBlock: { tagClass: 3, tagNumber: 0 } });
  const at = new Date(Math.floor(Date.parse(found.revokedAt) / 1000) * 1000);
  const reason = new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [new asn1.Enumerated({ value: certificateHold })] });
  const value = [new asn1.GeneralizedTime({ valueDate: at }), ...(found.onHold ? [reason] : [])];
  return new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 1 }, value });
}

/** RFC 6960 §2.3: the responder cannot answer now. */
export const tryLater = (): Buffer => envelope(status.tryLater);

function envelope(code: number, basic?: Buffer): Buffer {
  const response = new OCSPResponse({ responseStatus: new asn1.Enumerated({ value: code }) });
  if (basic)
    response.responseBytes = new ResponseBytes({ responseType: basicOid, response: new asn1.OctetString({ valueHex: copy(basic) }) });
  return Buffer.from(response.toSchema().toBER());
}

/** Path of a GET request: base64 of the request, percent-encoded (RFC 6960 appendix A.1). */
export function requestInPath(encoded: string): Buffer {
  try {
    return Buffer.from(decodeURIComponent(encoded), 'base64');
  } catch {
    return Buffer.alloc(0);
  }
}
