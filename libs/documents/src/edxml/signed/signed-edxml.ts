import { isDeepStrictEqual } from 'node:util';
import { refuse } from '@lienthong/message';
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
 * its receivers: the header, what is wanted done, and every attachment. Trace and names of files may have been left out.
 * @throws Failure `signature.incomplete`, or what `readEdxml` refuses
 */
export function signedEdxml(document: EdxmlDocument, signed: readonly SignedPiece[]): EdxmlDocument {
  const again = edxmlDocument(Buffer.from(frameOf(piecesIn(signed), besideIn(document, signed), document.namespace)));
  const missing = [
    ...(isDeepStrictEqual(again.fields.MessageHeader, document.fields.MessageHeader) ? [] : ['MessageHeader']),
    ...(again.kind === document.kind && (again.kind === 'new' || sameBusiness(again, document)) ? [] : ['Bussiness']),
    ...document.attachments.filter((one) => !again.attachments.some((other) => isSame(one, other))).map(({ id }) => `cid:${id}`),
  ];
  if (missing.length > 0 || again.attachments.length !== document.attachments.length)
    throw refuse('signature.incomplete', { missing: missing.join(' ').slice(0, 500) });
  return again;
}

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
  const found = new Map<string, Uint8Array>();
  for (const { name, bytes } of signed) {
    const id = name === '' || name.startsWith('#') ? undefined : attachmentOf(document, name)?.id;
    if (id !== undefined && !found.has(id)) found.set(id, bytes);
  }
  return [...found].map(([id, bytes]) => ({ id, bytes }));
}

const sameBusiness = (one: EdxmlDocument, other: EdxmlDocument): boolean =>
  isDeepStrictEqual(one.fields.TraceHeaderList?.Bussiness, other.fields.TraceHeaderList?.Bussiness);

const isSame = (one: EdxmlAttachment, other: EdxmlAttachment): boolean =>
  one.id === other.id &&
  [one.file, one.transferred].some((bytes) => [other.file, other.transferred].some((others) => Buffer.compare(bytes, others) === 0));
