import { attributeOf, elementsOf, isWithin, plainTextOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import type { Certificate } from '../model';
import type { FileContext } from './context';
import type { Findings } from './findings';
import type { FollowedReference } from './follow';
import type { SignatureMarkup } from './markup';
import { isNamed, signedPropertiesType, xades } from './names';
import { readDateTime } from './signing-time';
import type { Properties } from './xades/properties';
import { type CertificateDigest, findDigest } from './xades/signing-certificate';

/** Whether an element is signed: a reference covers it or something around it. */
const isSigned = (element: XmlElement, followed: readonly FollowedReference[]): boolean =>
  followed.some(
    ({ covered }) =>
      covered?.apex !== undefined && isWithin(element, covered.apex) && !(covered.without && isWithin(element, covered.without)),
  );

/** EN 319 132-1 §4.3.4: exactly one reference says by its type that it is to the SignedProperties, and it is. */
export function checkSignedProperties(
  signed: XmlElement,
  { references }: SignatureMarkup,
  followed: readonly FollowedReference[],
  findings: Findings,
): void {
  const typed = references.filter(({ type }) => type === signedPropertiesType);
  const right = typed.length === 1 && followed.some(({ reference, covered }) => reference === typed[0] && covered?.apex === signed);
  findings.add('xades.signed-properties', right ? 'passed' : 'failed', { references: String(typed.length) });
}

/** What ties the signature to one certificate, where several may have its key; a plain XMLDSig has nothing for it and is not blamed. */
export function checkBinding(
  signer: Certificate,
  digests: readonly CertificateDigest[] | undefined,
  isXades: boolean,
  { keyInfo }: SignatureMarkup,
  followed: readonly FollowedReference[],
  { options }: FileContext,
  findings: Findings,
): void {
  if (!digests) {
    if (keyInfo && isSigned(keyInfo, followed)) findings.add('signer.bound', 'passed', { by: 'KeyInfo' });
    else if (isXades) findings.add('signer.bound', 'warning', { by: 'nothing' });
    return;
  }
  const found = findDigest(signer, digests, options.policy === 'legacy');
  if (found?.algorithm?.weak) findings.weak(found.algorithm.name);
  findings.add('signer.bound', found ? 'passed' : 'failed', { by: 'SigningCertificate', certificate: signer.fingerprint });
}

/** As the signer claims it; a time that is not signed is anybody's claim and is not taken. */
export function readSigningTime(
  document: XmlDocument,
  { objects }: SignatureMarkup,
  properties: Properties | undefined,
  followed: readonly FollowedReference[],
  findings: Findings,
): Date | undefined {
  const element = properties?.ofSignature.find((one) => isNamed(one, xades, 'SigningTime')) ?? plainSigningTime(objects);
  if (!element) return undefined;
  if (!isSigned(element, followed)) {
    findings.add('signing-time.unsigned', 'warning');
    return undefined;
  }
  const claimed = readDateTime(document, element);
  if (!claimed) findings.add('signing-time.form', 'warning');
  else if (claimed.guessed) findings.add('signing-time.zone', 'warning', { taken: claimed.at.toISOString() });
  return claimed?.at;
}

/** `Object/SignatureProperties/SignatureProperty/SigningTime` of tax documents and invoices, in whatever namespace. */
function plainSigningTime(objects: readonly XmlElement[]): XmlElement | undefined {
  const named = (elements: readonly XmlElement[], local: string): XmlElement[] =>
    elements.flatMap(elementsOf).filter((one) => one.local === local);
  return named(named(named(objects, 'SignatureProperties'), 'SignatureProperty'), 'SigningTime')[0];
}

/** Signed properties that are told and change nothing here. */
export function tellProperties(
  document: XmlDocument,
  { ofSignature, ofData }: Properties,
  { references }: SignatureMarkup,
  findings: Findings,
): void {
  const policy = ofSignature.find((one) => isNamed(one, xades, 'SignaturePolicyIdentifier'));
  const explicit = policy && elementsOf(policy).find((one) => isNamed(one, xades, 'SignaturePolicyId'));
  if (explicit) findings.add('xades.policy', 'warning', { policy: identifierOf(document, explicit) });
  if (ofData.some(({ local }) => local === 'AllDataObjectsTimeStamp' || local === 'IndividualDataObjectsTimeStamp'))
    findings.add('timestamp.content', 'warning');
  for (const format of ofData.filter((one) => isNamed(one, xades, 'DataObjectFormat'))) {
    const target = attributeOf(format, 'ObjectReference') ?? '';
    if (!references.some(({ id }) => id !== undefined && target === `#${id}`))
      findings.add('xades.data-object-format', 'warning', { reference: target });
  }
}

function identifierOf(document: XmlDocument, policy: XmlElement): string {
  const identifier = elementsOf(policy)
    .flatMap(elementsOf)
    .find((one) => isNamed(one, xades, 'Identifier'));
  return (identifier && plainTextOf(document, identifier)?.trim()) ?? '';
}
