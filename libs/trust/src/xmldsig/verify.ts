import { isWithin, type XmlElement } from '@lienthong/xml';
import type { Certificate } from '../model';
import type { FoundSignature, Level } from '../verdict/found';
import { refusedAlgorithm } from '../verdict/unsupported';
import { canonicalize } from './c14n/canonicalize';
import { misnamedExclusive } from './c14n/method';
import { checkBinding, checkSignedProperties, readSigningTime, tellProperties } from './claims';
import type { FileContext } from './context';
import { uncovered } from './coverage';
import { Findings } from './findings';
import { followReferences, type FollowedReference } from './follow';
import { readKeyInfo } from './key-info';
import { followManifests } from './manifest';
import { readSignature, type SignatureMarkup } from './markup';
import { ds } from './names';
import { algorithmOf } from './reader';
import { readSignatureMethod, type SignatureScheme } from './scheme';
import { findSigner } from './signer';
import { type Properties, readProperties } from './xades/properties';
import { findDigest, readSigningCertificates } from './xades/signing-certificate';
import { type Additions, readAdditions } from './xades/unsigned';

/** Verifies one `Signature` element: its mathematics and its scope (XMLDSig §3.2). Whatever is wrong with it is in the checks. */
export function verifySignature(element: XmlElement, context: FileContext): FoundSignature {
  const findings = new Findings();
  if (element.namespace !== ds) findings.add('xml.misplaced-namespace', 'warning', { namespace: element.namespace });
  const markup = findings.attempt(() => readSignature(context.document, element, context.options.policy));
  return (markup && findings.attempt(() => verifyMarkup(markup, context, findings))) ?? unusable(findings);
}

const unusable = ({ checks }: Findings): FoundSignature => ({
  ...{ format: 'xmldsig', level: '', algorithm: '', checks, signed: [], coversWhole: false },
  ...{ certificates: [], crls: [], ocsps: [], timestamps: [] },
});

function verifyMarkup(markup: SignatureMarkup, context: FileContext, findings: Findings): FoundSignature {
  const { document } = context;
  tellMisnamed(markup, findings);
  const scheme = allowedScheme(markup, context, findings);
  const keyInfo = readKeyInfo(markup.keyInfo, context, findings);
  const properties = readProperties(markup);
  const additions = properties && readAdditions(properties.unsigned, markup, context, findings);
  const digests = properties && readSigningCertificates(document, properties.ofSignature);
  const data = canonicalize({ document, apex: markup.signedInfo, comments: true }, markup.canonicalization, context.budget);
  const named = digests && ((one: Certificate) => findDigest(one, digests, true) !== undefined);
  const claim = scheme && { scheme, data, value: markup.value, ...(named && { named }) };
  const signer = claim && findSigner(claim, keyInfo, additions?.certificates ?? [], context, findings);
  const direct = followReferences(markup.references, 'reference', markup, context, findings);
  const followed = [...direct, ...followManifests(direct, markup, context, findings)];
  requireContent(followed, markup, properties, findings);
  if (properties?.signed) checkSignedProperties(properties.signed, markup, direct, findings);
  if (signer) checkBinding(signer, digests, properties?.signed !== undefined, markup, direct, context, findings);
  if (properties) tellProperties(document, properties, markup, findings);
  const signingTime = readSigningTime(document, markup, properties, direct, findings);
  const coversWhole = checkScope(followed, markup, context, findings);
  const certificates = [...keyInfo.certificates, ...(additions?.certificates ?? [])];
  return {
    format: properties?.signed ? 'xades' : 'xmldsig',
    level: levelOf(properties, additions, digests !== undefined && signingTime !== undefined),
    algorithm: scheme?.name ?? '',
    checks: findings.checks,
    signed: findings.failed ? [] : followed.map(({ part }) => part),
    coversWhole,
    ...(signer && { signer }),
    certificates: others(certificates, signer),
    crls: [...keyInfo.crls, ...(additions?.crls ?? [])],
    ocsps: additions?.ocsps ?? [],
    ...(signingTime && { signingTime }),
    timestamps: additions?.timestamps ?? [],
  };
}

/** Where the policy does not take it, reading has failed already or will. */
function tellMisnamed({ canonicalization, references }: SignatureMarkup, findings: Findings): void {
  const transforms = references.flatMap((one) => one.transforms);
  if (canonicalization.misnamed || transforms.some((one) => algorithmOf(one) === misnamedExclusive)) findings.weak(misnamedExclusive);
}

function allowedScheme({ method }: SignatureMarkup, { document, options }: FileContext, findings: Findings): SignatureScheme | undefined {
  const scheme = readSignatureMethod(document, method);
  if (!scheme || (scheme.weak && options.policy !== 'legacy')) {
    const algorithm = algorithmOf(method);
    findings.add('signature.algorithm', 'failed', { algorithm, ...(!scheme && refusedAlgorithm(algorithm)) });
    return undefined;
  }
  if (scheme.weak) findings.weak(scheme.name);
  return scheme;
}

/** A signature that covers nothing but its own parts says nothing. */
function requireContent(
  followed: readonly FollowedReference[],
  { keyInfo, references }: SignatureMarkup,
  properties: Properties | undefined,
  findings: Findings,
): void {
  const parts = [keyInfo, properties?.element].filter((part) => part !== undefined);
  const isOwn = ({ named }: FollowedReference): boolean => parts.some((part) => named?.apex !== undefined && isWithin(named.apex, part));
  if (followed.length >= references.length && followed.every(isOwn)) findings.add('scope.nothing', 'failed');
}

function checkScope(followed: readonly FollowedReference[], markup: SignatureMarkup, context: FileContext, findings: Findings): boolean {
  if (!findings.sound) return false;
  const covered = followed.map((one) => one.covered).filter((one) => one !== undefined);
  const left = uncovered(context.document, markup, covered, context.signatures);
  findings.add(
    'scope.whole',
    left.length === 0 ? 'passed' : 'warning',
    left.length === 0 ? {} : { uncovered: left.join(' ').slice(0, 2000) },
  );
  return left.length === 0;
}

/** EN 319 132-1 §6.3, as far as a verifier needs it. */
function levelOf(properties: Properties | undefined, additions: Additions | undefined, claimed: boolean): Level {
  return properties?.signed && claimed ? (additions?.level ?? 'B-B') : '';
}

function others(certificates: readonly Certificate[], signer: Certificate | undefined): readonly Certificate[] {
  const seen = new Set([signer?.fingerprint]);
  return certificates.filter(({ fingerprint }) => !seen.has(fingerprint) && seen.add(fingerprint));
}
