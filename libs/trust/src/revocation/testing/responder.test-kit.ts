import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

import type { Issued } from '../../x509/testing/pki.test-kit';

export interface Answer {
  readonly about: Issued;
  readonly issuer: Issued;
  /** Signs and is named; its certificate goes along. */
  readonly responder: Issued;
  readonly status?: 'good' | 'revoked' | 'unknown';
  readonly thisUpdate?: string;
  readonly nextUpdate?: string;
  readonly code?: number;
}

const copy = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const decode = (issued: Issued): pkijs.Certificate => pkijs.Certificate.fromBER(copy(issued.certificate.der));
const tagOf = { good: 0, revoked: 1, unknown: 2 } as const;

/** An OCSP response made by pkijs, which shares no code with this library. */
export async function answer(wish: Answer): Promise<Uint8Array> {
  if (wish.code !== undefined) return der(new pkijs.OCSPResponse({ responseStatus: new asn1js.Enumerated({ value: wish.code }) }));
  const certID = new pkijs.CertID();
  await certID.createForCertificate(decode(wish.about), { hashAlgorithm: 'SHA-1', issuerCertificate: decode(wish.issuer) });
  const single = new pkijs.SingleResponse({
    certID,
    certStatus: statusOf(wish.status ?? 'good'),
    thisUpdate: new Date(wish.thisUpdate ?? '2026-11-23T02:50:00Z'),
  });
  if (wish.nextUpdate !== undefined) single.nextUpdate = new Date(wish.nextUpdate);
  const tbsResponseData = new pkijs.ResponseData({
    responderID: decode(wish.responder).subject,
    producedAt: new Date('2026-11-23T03:00:00Z'),
    responses: [single],
  });
  const basic = new pkijs.BasicOCSPResponse({ tbsResponseData, certs: [decode(wish.responder)] });
  await basic.sign(wish.responder.keys.privateKey, 'SHA-256');
  const response = new asn1js.OctetString({ valueHex: basic.toSchema().toBER() });
  const responseBytes = new pkijs.ResponseBytes({ responseType: '1.3.6.1.5.5.7.48.1.1', response });
  return der(new pkijs.OCSPResponse({ responseStatus: new asn1js.Enumerated({ value: 0 }), responseBytes }));
}

const der = (response: pkijs.OCSPResponse): Uint8Array => new Uint8Array(response.toSchema().toBER());

function statusOf(status: keyof typeof tagOf): asn1js.BaseBlock {
  const idBlock = { tagClass: 3, tagNumber: tagOf[status] };
  if (status !== 'revoked') return new asn1js.Primitive({ idBlock });
  return new asn1js.Constructed({ idBlock, value: [new asn1js.GeneralizedTime({ valueDate: new Date('2026-11-20T00:00:00Z') })] });
}
