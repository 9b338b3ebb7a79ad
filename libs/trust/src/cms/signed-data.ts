import type { Certificate, TrustErrorCode } from '../model';
import { parseCertificate } from '../x509/certificate';
import { context, DerReader, type Element, tags } from '../x509/der';
import { readOid, readSerial, readSmall } from '../x509/values';
import * as oids from './oids';

/** SignedData with exactly one signer (RFC 5652 §5), decoded and not yet verified. Strict DER. */
export interface SignedData {
  readonly contentType: string;
  /** Encapsulated content; absent in a detached signature. */
  readonly content?: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly signer: SignerInfo;
}

export interface SignerInfo {
  readonly sid: { readonly issuer: Uint8Array; readonly serial: string } | { readonly keyId: Uint8Array };
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** DER SET OF: what the signature covers. */
  readonly signedBytes: Uint8Array;
  /** DER of the attribute's one value, by type. */
  readonly signed: ReadonlyMap<string, Uint8Array>;
  readonly unsigned: ReadonlyMap<string, Uint8Array>;
}

const maxBytes = 4 * 1024 * 1024;
const maxCertificates = 20;

export function readSignedData(bytes: Uint8Array, code: TrustErrorCode): SignedData {
  const outer = new DerReader(bytes, code, 'CMS');
  if (bytes.length > maxBytes) throw outer.fail(`larger than ${maxBytes} bytes`);
  const info = outer.enter(tags.sequence);
  outer.end();
  if (readOid(info) !== oids.signedData) throw info.fail('not SignedData');
  const fields = info.enter(context(0)).enter(tags.sequence);
  readVersion(fields, [1, 3]);
  const digests = readDigestAlgorithms(fields.enter(tags.set));
  const content = readContent(fields.enter(tags.sequence));
  const certificates = fields.optional(context(0));
  fields.optional(context(1));
  const signers = fields.enter(tags.set);
  fields.end();
  const signer = readSigner(signers.enter(tags.sequence));
  if (!signers.done) throw signers.fail('more than one signer');
  if (!digests.includes(signer.digestAlgorithm)) throw fields.fail("digestAlgorithms does not list the signer's");
  return { ...content, certificates: certificates ? readCertificates(fields.inside(certificates)) : [], signer };
}

function readContent(info: DerReader): { contentType: string; content?: Uint8Array } {
  const contentType = readOid(info);
  return info.done ? { contentType } : { contentType, content: info.enter(context(0)).next(tags.octetString).value };
}

/** Only plain certificates are taken; attribute certificates and other choices are passed over. */
function readCertificates(items: DerReader): Certificate[] {
  const found: Certificate[] = [];
  while (!items.done) {
    const item = items.next();
    if (item.tag === tags.sequence) found.push(parseCertificate(item.der));
    if (found.length > maxCertificates) throw items.fail(`more than ${maxCertificates} certificates`);
  }
  return found;
}

function readSigner(info: DerReader): SignerInfo {
  const version = readVersion(info, [1, 3]);
  const sid = readSid(info);
  if (version !== ('keyId' in sid ? 3 : 1)) throw info.fail('the version does not fit the identifier of the signer');
  const digestAlgorithm = readAlgorithm(info);
  const signed = info.next(context(0));
  const signatureAlgorithm = readAlgorithm(info);
  const signature = info.next(tags.octetString).value;
  const unsigned = info.optional(context(1));
  info.end();
  return {
    sid,
    digestAlgorithm,
    signatureAlgorithm,
    signature,
    signedBytes: asSet(signed),
    signed: readAttributes(info.inside(signed)),
    unsigned: unsigned ? readAttributes(info.inside(unsigned)) : new Map<string, Uint8Array>(),
  };
}

function readVersion(fields: DerReader, allowed: readonly number[]): number {
  const version = readSmall(fields);
  if (!allowed.includes(version)) throw fields.fail(`version ${version}`);
  return version;
}

function readDigestAlgorithms(items: DerReader): string[] {
  const found: string[] = [];
  while (!items.done) found.push(readAlgorithm(items));
  return found;
}

/** The algorithms that are allowed have no parameters, or NULL (RFC 5754). */
function readAlgorithm(info: DerReader): string {
  const identifier = info.enter(tags.sequence);
  const algorithm = readOid(identifier);
  if (!identifier.done && identifier.next(tags.null).value.length > 0) throw identifier.fail('parameters of an algorithm');
  identifier.end();
  return algorithm;
}

function readSid(info: DerReader): SignerInfo['sid'] {
  const keyId = info.optional(context(0, false));
  if (keyId) return { keyId: keyId.value };
  const sid = info.enter(tags.sequence);
  return { issuer: sid.next(tags.sequence).der, serial: readSerial(sid) };
}

function readAttributes(items: DerReader): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  while (!items.done) {
    const attribute = items.enter(tags.sequence);
    const type = readOid(attribute);
    const values = attribute.enter(tags.set);
    const value = values.next().der;
    if (!values.done || found.has(type)) throw items.fail(`attribute ${type} has more than one value`);
    found.set(type, value);
  }
  return found;
}

/** Signed attributes travel as `[0] IMPLICIT` and are signed as SET OF (RFC 5652 §5.4). */
function asSet(attributes: Element): Uint8Array {
  const bytes = Uint8Array.from(attributes.der);
  bytes[0] = tags.set;
  return bytes;
}
