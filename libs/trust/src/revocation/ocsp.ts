import { createHash } from 'node:crypto';

import type { Certificate, RevocationNeed, RevocationStatus } from '../model';
import { parseCertificate, readExtensions } from '../x509/certificate';
import { context, DerReader, tags } from '../x509/der';
import { verifyBy } from '../x509/signature';
import { readBits, readOid, readSmall, readTime } from '../x509/values';
import { isCertIdOf } from './cert-id';
import { skewMs } from './need';
import { checkDelegate, findResponder, type ResponderId } from './responder';

/** What a responder said, and until when it holds; without `nextUpdate` newer information is always available. */
export type OcspStatus = RevocationStatus & { readonly nextUpdate?: Date };

const maxBytes = 256 * 1024;
const basicResponse = '1.3.6.1.5.5.7.48.1.1';
/** Greatest age of an answer without nextUpdate. */
const maxAgeMs = 60 * 60_000;
const refusals = ['', 'malformedRequest', 'internalError', 'tryLater', '', 'sigRequired', 'unauthorized'];

/**
 * Reads an OCSP response (RFC 6960 §4.2) about `need` that is current at `at`, signed by the issuer or by a responder that the issuer
 * appointed (id-kp-OCSPSigning). Throws `ocsp-malformed` for anything else, an answer about another certificate included.
 */
export function readOcspResponse(der: Uint8Array, need: RevocationNeed, at: Date): OcspStatus {
  const outer = new DerReader(der, 'ocsp-malformed', 'OCSP response');
  if (der.length > maxBytes) throw outer.fail(`larger than ${maxBytes} bytes`);
  const signed = openBasic(outer);
  const data = signed.next(tags.sequence);
  const algorithm = signed.next(tags.sequence).der;
  const signature = readBits(signed);
  const certificates = readCertificates(signed);
  const answer = readData(signed.inside(data), need);
  const responder = findResponder(answer.responder, need.issuer, certificates);
  if (responder === undefined) throw signed.fail('the certificate of its responder is missing');
  if (responder !== need.issuer) checkDelegate(responder, need.issuer, at);
  if (!verifyBy(responder.publicKey, algorithm, data.der, signature)) throw signed.fail('its signature does not match');
  checkTimes(signed, answer, at);
  const { nextUpdate } = answer;
  const status: RevocationStatus = { ...answer.status, source: 'ocsp', evidence: createHash('sha256').update(der).digest('hex') };
  return nextUpdate === undefined ? status : { ...status, nextUpdate };
}

interface Answer {
  readonly responder: ResponderId;
  readonly status: Pick<RevocationStatus, 'status' | 'revokedAt' | 'producedAt'>;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
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

function readCertificates(signed: DerReader): Certificate[] {
  const found: Certificate[] = [];
  const wrapper = signed.optional(context(0));
  signed.end();
  if (wrapper === undefined) return found;
  const list = signed.inside(wrapper).enter(tags.sequence);
  while (!list.done && found.length < 4) found.push(parseCertificate(list.next(tags.sequence).der));
  return found;
}

function readData(data: DerReader, need: RevocationNeed): Answer {
  const version = data.optional(context(0));
  if (version !== undefined && readSmall(data.inside(version)) !== 0) throw data.fail('unknown version');
  const responder = readResponder(data);
  const producedAt = readTime(data);
  const responses = data.enter(tags.sequence);
  refuseCritical(data, readExtensions(data, context(1)));
  data.end();
  while (!responses.done) {
    const single = responses.enter(tags.sequence);
    if (!isCertIdOf(single.enter(tags.sequence), need.certificate, need.issuer)) continue;
    return { responder, ...readSingle(single, producedAt) };
  }
  throw data.fail('it answers about another certificate');
}

function readResponder(data: DerReader): ResponderId {
  const choice = data.next();
  if (choice.tag === context(1)) return { name: data.inside(choice).next(tags.sequence).der };
  if (choice.tag === context(2)) return { keyHash: data.inside(choice).next(tags.octetString).value };
  throw data.fail('responder without name or key');
}

function readSingle(single: DerReader, producedAt: Date): Omit<Answer, 'responder'> {
  const status = readStatus(single);
  const thisUpdate = readTime(single);
  const next = single.optional(context(0));
  refuseCritical(single, readExtensions(single, context(1)));
  single.end();
  const answer = { status: { ...status, producedAt }, thisUpdate };
  return next === undefined ? answer : { ...answer, nextUpdate: readTime(single.inside(next)) };
}

function readStatus(single: DerReader): Pick<RevocationStatus, 'status' | 'revokedAt'> {
  const choice = single.next();
  switch (choice.tag) {
    case context(0, false):
      return { status: 'good' };
    case context(1):
      return { status: 'revoked', revokedAt: readTime(single.inside(choice)) };
    case context(2, false):
      return { status: 'unknown' };
    default:
      throw single.fail('status of an unknown form');
  }
}

function refuseCritical(reader: DerReader, extensions: Certificate['extensions']): void {
  for (const [oid, { critical }] of extensions) if (critical) throw reader.fail(`critical extension ${oid}`);
}

function checkTimes(reader: DerReader, { thisUpdate, nextUpdate }: Answer, at: Date): void {
  const now = at.getTime();
  if (thisUpdate.getTime() > now + skewMs) throw reader.fail('not yet valid');
  const until = nextUpdate?.getTime() ?? thisUpdate.getTime() + maxAgeMs;
  if (until < now - skewMs) throw reader.fail('out of date');
}
