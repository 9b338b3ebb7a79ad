import { createHash } from 'node:crypto';

import { type Certificate, type RevocationReason, TrustError } from '../model';
import { parseCertificate, readExtensions } from '../x509/certificate';
import { context, DerReader, tags } from '../x509/der';
import { recover } from '../x509/recover';
import { readBits, readOid, readSmall, readTime } from '../x509/values';
import { type CertId, readCertId } from './cert-id';
import { reasonNamed } from './reasons';
import type { ResponderId } from './responder';

/** One answer of a response. */
export interface SingleAnswer {
  readonly id: CertId;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt?: Date;
  readonly reason?: RevocationReason;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** Until when the responder remembers certificates that expired (RFC 6960 §4.4.4). */
  readonly archiveCutoff?: Date;
  /** OID of a critical extension that is not processed: the answer is not to be used. */
  readonly critical?: string;
}

/** A successful basic response (RFC 6960 §4.2) as it says itself; nobody has verified its signature. */
export interface OcspResponse {
  /** Lower-case hex SHA-256 of the DER. */
  readonly evidence: string;
  readonly responder: ResponderId;
  readonly producedAt: Date;
  readonly answers: readonly SingleAnswer[];
  readonly nonce?: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly tbs: Uint8Array;
  /** DER AlgorithmIdentifier. */
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
}

const maxBytes = 256 * 1024;
const maxAnswers = 1_000;
const maxCertificates = 8;
const basicResponse = '1.3.6.1.5.5.7.48.1.1';
const nonceOid = '1.3.6.1.5.5.7.48.1.2';
const archiveCutoff = '1.3.6.1.5.5.7.48.1.6';
/** References to CRLs, the extended definition of "revoked" and SCTs (RFC 6962 §3.3) only inform. */
const informing: ReadonlySet<string> = new Set([archiveCutoff, '1.3.6.1.5.5.7.48.1.3', '1.3.6.1.5.5.7.48.1.9', '1.3.6.1.4.1.11129.2.4.5']);
const refusals = ['', 'malformedRequest', 'internalError', 'tryLater', '', 'sigRequired', 'unauthorized'];

const known = new WeakMap<Uint8Array, OcspResponse>();

/** Throws `ocsp-malformed`, also for a refusal and for a critical extension of the whole response. Remembered for the very same bytes. */
export function parseOcspResponse(der: Uint8Array): OcspResponse {
  if (der.length > maxBytes) throw new TrustError('ocsp-malformed', `reading OCSP response: larger than ${maxBytes} bytes`);
  const response = known.get(der) ?? parse(Uint8Array.from(der));
  known.set(der, response);
  return response;
}

function parse(der: Uint8Array): OcspResponse {
  const outer = new DerReader(der, 'ocsp-malformed', 'OCSP response');
  const signed = openBasic(outer);
  const data = signed.next(tags.sequence);
  const algorithm = signed.next(tags.sequence).der;
  const signature = readBits(signed);
  const certificates = readCertificates(signed);
  const evidence = createHash('sha256').update(der).digest('hex');
  return { evidence, ...readData(signed.inside(data)), certificates, tbs: data.der, algorithm, signature };
}

/** Down to the fields of BasicOCSPResponse. */
function openBasic(outer: DerReader): DerReader {
  const response = outer.enter(tags.sequence);
  outer.end();
  const code = readSmall(response, tags.enumerated);
  if (code !== 0) throw response.fail(`the responder answers ${refusals[code] ?? code}`);
  const wrapper = response.enter(context(0));
  response.end();
  const bytes = wrapper.enter(tags.sequence);
  wrapper.end();
  if (readOid(bytes) !== basicResponse) throw bytes.fail('not a basic response');
  const octets = bytes.enter(tags.octetString);
  bytes.end();
  const basic = octets.enter(tags.sequence);
  octets.end();
  return basic;
}

