import type { Certificate } from '../model';
import { type Check, type FoundSignature, type FoundTimestamp, type ReadOptions, UnreadableError } from '../verdict/found';
import { decodeBase64Url } from './base64url';
import { readTokens, readUnsigned, type Unsigned } from './etsi-u';
import { nameSigner } from './find-signer';
import { type JoseHeader, readJoseHeader } from './jose-header';
import { asObject, asText } from './json';
import { isJades, levelOf } from './level';
import { type Payload, resolvePayload } from './payload';
import { type RawSignature, readSerialization, type Serialized } from './serialization';
import { weigh } from './weigh';

/**
 * Finds the signatures of a JWS file: compact, flattened or general JSON (RFC 7515 §7), with the payload inside or detached, encoded or not
 * (RFC 7797), plain or JAdES (ETSI TS 119 182-1), and checks their mathematics. Whether a signer is to be trusted is not asked.
 * @throws UnreadableError for a file that is no such thing, or has something in it that is not processed
 */
export function findJwsSignatures(bytes: Uint8Array, options: ReadOptions = {}): FoundSignature[] {
  const file = readSerialization(bytes);
  const read = file.signatures.map((raw) => ({ raw, header: readJoseHeader(raw) }));
  if (new Set(read.map(({ header }) => header.b64)).size > 1)
    throw new UnreadableError('unreadable', 'jws.header', 'reading JWS: its signatures take the payload in different ways');
  return read.map(({ raw, header }) => examine(raw, header, file, options));
}

function examine(raw: RawSignature, header: JoseHeader, file: Serialized, options: ReadOptions): FoundSignature {
  const { encodedHeader, unprotected } = raw;
  const unsigned = readUnsigned(unprotected.get('etsiU'));
  const payload = resolvePayload(file, header, options.content);
  const named = nameSigner(header, options.certificates ?? [], unsigned.certificates);
  const load = { alg: header.alg, encodedHeader, signature: signatureOf(raw), payload, named, policy: options.policy ?? 'standard' };
  const { signer, checks, verified } = weigh(load);
  const authentic = verified && !checks.some(({ result }) => result === 'failed');
  return {
    format: isJades(header, unprotected) ? 'jades' : 'jws',
    level: levelOf(header, unsigned),
    algorithm: header.alg,
    checks: [...checks, ...timeClaim(header), ...policyClaim(header), ...skipped(unsigned), ...strayMembers(file)],
    signed: authentic ? payload.parts : [],
    coversWhole: file.strays.length === 0 && payload.checks.every(({ result }) => result === 'passed'),
    ...(signer && { signer }),
    certificates: withoutTwins([...named.companions, ...unsigned.certificates], signer),
    crls: unsigned.crls,
    ocsps: unsigned.ocsps,
    ...(header.signingTime && { signingTime: header.signingTime }),
    timestamps: timestampsOf(raw, header, payload, unsigned),
  };
}

function signatureOf({ encodedSignature }: RawSignature): Uint8Array {
  const signature = decodeBase64Url(encodedSignature);
  if (signature !== undefined) return signature;
  throw new UnreadableError('unreadable', 'jws.signature', 'reading JWS: its signature is not canonical base64url');
}

/** A time of signing that says nothing: two of them, or no time at all. */
function timeClaim({ members, signingTime }: JoseHeader): Check[] {
  const claims = ['iat', 'sigT'].filter((name) => members.has(name));
  return claims.length === 0 || signingTime ? [] : [{ code: 'signer.time', result: 'warning', facts: { members: claims.join(', ') } }];
}

/** A policy that the signer names is shown; nobody here knows what it asks for. */
function policyClaim({ members }: JoseHeader): Check[] {
  if (!members.has('sigPId')) return [];
  const id = asObject(members.get('sigPId'))?.get('id');
  const text = asText(asObject(id)?.get('id')) ?? asText(id) ?? '';
  return [{ code: 'signature.policy', result: 'warning', facts: { policy: text } }];
}

/** What somebody added later and nobody looked at, a counter-signature say. */
const skipped = ({ skipped: names }: Unsigned): Check[] =>
  names.length === 0 ? [] : [{ code: 'unsigned.property', result: 'warning', facts: { properties: names.slice(0, 20).join(', ') } }];

const strayMembers = ({ strays }: Serialized): Check[] =>
  strays.length === 0 ? [] : [{ code: 'scope.whole', result: 'warning', facts: { members: strays.slice(0, 20).join(', ') } }];

function withoutTwins(certificates: readonly Certificate[], signer: Certificate | undefined): Certificate[] {
  const byFingerprint = new Map(certificates.map((one) => [one.fingerprint, one]));
  byFingerprint.delete(signer?.fingerprint ?? '');
  return [...byFingerprint.values()];
}

/** TS 119 182-1 §5.2.6, §5.3.4 and §5.3.6.3; a token over content that was not handed in is left out. */
function timestampsOf(
  { encodedHeader, encodedSignature }: RawSignature,
  header: JoseHeader,
  payload: Payload,
  unsigned: Unsigned,
): FoundTimestamp[] {
  const { stamped } = payload;
  const adoTst = header.members.get('adoTst');
  const content = adoTst !== undefined && stamped ? readTokens(adoTst).map((token) => ({ token, stamped, kind: 'content' as const })) : [];
  const value = Buffer.from(encodedSignature, 'latin1');
  const whole = (before: string): Uint8Array | undefined =>
    stamped && Buffer.concat([stamped, Buffer.from(`.${encodedHeader}.${encodedSignature}.${before}`, 'latin1')]);
  return [
    ...content,
    ...unsigned.signatureTokens.map((token) => ({ token, stamped: value, kind: 'signature' as const })),
    ...unsigned.archiveTokens.flatMap(({ token, before, protects }) => {
      const all = whole(before);
      return all ? [{ token, stamped: all, kind: 'archive' as const, protects }] : [];
    }),
  ];
}
