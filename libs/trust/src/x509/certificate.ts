import { createHash, hash } from 'node:crypto';

import { type Certificate, TrustError } from '../model';
import { Recent } from '../recent';
import { context, DerReader, tags } from './der';
import { readName } from './name';
import { readPublicKey } from './public-key';
import { readBits, readBoolean, readOid, readSerial, readSmall, readTime } from './values';

const maxBytes = 64 * 1024;
const maxExtensions = 64;
/** Decoding a key costs more than verifying with it: the same few signers come again and again. Larger ones than real ones are not kept. */
const known = new Recent<Certificate>(2_000);
const maxKept = 8 * 1024;

/**
 * Decodes one DER certificate (RFC 5280 §4.1): strict DER, no trailing bytes, at most 64 KB. Versions 1 and 2 are read, since old roots have
 * them; a path takes them as anchors alone. Throws `TrustError('certificate-malformed')`. It checks no signature: see `validatePath`.
 */
export function parseCertificate(input: Uint8Array): Certificate {
  if (input.length > maxBytes) throw new TrustError('certificate-malformed', `reading certificate: larger than ${maxBytes} bytes`);
  return input.length > maxKept ? read(input) : known.get(hash('sha256', input), () => read(input));
}

function read(input: Uint8Array): Certificate {
  const der = Uint8Array.from(input);
  const outer = new DerReader(der, 'certificate-malformed', 'certificate');
  const certificate = outer.enter(tags.sequence);
  outer.end();
  const tbs = certificate.next(tags.sequence);
  const algorithm = certificate.next(tags.sequence);
  const signature = readBits(certificate);
  certificate.end();
  const fields = readTbs(certificate.inside(tbs), algorithm.der);
  return { der, tbs: tbs.der, fingerprint: digest(der), ...fields, signatureAlgorithm: readOid(certificate.inside(algorithm)), signature };
}

/** All certificates of a PEM text, in order; other blocks are passed over. Throws when there is none. */
export function parsePem(text: string): Certificate[] {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END CERTIFICATE-----/g);
  const found = [...blocks].map(([, base64 = '']) => parseCertificate(Buffer.from(base64, 'base64')));
  if (found.length === 0) throw new TrustError('certificate-malformed', 'reading PEM: no CERTIFICATE block in it');
  return found;
}

type Tbs = Omit<Certificate, 'der' | 'tbs' | 'fingerprint' | 'signatureAlgorithm' | 'signature'>;

function readTbs(tbs: DerReader, outerAlgorithm: Uint8Array): Tbs {
  const version = readVersion(tbs);
  const serial = readSerial(tbs);
  if (Buffer.compare(tbs.next(tags.sequence).der, outerAlgorithm) !== 0) throw tbs.fail('the two signature algorithms differ');
  const issuer = tbs.next(tags.sequence);
  const validity = tbs.enter(tags.sequence);
  const [notBefore, notAfter] = [readTime(validity), readTime(validity)];
  validity.end();
  const subject = tbs.next(tags.sequence);
  const spki = tbs.next(tags.sequence);
  if (version > 1) for (const uniqueId of [1, 2]) tbs.optional(context(uniqueId, false));
  const extensions = version === 3 ? readExtensions(tbs) : new Map<string, never>();
  tbs.end();
  if (issuer.value.length === 0) throw tbs.fail('empty issuer name');
  return {
    version,
    serial,
    issuerDer: issuer.der,
    subjectDer: subject.der,
    issuer: readName(tbs.inside(issuer)),
    subject: readName(tbs.inside(subject)),
    notBefore,
    notAfter,
    publicKey: readPublicKey(tbs, spki),
    spki: spki.der,
    extensions,
  };
}

/** The field is absent for version 1; one that spells the default out is met and means the same. */
function readVersion(tbs: DerReader): 1 | 2 | 3 {
  const field = tbs.optional(context(0));
  if (field === undefined) return 1;
  const reader = tbs.inside(field);
  const version = readSmall(reader) + 1;
  reader.end();
  if (version !== 1 && version !== 2 && version !== 3) throw tbs.fail(`version ${version}`);
  return version;
}

/** Extensions of a certificate, a CRL or an OCSP response, each at most once; the explicit tag `[n]` wraps them. */
export function readExtensions(reader: DerReader, tag: number = context(3)): Certificate['extensions'] {
  const wrapper = reader.optional(tag);
  if (wrapper === undefined) return new Map();
  const explicit = reader.inside(wrapper);
  const extensions = readExtensionList(explicit.enter(tags.sequence));
  explicit.end();
  return extensions;
}

/** The extensions up to the end of the reader; at least one. */
export function readExtensionList(list: DerReader): Certificate['extensions'] {
  const found = new Map<string, { critical: boolean; value: Uint8Array }>();
  do {
    const extension = list.enter(tags.sequence);
    const oid = readOid(extension);
    const critical = extension.peek() === tags.boolean && readBoolean(extension);
    const { value } = extension.next(tags.octetString);
    extension.end();
    if (found.has(oid) || found.size === maxExtensions) throw list.fail(`extension ${oid} is there twice, or there are too many`);
    found.set(oid, { critical, value });
  } while (!list.done);
  return found;
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
