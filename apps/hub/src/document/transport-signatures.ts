import { type EdxmlDocument, type SignatureFields, type SignedContent, signedContent } from '@lienthong/documents';
import { type Check, type FileGround, type SignatureVerdict, verifyFile } from '@lienthong/trust';
import type { Inputs } from '../verify/inputs';
import { checksOf, type Integrity, integrityOf, type ReferenceReport, type TransportSignature } from './report';

/** Transforms after which the octets still are all of the node-set. */
const whole =
  /^http:\/\/www\.w3\.org\/(2000\/09\/xmldsig#enveloped-signature|TR\/2001\/REC-xml-c14n-20010315|2006\/12\/xml-c14n11|2001\/10\/xml-exc-c14n#|TR\/xml-exc-c14n#)(#?WithComments)?$/;

/** What is taken for the content of each URI. */
type Contents = ReadonlyMap<string, SignedContent>;

/**
 * Every signature over the message, verified on the very bytes that the message was read from, and on what it takes an attachment for: of two over
 * one attachment, the ZIP may be what the one signed and the file in it what the other did.
 */
export async function transportSignatures(document: EdxmlDocument, ground: FileGround, inputs: Inputs): Promise<TransportSignature[]> {
  const { signatures } = document;
  if (signatures.length === 0) return [];
  const verify = (contents: Contents) => verdictsOf(document, contents, ground, inputs);
  const shared = contentsOf(document, signatures);
  const verdicts = await verify(shared);
  if (verdicts.length !== signatures.length) return verdicts.map((verdict) => reportOf(document, undefined, verdict, shared));
  const reports: TransportSignature[] = [];
  for (const [i, verdict] of verdicts.entries()) {
    const fields = signatures[i];
    const own = fields ? contentsOf(document, [fields]) : shared;
    const isShared = [...own].every(([uri, { content }]) => shared.get(uri)?.content === content);
    reports.push(reportOf(document, fields, isShared ? verdict : ((await verify(own))[i] ?? verdict), own));
  }
  return reports;
}

async function verdictsOf(
  { bytes }: EdxmlDocument,
  contents: Contents,
  ground: FileGround,
  inputs: Inputs,
): Promise<readonly SignatureVerdict[]> {
  const detached = contents.size > 0 ? { content: (uri: string) => contents.get(uri)?.bytes } : {};
  return (await inputs.judged({ ...ground, ...detached }, (informed) => verifyFile(bytes, informed))).signatures;
}

/** By their URIs; where two take one for different things, as the first does. */
function contentsOf(document: EdxmlDocument, signatures: readonly SignatureFields[]): Contents {
  const taken = new Map<string, SignedContent>();
  for (const reference of signatures.flatMap(({ Reference }) => Reference)) {
    const found = signedContent(document, reference);
    if (found && reference.URI !== undefined && !taken.has(reference.URI)) taken.set(reference.URI, found);
  }
  return taken;
}

function reportOf(
  document: EdxmlDocument,
  fields: SignatureFields | undefined,
  verdict: SignatureVerdict,
  taken: Contents,
): TransportSignature {
  const checks = checksOf(verdict.whenSigned.checks);
  const integrity = integrityOf(verdict);
  return {
    namespace: namespaceOf(checks),
    integrity,
    value: valueOf(checks),
    references: referencesOf(checks, taken),
    coversHeader: coversHeader(document, fields, checks, integrity),
    verdict,
  };
}

function namespaceOf(checks: readonly Check[]): TransportSignature['namespace'] {
  const found = checks.find(({ code }) => code === 'xml.misplaced-namespace');
  if (!found) return 'ds';
  return found.facts['namespace'] === '' ? 'none' : 'edXML';
}

function valueOf(checks: readonly Check[]): TransportSignature['value'] {
  const found = checks.find(({ code }) => code === 'signature.value');
  if (!found) return 'unknown';
  return found.result === 'passed' ? 'right' : 'wrong';
}

function referencesOf(checks: readonly Check[], taken: Contents): ReferenceReport[] {
  return checks.flatMap(({ code, result, facts }) => {
    const URI = facts['uri'];
    if (URI === undefined || !/^(reference|digest|xml\.duplicate-id)/.test(code)) return [];
    const digest = code === 'reference.missing' ? 'missing' : result === 'passed' ? 'right' : 'wrong';
    const content = taken.get(URI)?.content;
    return [{ URI, digest, ...(content && { content }) } as const];
  });
}

/** A reference whose digest is right names the header or what is around it, and none of its transforms leaves anything out. */
function coversHeader(
  { headerPath }: EdxmlDocument,
  fields: SignatureFields | undefined,
  checks: readonly Check[],
  integrity: Integrity,
): boolean {
  if (integrity === 'wrong') return false;
  return checks.some(({ code, result, facts }) => {
    if (code !== 'reference.digest' || result !== 'passed' || facts['path'] === undefined) return false;
    const same = fields?.Reference.filter(({ URI = '' }) => URI === facts['uri']) ?? [];
    const isWhole = same.length > 0 && same.every(({ Transforms = [] }) => Transforms.every((one) => whole.test(one)));
    return isWhole && (facts['path'] === headerPath || headerPath.startsWith(`${facts['path']}/`));
  });
}
