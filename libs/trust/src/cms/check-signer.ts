import type { Certificate } from '../model';
import type { Check, SignaturePolicy } from '../verdict/found';
import { refusedAlgorithm } from '../verdict/unsupported';
import { DerReader, tags } from '../x509/der';
import { readOid } from '../x509/values';
import { onlyValue } from './attributes';
import { checkBinding } from './binding';
import { failed, judged, passed, unknown, warning } from './check';
import { type Content, contentOf } from './content';
import * as oids from './oids';
import { checkProtection } from './protection';
import { isSignedWith, schemeOf, type Scheme } from './scheme';
import type { SignedData, SignerInfo } from './signed-data';
import { findSigner } from './signer';

/** One signer of a message, and what its signature is to be checked against. */
export interface SignerCase {
  readonly cms: SignedData;
  readonly info: SignerInfo;
  /** `undefined`: detached, and nobody handed it in. */
  readonly content: Content | undefined;
  /** Certificates handed in, beside those in the message. */
  readonly certificates: readonly Certificate[];
  readonly policy: SignaturePolicy;
}

export interface CheckedSigner {
  readonly signer?: Certificate;
  readonly algorithm: string;
  readonly checks: readonly Check[];
}

/** The checks of RFC 5652 §5.4 and §5.6, RFC 5035 §5 and RFC 6211, in this order. Throws for parts that are not DER. */
export function checkSigner(signature: SignerCase): CheckedSigner {
  const { cms, info, certificates } = signature;
  const signer = findSigner(info, [...cms.certificates, ...certificates]);
  const scheme = signer && schemeOf(info.signatureAlgorithm, info.digestAlgorithm, signer.publicKey, signature.policy);
  const usable = scheme && !('refused' in scheme) ? scheme : undefined;
  return {
    ...(signer && { signer }),
    algorithm: usable?.name ?? readOid(new DerReader(info.signatureAlgorithm, 'cms-malformed', 'signature algorithm').enter(tags.sequence)),
    checks: [
      signer ? passed('signer.certificate', { certificate: signer.fingerprint }) : unknown('signer.certificate', 'not there'),
      ...(scheme ? checkAlgorithm(signature, scheme) : []),
      checkContentType(signature),
      ...checkDigest(signature),
      checkBinding(info, signer),
      ...(signer ? [checkValue(signature, signer, usable)] : []),
    ],
  };
}

function checkAlgorithm({ cms, info }: SignerCase, scheme: ReturnType<typeof schemeOf>): Check[] {
  if ('refused' in scheme) return [failed('signature.algorithm', scheme.refused, unknownHere(scheme.refused))];
  const facts = { algorithm: scheme.name, digest: scheme.digest };
  if (!cms.digestAlgorithms.includes(info.digestAlgorithm))
    return [failed('signature.algorithm', 'digestAlgorithms does not list it', facts)];
  const protection = checkProtection(info);
  return [judged('signature.algorithm', protection, facts), ...(scheme.weak ? [warning('signature.weak', scheme.name, facts)] : [])];
}

/** An identifier that is not in our tables, or parameters of PSS for other digests. */
function unknownHere(refused: string): Check['facts'] {
  const identifier = /^(?:digest )?([\d.]+)$/.exec(refused)?.[1] ?? (refused === 'parameters of RSASSA-PSS' ? refused : undefined);
  return identifier === undefined ? {} : refusedAlgorithm(identifier);
}

/**
 * Without signed attributes the signature covers the content itself, whatever its type: only id-data is taken then, and never what could be
 * somebody's signed attributes (RFC 5652 §11 would let a signature pass from one to the other).
 */
function checkContentType({ cms: { contentType }, info, content }: SignerCase): Check {
  const facts = { type: contentType };
  if (!info.covered) {
    const isPlain = contentType === oids.data && !(content && looksSigned(content));
    return judged('content.type', isPlain ? undefined : 'no signed attributes', facts);
  }
  const value = onlyValue(info.signed, oids.contentType);
  if (value === undefined || value === 'many')
    return failed('content.type', `attribute ${value === 'many' ? 'repeated' : 'missing'}`, facts);
  return judged('content.type', oidIn(value) === contentType ? undefined : 'attribute names another type', facts);
}

/** SET OF Attribute with a messageDigest among them. */
function looksSigned({ parts }: Content): boolean {
  const start = Buffer.concat(parts.map((part) => part.subarray(0, 64 * 1024))).subarray(0, 64 * 1024);
  return start[0] === tags.set && start.includes(messageDigestOid);
}

const messageDigestOid = Buffer.from('06092a864886f70d010904', 'hex');

function checkDigest({ info, content }: SignerCase): Check[] {
  if (!content) return [unknown('content.missing', 'detached')];
  if (!info.covered) return [];
  const digest = oids.legacyDigests.get(info.digestAlgorithm);
  const value = onlyValue(info.signed, oids.messageDigest);
  if (value === undefined || value === 'many')
    return [failed('reference.digest', `attribute ${value === 'many' ? 'repeated' : 'missing'}`)];
  if (digest === undefined) return [failed('reference.digest', `digest ${info.digestAlgorithm}`, refusedAlgorithm(info.digestAlgorithm))];
  const wanted = new DerReader(value, 'cms-malformed', 'messageDigest').next(tags.octetString).value;
  return [judged('reference.digest', content.digest(digest).equals(wanted) ? undefined : 'the content is not what was signed', { digest })];
}

/** In the order of DER, as the standard has it; signers that forget the order sign the attributes as they travel. */
function checkValue({ info, content }: SignerCase, { publicKey }: Certificate, scheme: Scheme | undefined): Check {
  if (!scheme) return unknown('signature.value', 'not computed');
  const forms = info.covered?.map((form) => contentOf(form)) ?? (content ? [content] : []);
  if (forms.length === 0) return unknown('signature.value', 'nothing to compute it from');
  const isRight = forms.some((form) => isSignedWith(scheme, publicKey, form, info.signature));
  return judged('signature.value', isRight ? undefined : 'the signature does not match', { algorithm: scheme.name });
}

const oidIn = (der: Uint8Array): string => readOid(new DerReader(der, 'cms-malformed', 'contentType'));
