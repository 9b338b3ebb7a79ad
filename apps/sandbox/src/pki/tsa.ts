import { createHash } from 'node:crypto';
import * as asn1 from 'asn1js';
import {
  Accuracy,
  Attribute,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  PKIStatus,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TSTInfo,
  TimeStampReq,
  TimeStampResp,
} from 'pkijs';
import { derOf } from './certificate';
import { engine } from './engine';
import { copy } from './extensions';
import type { Holder } from './pem';

const tsaPolicy = '2.16.704.1.1.1.1.1';
const tstInfoOid = '1.2.840.113549.1.9.16.1.4';
const sha256Oid = '2.16.840.1.101.3.4.2.1';
/** Bits of PKIFailureInfo (RFC 3161 §2.4.2). */
const badAlg = 0;
const badDataFormat = 5;
const unacceptedPolicy = 15;
const systemFailure = 25;

export interface TsaClock {
  readonly now: Date;
  /** Eight octets. */
  readonly serial: Uint8Array;
}

/** Answers a TimeStampReq over SHA-256 (RFC 3161); other digests and policies are rejected with their PKIFailureInfo. */
export async function answerTimestamp(request: Uint8Array, tsa: Holder, clock: TsaClock): Promise<Buffer> {
  const asked = parse(request);
  if (!asked) return rejection(badDataFormat, 'not a TimeStampReq');
  const { hashAlgorithm, hashedMessage } = asked.messageImprint;
  if (hashAlgorithm.algorithmId !== sha256Oid) return rejection(badAlg, 'only SHA-256 is stamped');
  if (hashedMessage.valueBlock.valueHexView.length !== 32) return rejection(badDataFormat, 'a SHA-256 digest has 32 octets');
  if (asked.reqPolicy && asked.reqPolicy !== tsaPolicy) return rejection(unacceptedPolicy, `the only policy is ${tsaPolicy}`);
  const token = await signToken(Buffer.from(tstInfo(asked, clock).toSchema().toBER()), tsa, asked.certReq === true);
  const response = new TimeStampResp({ status: new PKIStatusInfo({ status: PKIStatus.granted }), timeStampToken: token });
  return Buffer.from(response.toSchema().toBER());
}

function parse(request: Uint8Array): TimeStampReq | undefined {
  try {
    return TimeStampReq.fromBER(copy(request));
  } catch {
    return undefined;
  }
}

function tstInfo({ messageImprint, nonce }: TimeStampReq, { now, serial }: TsaClock): TSTInfo {
  return new TSTInfo({
    version: 1,
    policy: tsaPolicy,
    messageImprint,
    serialNumber: new asn1.Integer({ valueHex: copy(serial) }),
    genTime: new Date(Math.floor(now.getTime() / 1000) * 1000),
    accuracy: new Accuracy({ seconds: 1 }),
    ...(nonce ? { nonce } : {}),
  });
}

/** CMS SignedData with the attribute that binds the TSA's certificate (ESSCertIDv2, RFC 5816). */
async function signToken(content: Buffer, { certificate, key }: Holder, withCertificate: boolean): Promise<ContentInfo> {
  const sid = new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber });
  const attributes = signedAttributes(content, derOf(certificate));
  const signed = new SignedData({
    version: 3,
    encapContentInfo: encapsulated(content),
    signerInfos: [new SignerInfo({ version: 1, sid, signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }) })],
    ...(withCertificate ? { certificates: [certificate] } : {}),
  });
  await signed.sign(key, 0, 'SHA-256', undefined, engine);
  return new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
}

/** Set afterwards, because pkijs cuts octets that it is constructed with into pieces, which DER forbids. */
function encapsulated(content: Buffer): EncapsulatedContentInfo {
  const info = new EncapsulatedContentInfo({ eContentType: tstInfoOid });
  info.eContent = new asn1.OctetString({ valueHex: copy(content) });
  return info;
}

/** DER sorts a SET OF by its encodings. */
function signedAttributes(content: Buffer, certificate: Buffer): Attribute[] {
  const digest = (bytes: Buffer): asn1.OctetString => new asn1.OctetString({ valueHex: copy(createHash('sha256').update(bytes).digest()) });
  const certId = new asn1.Sequence({ value: [digest(certificate)] });
  const attributes = [
    new Attribute({ type: '1.2.840.113549.1.9.3', values: [new asn1.ObjectIdentifier({ value: tstInfoOid })] }),
    new Attribute({ type: '1.2.840.113549.1.9.4', values: [digest(content)] }),
    new Attribute({
      type: '1.2.840.113549.1.9.16.2.47',
      values: [new asn1.Sequence({ value: [new asn1.Sequence({ value: [certId] })] })],
    }),
  ];
  const encoded = (each: Attribute): Buffer => Buffer.from(each.toSchema().toBER());
  return attributes.sort((a, b) => Buffer.compare(encoded(a), encoded(b)));
}

/** The service itself is at fault. */
export const failing = (): Buffer => rejection(systemFailure, 'this stand-in was told to fail');

function rejection(bit: number, words: string): Buffer {
  const bits = new Uint8Array((bit >> 3) + 1);
  bits[bit >> 3] = 0x80 >> (bit & 7);
  const failInfo = new asn1.BitString({ valueHex: copy(bits), unusedBits: 7 - (bit & 7) });
  const status = new PKIStatusInfo({ status: PKIStatus.rejection, statusStrings: [new asn1.Utf8String({ value: words })], failInfo });
  return Buffer.from(new TimeStampResp({ status }).toSchema().toBER());
}
