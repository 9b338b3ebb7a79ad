import { isDeepStrictEqual } from 'node:util';
import { type Failure, refuse } from '@lienthong/message';
import { bareId } from '../attachment/content-id';
import type { EdxmlAttachment, EdxmlDocument } from '../model';
import { edxmlDocument } from '../read-edxml';
import { type Beside, frameOf, type Pieces } from './frame';
import { attachmentOf, signedContent } from './signed-content';

/** A piece of what was signed: of the document canonical, of content beside it as the signature digests it. */
export interface SignedPiece {
  /** The reference's URI. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Octets to which the references of the message's signatures are, by their URIs. */
export function signedContents(document: EdxmlDocument): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  for (const reference of document.signatures.flatMap(({ Reference }) => Reference)) {
    const found = signedContent(document, reference);
    if (found && reference.URI !== undefined && !contents.has(reference.URI)) contents.set(reference.URI, found.bytes);
  }
  return contents;
}

/**
 * The message once more, of nothing but what was signed. What it says must be what the message as it came says, since that is what goes on to
 * its receivers: the header, what is wanted done, and every attachment under its name.
 * @throws Failure `signature.incomplete`, or what `readEdxml` refuses
 */
export function signedEdxml(document: EdxmlDocument, signed: readonly SignedPiece[]): EdxmlDocument {
  const pieces = piecesIn(signed);
  const beside = isWhole(pieces) ? [] : besideIn(document, signed);
  requireAll(document, pieces, beside);
  const again = edxmlDocument(Buffer.from(frameOf(pieces, beside, document.namespace)));
  const missing = [
    ...(isDeepStrictEqual(again.fields.MessageHeader, document.fields.MessageHeader) ? [] : ['MessageHeader']),
    ...(again.kind === document.kind && isDeepStrictEqual(businessOf(again), businessOf(document)) ? [] : ['Bussiness']),
    ...document.attachments.filter((one) => !again.attachments.some((other) => isSame(one, other))).map(({ id }) => `cid:${id}`),
    ...beside.filter(({ id, name }) => listedName(again, id) !== name).map(({ id }) => `AttachmentName cid:${id}`),
  ];
  if (missing.length > 0 || again.attachments.length !== document.attachments.length) throw incomplete(missing);
  return again;
}

/** The manifest may be signed and list what is not: told as what it is, before the parts are read together. */
function requireAll({ attachments }: EdxmlDocument, pieces: Pieces, beside: readonly Beside[]): void {
  if (isWhole(pieces)) return;
  const others = attachments.filter(({ id }) => !beside.some((one) => one.id === id));
  if (others.length > (pieces.get('attachment')?.length ?? 0)) throw incomplete(others.map(({ id }) => `cid:${id}`));
}

const isWhole = (pieces: Pieces): boolean => pieces.has('edxml') || pieces.has('attachmentencoded');

const incomplete = (missing: readonly string[]): Failure => refuse('signature.incomplete', { missing: missing.join(' ').slice(0, 500) });

/** In canonical form an element begins with its name; what else a transform left is no piece of the message. */
function piecesIn(signed: readonly SignedPiece[]): Pieces {
  const pieces = new Map<string, string[]>();
  for (const { name, bytes } of signed) {
    if (name !== '' && !name.startsWith('#')) continue;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    const local = /^<(?:[^\s:/>]+:)?([^\s:/>]+)/.exec(text)?.[1]?.toLowerCase();
    if (local !== undefined) pieces.set(local, [...(pieces.get(local) ?? []), text]);
  }
  return pieces;
}

function besideIn(document: EdxmlDocument, signed: readonly SignedPiece[]): Beside[] {
  const found = new Map<string, Beside>();
  for (const { name: uri, bytes } of signed) {
    const one = uri === '' || uri.startsWith('#') ? undefined : attachmentOf(document, uri);
    if (one && !found.has(one.id)) found.set(one.id, { id: one.id, name: one.name, bytes });
  }
  return [...found.values()];
}

const businessOf = ({ fields }: EdxmlDocument): unknown => fields.TraceHeaderList?.Bussiness;

/** Under which the manifest lists an attachment: octets alone have no name. */
const listedName = ({ fields }: EdxmlDocument, id: string): string | undefined =>
  fields.kind === 'edoc' ? fields.Manifest.find(({ ContentId }) => bareId(ContentId) === id)?.AttachmentName : undefined;

const isSame = (one: EdxmlAttachment, other: EdxmlAttachment): boolean =>
  one.id === other.id &&
  one.name === other.name &&
  [one.file, one.transferred].some((bytes) => [other.file, other.transferred].some((others) => Buffer.compare(bytes, others) === 0));
