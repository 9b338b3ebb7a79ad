import { decodeXml, elementsOf, idsOf, parseXml, type XmlDocument, type XmlElement } from '@lienthong/xml';
import type { FoundSignature, ReadOptions } from '../verdict/found';
import { isNamed, signatureNamespaces, xades } from './names';
import { beyond, translated } from './refuse';
import { verifySignature } from './verify';

const maxSignatures = 20;
const maxOutside = 512 * 1024 ** 2;

/**
 * Finds and verifies the XML signatures of a file, wherever they stand: XMLDSig and XAdES, enveloped, enveloping, by Id and detached. All of it
 * is calculation: call it in a worker where files are large. Counter-signatures are told of, not verified.
 * @throws UnreadableError for a file that is no well-formed XML, or has what could give it another meaning
 */
export async function findXmlSignatures(bytes: Uint8Array, options: ReadOptions = {}): Promise<FoundSignature[]> {
  const document = translated(() => parseXml(decodeXml(bytes).text));
  const signatures = signaturesOf(document);
  if (signatures.length > maxSignatures) throw beyond('signatures');
  const context = {
    ...{ document, signatures, options },
    ids: idsOf(document),
    budget: { left: 8 * document.text.length + 4 * 1024 * 1024 },
    outside: { left: maxOutside },
  };
  return signatures.filter((one) => !isCounter(one)).map((one) => verifySignature(one, context));
}

/** An element of that name outside of the namespace of XMLDSig, and with nothing in it, is a place for a signature. */
function signaturesOf({ root, elements }: XmlDocument): XmlElement[] {
  const [own, ...misplaced] = signatureNamespaces(root);
  return elements.filter(
    (one) => one.local === 'Signature' && (one.namespace === own || (misplaced.includes(one.namespace) && elementsOf(one).length > 0)),
  );
}

function isCounter(signature: XmlElement): boolean {
  for (let at = signature.parent; at; at = at.parent) if (isNamed(at, xades, 'CounterSignature')) return true;
  return false;
}
