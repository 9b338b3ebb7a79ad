import type { Certificate } from '../model';
import { UnreadableError } from '../verdict/found';
import { parseCertificate } from '../x509/certificate';
import { decodeBase64, decodeBase64Url } from './base64url';
import { asList, asObject, asText, type Json, type JsonObject, parseJson } from './json';

/** One entry of etsiU: its name, its value, and the text that stands in the file when it came in base64url. */
interface Property {
  readonly name: string;
  readonly value: Json;
  readonly encoded?: string;
}

/** A token over everything that stood there before it. */
interface ArchiveToken {
  readonly token: Uint8Array;
  /** The etsiU entries before it, as they stand in the file. */
  readonly before: string;
  /** CRLs, OCSP responses and tokens in those entries. */
  readonly protects: readonly Uint8Array[];
}

/** What somebody added after signing (ETSI TS 119 182-1 §5.3); nothing of it is signed. */
export interface Unsigned {
  /** RFC 3161 tokens over the signature value. */
  readonly signatureTokens: readonly Uint8Array[];
  readonly archiveTokens: readonly ArchiveToken[];
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** Names of properties that nobody here looks at: counter-signatures, references, tokens over references. */
  readonly skipped: readonly string[];
}

const maxProperties = 256;
const maxValues = 1024;

/**
 * Reads sigTst, arcTst, xVals, rVals, tstVD and anyValData; other properties are passed over. arcTst counts only among entries in base64url:
 * what it stamps in the clear form depends on a canonicalisation that is not done here.
 * @throws UnreadableError `jws.etsiu`
 */
export function readUnsigned(etsiU: Json | undefined): Unsigned {
  const properties = etsiU === undefined ? [] : readProperties(etsiU);
  const named = (name: string): Property[] => properties.filter((one) => one.name === name);
  const bundles = bundlesIn(properties);
  const archived = properties.flatMap((one, at) => (one.name === 'arcTst' && one.encoded !== undefined ? [{ ...one, at }] : []));
  return {
    signatureTokens: named('sigTst').flatMap(({ value }) => readTokens(value)),
    archiveTokens: archived.flatMap(({ value, at }) => {
      const earlier = properties.slice(0, at);
      const { crls, ocsps } = revocationIn(earlier);
      const before = earlier.map(({ encoded = '' }) => encoded).join('');
      const stamps = earlier.filter(({ name }) => name === 'sigTst' || name === 'arcTst').flatMap((one) => readTokens(one.value));
      return readTokens(value).map((token) => ({ token, before, protects: [...crls, ...ocsps, ...stamps] }));
    }),
    certificates: [...named('xVals').map(({ value }) => value), ...bundles.map((one) => one.get('xVals'))].flatMap(readCertificates),
    ...revocationIn(properties),
    skipped: [...new Set(properties.filter((one) => !isRead(one)).map(({ name }) => name))],
  };
}

const bundlesIn = (properties: readonly Property[]): JsonObject[] =>
  properties.filter(({ name }) => name === 'tstVD' || name === 'anyValData').map(({ value }) => object(value));

function revocationIn(properties: readonly Property[]): Pick<Unsigned, 'crls' | 'ocsps'> {
  const own = properties.filter(({ name }) => name === 'rVals').map(({ value }) => object(value));
  const all = [...own, ...bundlesIn(properties).flatMap((one) => optional(one, 'rVals'))];
  return { crls: all.flatMap((one) => values(one.get('crlVals'))), ocsps: all.flatMap((one) => values(one.get('ocspVals'))) };
}

const read = new Set(['sigTst', 'xVals', 'rVals', 'tstVD', 'anyValData']);
const isRead = ({ name, encoded }: Property): boolean => read.has(name) || (name === 'arcTst' && encoded !== undefined);

/** All entries in base64url, or all in clear, each an object of one member (§5.3.1). */
function readProperties(etsiU: Json): Property[] {
  const items = list(etsiU, maxProperties);
  const encoded = items.filter((item) => typeof item === 'string').length;
  if (encoded !== 0 && encoded !== items.length) throw malformed('some entries are encoded and some are not');
  return items.map((item) => {
    const members = object(typeof item === 'string' ? decode(item) : item);
    const [[name, value] = ['', null], ...rest] = [...members];
    if (members.size !== 1 || rest.length > 0) throw malformed('an entry is not of one member');
    return { name, value, ...(typeof item === 'string' && { encoded: item }) };
  });
}

function decode(item: string): Json {
  const bytes = decodeBase64Url(item);
  if (bytes === undefined) throw malformed('an entry is not canonical base64url');
  return parseJson(bytes, 'jws.etsiu');
}

/** A tstContainer (§5.4.3.3); tokens that say to be of another type than RFC 3161's are passed over. */
export function readTokens(container: Json): Uint8Array[] {
  const tokens = list(object(container).get('tstTokens') ?? [], maxValues).map(object);
  return tokens.filter((token) => !token.has('type') || asText(token.get('type'))?.includes('3161') === true).map(readValue);
}

/** Certificates of other kinds, and those that this library cannot read, vouch for nobody: they are left out. */
function readCertificates(xVals: Json | undefined): Certificate[] {
  return list(xVals ?? [], maxValues).flatMap((item) => {
    const x509 = object(item).get('x509Cert');
    if (x509 === undefined) return [];
    try {
      return [parseCertificate(readValue(object(x509)))];
    } catch (error) {
      if (error instanceof UnreadableError) throw error;
      return [];
    }
  });
}

const values = (items: Json | undefined): Uint8Array[] => list(items ?? [], maxValues).map((item) => readValue(object(item)));

/** A pkiOb (§5.4.2) in DER, which is what no encoding means. */
function readValue(members: JsonObject): Uint8Array {
  const encoding = members.get('encoding');
  const der = decodeBase64(asText(members.get('val')) ?? '');
  if (der === undefined || der.length === 0 || (encoding !== undefined && asText(encoding)?.endsWith('DER') !== true))
    throw malformed('a value is not DER in canonical base64');
  return der;
}

const optional = (members: JsonObject, name: string): JsonObject[] => (members.has(name) ? [object(members.get(name))] : []);

function object(value: Json | undefined): JsonObject {
  const members = asObject(value);
  if (members === undefined) throw malformed('no object where one belongs');
  return members;
}

function list(value: Json, limit: number): readonly Json[] {
  const items = asList(value);
  if (items === undefined || items.length > limit) throw malformed(`no list where one belongs, or one of more than ${limit}`);
  return items;
}

const malformed = (reason: string): UnreadableError => new UnreadableError('unreadable', 'jws.etsiu', `reading etsiU: ${reason}`);
