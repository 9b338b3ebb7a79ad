import { elementsOf, plainTextOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import type { Certificate } from '../../model';
import { type FoundTimestamp, type Level, UnreadableError } from '../../verdict/found';
import { decodeBase64 } from '../base64';
import { canonicalize } from '../c14n/canonicalize';
import { defaultMethod, readMethod } from '../c14n/method';
import type { FileContext } from '../context';
import type { Findings } from '../findings';
import { addCertificate } from '../key-info';
import type { SignatureMarkup } from '../markup';
import { ds, isNamed, xades, xades141 } from '../names';
import { beyond, unsupported } from '../refuse';

/** What was added to a signature after it was made (EN 319 132-1 §5.3–5.5): none of it is signed, tokens and certificates prove themselves. */
export interface Additions {
  readonly timestamps: readonly FoundTimestamp[];
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  readonly level: Exclude<Level, ''>;
}

const maxTokens = 20;
const maxValues = 100;

export function readAdditions(
  unsigned: readonly XmlElement[],
  markup: SignatureMarkup,
  context: FileContext,
  findings: Findings,
): Additions {
  const timestamps = unsigned
    .filter((one) => isNamed(one, xades, 'SignatureTimeStamp'))
    .flatMap((one) => tellingForm(findings, () => readTimestamp(one, markup, context)));
  if (timestamps.length > maxTokens) throw beyond('time-stamps of one signature');
  const values = unsigned.filter((one) => isValues(one) || isNamed(one, xades141, 'TimeStampValidationData'));
  const archived = unsigned.some((one) => one.local === 'ArchiveTimeStamp' && (one.namespace === xades || one.namespace === xades141));
  if (archived) findings.add('timestamp.archive', 'warning');
  if (unsigned.some((one) => isNamed(one, xades, 'CounterSignature'))) findings.add('signature.counter', 'warning');
  const stamped = timestamps.length > 0;
  return {
    timestamps,
    ...readValues(values, context, findings),
    level: archived ? 'B-LTA' : stamped && values.length > 0 ? 'B-LT' : stamped ? 'B-T' : 'B-B',
  };
}

/** A time-stamp that cannot be read proves nothing, and takes nothing from the signature: anybody could have added it. */
function tellingForm(findings: Findings, read: () => FoundTimestamp[]): FoundTimestamp[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    findings.add('timestamp.form', 'warning', { reason: error.message });
    return [];
  }
}

/** §5.3: what is stamped is the SignatureValue element, by the canonicalisation that the stamp names. */
function readTimestamp(stamp: XmlElement, { valueElement }: SignatureMarkup, { document, budget }: FileContext): FoundTimestamp[] {
  const parts = elementsOf(stamp);
  const named = parts.find((one) => isNamed(one, ds, 'CanonicalizationMethod'));
  const method = named ? readMethod(named) : defaultMethod;
  const foreign = parts.find((one) => one !== named && !isNamed(one, xades, 'EncapsulatedTimeStamp'));
  if (!method || foreign) throw unsupported('timestamp.form', `a time-stamp with ${foreign?.local ?? 'an unknown canonicalisation'}`);
  const stamped = canonicalize({ document, apex: valueElement, comments: true }, method, budget);
  const tokens = parts.filter((one) => one !== named).map((one) => encapsulated(document, one));
  if (tokens.length === 0 || tokens.includes(undefined)) throw unsupported('timestamp.form', 'a time-stamp without a token');
  return tokens.filter((token) => token !== undefined).map((token) => ({ token, stamped, kind: 'signature' }));
}

const isValues = (element: XmlElement): boolean =>
  isNamed(element, xades, 'CertificateValues') || isNamed(element, xades, 'RevocationValues');

/** Wherever they lie: CertificateValues and RevocationValues are parts of TimeStampValidationData too. */
function readValues(
  roots: readonly XmlElement[],
  { document }: FileContext,
  findings: Findings,
): Pick<Additions, 'certificates' | 'crls' | 'ocsps'> {
  const found = { certificates: [] as Certificate[], crls: [] as Uint8Array[], ocsps: [] as Uint8Array[] };
  const inside = roots.flatMap((root) => (isValues(root) ? [root] : elementsOf(root).filter(isValues))).flatMap(elementsOf);
  const values = [...inside, ...inside.flatMap(elementsOf)].filter(({ namespace }) => namespace === xades);
  if (values.length > maxValues) throw beyond('values kept with one signature');
  for (const value of values) {
    const der = encapsulated(document, value);
    if (!der) continue;
    if (value.local === 'EncapsulatedX509Certificate') addCertificate(found.certificates, der, findings);
    else if (value.local === 'EncapsulatedCRLValue') found.crls.push(der);
    else if (value.local === 'EncapsulatedOCSPValue') found.ocsps.push(der);
  }
  return found;
}

/** DER in base64, the default encoding of EncapsulatedPKIData (§5.1.3). */
function encapsulated(document: XmlDocument, element: XmlElement): Buffer | undefined {
  const der = decodeBase64(plainTextOf(document, element) ?? '');
  return der && der.length > 0 ? der : undefined;
}
