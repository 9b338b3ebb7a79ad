import { type Certificate, TrustError, type TrustErrorCode } from '../model';
import { context, DerReader, tags } from '../x509/der';
import { readOid, readSerial, readSmall } from '../x509/values';
import { type Attributes, noAttributes, readAttributes, signedForms } from './attributes';
import { readCertificates } from './certificates';
import * as oids from './oids';
import { readRevocationInfo, type RevocationInfo } from './revocation';

/** SignedData (RFC 5652 §5), decoded and not yet verified. Strict DER. */
export interface SignedData extends RevocationInfo {
  readonly contentType: string;
  /** Encapsulated content; absent in a detached signature. */
  readonly content?: Uint8Array;
  readonly digestAlgorithms: readonly string[];
  readonly certificates: readonly Certificate[];
  readonly signers: readonly SignerInfo[];
}

export type SignerId = { readonly issuer: Uint8Array; readonly serial: string } | { readonly keyId: Uint8Array };

export interface SignerInfo {
  readonly version: number;
  readonly sid: SignerId;
  readonly digestAlgorithm: string;
  /** DER AlgorithmIdentifier. */
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  /** What the signature covers, see `signedForms`; absent where it covers the content itself. */
  readonly covered?: readonly [Uint8Array, ...Uint8Array[]];
  readonly signed: Attributes;
  readonly unsigned: Attributes;
  /** DER of the fields from version to signature: what an archive time stamp stamps. */
  readonly fields: Uint8Array;
}

const maxSigners = 32;

/** @throws TrustError of the code for anything but SignedData in DER with nothing after it */
export function readSignedData(der: Uint8Array, code: TrustErrorCode): SignedData {
  const outer = new DerReader(der, code, 'CMS');
  const info = outer.enter(tags.sequence);
  outer.end();
  if (readOid(info) !== oids.signedData) throw info.fail('not SignedData');
  const wrapper = info.enter(context(0));
  info.end();
  const fields = wrapper.enter(tags.sequence);
  wrapper.end();
  readVersion(fields, [1, 3, 4, 5]);
  const digestAlgorithms = readDigestAlgorithms(fields.enter(tags.set));
  const content = readContent(fields.enter(tags.sequence));
  const certificates = fields.optional(context(0));
  const revocation = fields.optional(context(1));
  const signers = readSigners(fields.enter(tags.set));
  fields.end();
  return {
    ...content,
    digestAlgorithms,
    certificates: certificates ? readCertificates(fields.inside(certificates)) : [],
    ...(revocation ? readRevocationInfo(fields.inside(revocation)) : { crls: [], ocsps: [] }),
    signers,
  };
}

/** The OID of a ContentInfo; `undefined` for anything else. */
export function contentInfoType(der: Uint8Array): string | undefined {
  try {
    return readOid(new DerReader(der, 'cms-malformed', 'CMS').enter(tags.sequence));
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

function readContent(info: DerReader): { contentType: string; content?: Uint8Array } {
  const contentType = readOid(info);
  if (info.done) return { contentType };
  const wrapper = info.enter(context(0));
  info.end();
  const content = wrapper.next(tags.octetString).value;
  wrapper.end();
  return { contentType, content };
}

function readSigners(items: DerReader): SignerInfo[] {
  const found: SignerInfo[] = [];
  while (!items.done) {
    if (found.length === maxSigners) throw items.fail(`more than ${maxSigners} signers`);
    found.push(readSigner(items));
  }
  return found;
}

/** The next SignerInfo; counter-signatures have the same form. */
export function readSigner(items: DerReader): SignerInfo {
  const element = items.next(tags.sequence);
  const info = items.inside(element);
  const version = readVersion(info, [1, 3]);
  const sid = readSid(info);
  const digestAlgorithm = readAlgorithm(info);
  const signed = info.optional(context(0));
  const signatureAlgorithm = info.next(tags.sequence).der;
  const signature = info.next(tags.octetString).value;
  const fields = element.value.subarray(0, signature.byteOffset + signature.length - element.value.byteOffset);
  const unsigned = info.optional(context(1));
  info.end();
  return {
    ...{ version, sid, digestAlgorithm, signatureAlgorithm, signature, fields },
    ...(signed && { covered: signedForms(signed, info.inside(signed)) }),
    signed: signed ? readAttributes(info.inside(signed)) : noAttributes,
    unsigned: unsigned ? readAttributes(info.inside(unsigned)) : noAttributes,
  };
}

function readVersion(fields: DerReader, allowed: readonly number[]): number {
  const version = readSmall(fields);
  if (!allowed.includes(version)) throw fields.fail(`version ${version}`);
  return version;
}

function readDigestAlgorithms(items: DerReader): string[] {
  const found: string[] = [];
  while (!items.done && found.length < maxSigners) found.push(readAlgorithm(items));
  items.end();
  return found;
}

/** The digests that are allowed have no parameters, or NULL (RFC 5754 §2). */
export function readAlgorithm(info: DerReader, tag: number = tags.sequence): string {
  const identifier = info.enter(tag);
  const algorithm = readOid(identifier);
  if (!identifier.done && identifier.next(tags.null).value.length > 0) throw identifier.fail('parameters of an algorithm');
  identifier.end();
  return algorithm;
}

function readSid(info: DerReader): SignerId {
  const keyId = info.optional(context(0, false));
  if (keyId) return { keyId: keyId.value };
  const sid = info.enter(tags.sequence);
  const name = { issuer: sid.next(tags.sequence).der, serial: readSerial(sid) };
  sid.end();
  return name;
}
