import { UnreadableError } from '../verdict/found';
import { readXml, type XmlElement } from './xml';

/** ASiCManifest (ETSI EN 319 162-1 annex A.4): the files that a signature or a time stamp is about, by their digests. */
export interface Manifest {
  /** Entry that holds the signature or the token. */
  readonly signature: string;
  readonly objects: readonly DataObject[];
}

export interface DataObject {
  readonly uri: string;
  /** URI of the digest algorithm. */
  readonly algorithm: string;
  readonly digest: Uint8Array;
}

const asic = 'http://uri.etsi.org/02918/v1.2.1#';
const ds = 'http://www.w3.org/2000/09/xmldsig#';
const maxObjects = 10_000;

/** @throws UnreadableError `asic.manifest` */
export function readManifest(bytes: Uint8Array): Manifest {
  const root = readXml(bytes);
  if (!isNamed(root, asic, 'ASiCManifest')) throw wrong('no ASiCManifest');
  const [reference, ...rest] = root.children;
  const signature = reference && isNamed(reference, asic, 'SigReference') ? reference.attributes.get('URI') : undefined;
  if (signature === undefined) throw wrong('it names no signature');
  const objects = rest.filter((one) => isNamed(one, asic, 'DataObjectReference'));
  const others = rest.filter((one) => !objects.includes(one));
  if (others.some((one) => !isNamed(one, asic, 'ASiCManifestExtensions') || isCritical(one))) throw wrong('an extension that nobody knows');
  if (objects.length === 0 || objects.length > maxObjects) throw wrong(`${objects.length} files`);
  return { signature: entryOf(signature), objects: objects.map(readObject) };
}

function readObject(element: XmlElement): DataObject {
  const uri = element.attributes.get('URI');
  const [method, value, ...others] = element.children;
  const algorithm = method && isNamed(method, ds, 'DigestMethod') ? method.attributes.get('Algorithm') : undefined;
  const text = value && isNamed(value, ds, 'DigestValue') && value.children.length === 0 ? value.text.trim() : undefined;
  if (uri === undefined || algorithm === undefined || text === undefined) throw wrong('a reference without file or digest');
  if (others.some((one) => !isNamed(one, asic, 'DataObjectReferenceExtensions') || isCritical(one)))
    throw wrong('an extension that nobody knows');
  const digest = Buffer.from(text, 'base64');
  if (digest.toString('base64') !== text) throw wrong('a digest that is not base64');
  return { uri: entryOf(uri), algorithm, digest };
}

/** Name of the entry that a relative URI means. */
export function entryOf(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch (cause) {
    throw new UnreadableError('unreadable', 'asic.manifest', 'reading the manifest: a URI that is none', { cause });
  }
}

const isCritical = ({ children }: XmlElement): boolean => children.some(({ attributes }) => attributes.get('Critical') !== 'false');
const isNamed = (element: XmlElement, namespace: string, name: string): boolean => element.namespace === namespace && element.name === name;
const wrong = (reason: string): UnreadableError => new UnreadableError('unreadable', 'asic.manifest', `reading the manifest: ${reason}`);
