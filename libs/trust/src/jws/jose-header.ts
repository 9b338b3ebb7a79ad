import { UnreadableError } from '../verdict/found';
import { decodeBase64, decodeBase64Url } from './base64url';
import { type CertificateReference, readReferences } from './certificate-reference';
import { asObject, asText, asTexts, type Json, type JsonObject, parseJson } from './json';
import type { RawSignature } from './serialization';

/** The protected header of a JWS in a file. What the unprotected one says decides nothing. */
export interface JoseHeader {
  readonly alg: string;
  /** False: the payload is signed as it is (RFC 7797). */
  readonly b64: boolean;
  /** DER, leaf first. */
  readonly x5c: readonly Uint8Array[];
  /** What names the signer's certificate by digest: x5t#S256, x5t#o, sigX5ts. */
  readonly references: readonly CertificateReference[];
  /** iat or sigT, as the signer claims it. */
  readonly signingTime?: Date;
  readonly members: JsonObject;
}

const maxEncoded = 2 * 1024 * 1024;
const maxCertificates = 20;

/** Members that a signer may call critical and that are processed here (RFC 7797, ETSI TS 119 182-1 §5.1 and §5.2). */
const understood = new Set(['b64', 'iat', 'sigT', 'x5t#o', 'sigX5ts', 'srCms', 'sigPl', 'srAts', 'adoTst', 'sigPId', 'sigD']);
/** Of those, the ones that only mean something where the signature covers them. */
const onlyProtected = ['crit', 'b64', 'sigD'];

/** @throws UnreadableError `jws.header`, `unsupported` `jws.crit`, `jws.digest` */
export function readJoseHeader({ encodedHeader, unprotected }: RawSignature): JoseHeader {
  const members = decode(encodedHeader);
  for (const name of unprotected.keys())
    if (members.has(name) || onlyProtected.includes(name)) throw malformed(`${name} is in the unprotected header, or in both`);
  const alg = asText(members.get('alg'));
  if (alg === undefined) throw malformed('no alg');
  checkCritical(members);
  const signingTime = readSigningTime(members);
  return {
    alg,
    b64: readB64(members),
    x5c: readX5c(members.get('x5c')),
    references: readReferences(members),
    ...(signingTime && { signingTime }),
    members,
  };
}

function decode(encoded: string): JsonObject {
  const bytes = encoded.length > maxEncoded ? undefined : decodeBase64Url(encoded);
  if (bytes === undefined) throw malformed('not canonical base64url, or too large');
  const members = asObject(parseJson(bytes, 'jws.header'));
  if (members === undefined) throw malformed('not an object');
  return members;
}

/** RFC 7515 §4.1.11: names that are there, each once, none of the RFC's own. */
function checkCritical(members: JsonObject): void {
  const crit = members.get('crit');
  if (crit === undefined) return;
  const names = asTexts(crit);
  if (names === undefined || names.length === 0 || new Set(names).size < names.length) throw malformed('crit is not a list of names');
  for (const name of names) {
    if (!members.has(name)) throw malformed('crit names a member that is not there');
    if (!understood.has(name))
      throw new UnreadableError('unsupported', 'jws.crit', `reading JWS header: a critical member is not processed here`);
  }
}

/** Readers that do not know `b64` would take other bytes for signed, unless `crit` stops them (RFC 7797 §6). */
function readB64(members: JsonObject): boolean {
  const b64 = members.get('b64') ?? true;
  if (typeof b64 !== 'boolean') throw malformed('b64 is not a boolean');
  if (!b64 && asTexts(members.get('crit'))?.includes('b64') !== true) throw malformed('b64 is false and crit does not say so');
  return b64;
}

function readX5c(x5c: Json | undefined): Uint8Array[] {
  if (x5c === undefined) return [];
  const texts = asTexts(x5c);
  if (texts === undefined || texts.length === 0 || texts.length > maxCertificates)
    throw malformed(`x5c is not a list of 1 to ${maxCertificates} texts`);
  return texts.map((text) => {
    const der = decodeBase64(text);
    if (der === undefined) throw malformed('x5c is not canonical base64');
    return der;
  });
}

/**
 * iat in seconds since 1970 (TS 119 182-1 §5.1.11) or, until May 2025, sigT in RFC 3339 (§5.2.1). It is a claim: two of them, or one that is
 * no time, are as good as none.
 */
function readSigningTime(members: JsonObject): Date | undefined {
  const [iat, sigT] = [members.get('iat'), members.get('sigT')];
  if (iat !== undefined && sigT !== undefined) return undefined;
  if (typeof iat === 'number') return iat >= 0 && iat < 253_402_300_800 ? new Date(iat * 1000) : undefined;
  if (typeof sigT !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(sigT)) return undefined;
  const time = new Date(sigT);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

const malformed = (reason: string): UnreadableError => new UnreadableError('unreadable', 'jws.header', `reading JWS header: ${reason}`);