/** Nothing but their signatures vouches for them, so one that cannot be read is passed over. */
function readCertificates(signed: DerReader): Certificate[] {
  const found: Certificate[] = [];
  const wrapper = signed.optional(context(0));
  signed.end();
  if (wrapper === undefined) return found;
  const list = signed.inside(wrapper).enter(tags.sequence);
  for (let count = 0; !list.done && count < maxCertificates; count++) {
    const { der } = list.next(tags.sequence);
    const certificate = recover(
      () => parseCertificate(der),
      () => undefined,
    );
    if (certificate) found.push(certificate);
  }
  return found;
}

function readData(data: DerReader): Pick<OcspResponse, 'responder' | 'producedAt' | 'answers' | 'nonce'> {
  const version = data.optional(context(0));
  if (version !== undefined && readSmall(data.inside(version)) !== 0) throw data.fail('unknown version');
  const responder = readResponder(data);
  const producedAt = readTime(data);
  const responses = data.enter(tags.sequence);
  const extensions = readExtensions(data, context(1));
  data.end();
  for (const [oid, { critical }] of extensions)
    if (critical && oid !== nonceOid && !informing.has(oid)) throw data.fail(`critical extension ${oid}`);
  const answers: SingleAnswer[] = [];
  while (!responses.done) {
    if (answers.length === maxAnswers) throw data.fail(`more than ${maxAnswers} answers`);
    answers.push(readSingle(responses.enter(tags.sequence)));
  }
  const nonce = extensions.get(nonceOid)?.value;
  return { responder, producedAt, answers, ...(nonce && { nonce: nonceIn(nonce) }) };
}

/** An OCTET STRING inside the extension's own; some old responders leave the inner one out. */
function nonceIn(value: Uint8Array): Uint8Array {
  const reader = new DerReader(value, 'ocsp-malformed', 'OCSP nonce');
  if (reader.peek() !== tags.octetString) return value;
  const { value: inner } = reader.next();
  return reader.done ? inner : value;
}

function readResponder(data: DerReader): ResponderId {
  const choice = data.next();
  if (choice.tag === context(1)) return { name: data.inside(choice).next(tags.sequence).der };
  if (choice.tag === context(2)) return { keyHash: data.inside(choice).next(tags.octetString).value };
  throw data.fail('responder without name or key');
}

function readSingle(single: DerReader): SingleAnswer {
  const id = readCertId(single.enter(tags.sequence));
  const status = readStatus(single);
  const thisUpdate = readTime(single);
  const next = single.optional(context(0));
  const extensions = readExtensions(single, context(1));
  single.end();
  const critical = [...extensions].find(([oid, extension]) => extension.critical && !informing.has(oid))?.[0];
  const cutoff = extensions.get(archiveCutoff);
  return {
    ...{ id, ...status, thisUpdate },
    ...(next && { nextUpdate: readTime(single.inside(next)) }),
    ...(cutoff && { archiveCutoff: readTime(new DerReader(cutoff.value, 'ocsp-malformed', 'archive cutoff')) }),
    ...(critical !== undefined && { critical }),
  };
}

function readStatus(single: DerReader): Pick<SingleAnswer, 'status' | 'revokedAt' | 'reason'> {
  const choice = single.next();
  switch (choice.tag) {
    case context(0, false):
      return { status: 'good' };
    case context(1):
      return readRevoked(single.inside(choice));
    case context(2, false):
      return { status: 'unknown' };
    default:
      throw single.fail('status of an unknown form');
  }
}

function readRevoked(info: DerReader): Pick<SingleAnswer, 'status' | 'revokedAt' | 'reason'> {
  const revokedAt = readTime(info);
  const field = info.optional(context(0));
  info.end();
  const reason = field && reasonNamed(readSmall(info.inside(field), tags.enumerated));
  return { status: 'revoked', revokedAt, ...(reason && reason !== 'removeFromCRL' && { reason }) };
}
