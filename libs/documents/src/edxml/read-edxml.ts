import { Failure, refuse } from '@lienthong/message';
import { type DecodedText, decodeXml, parseXml, pathOf } from '@lienthong/xml';
import { kindOf } from './kind';
import type { ByteRange, EdxmlDocument } from './model';
import { type Frame, openFrame, readMessage, type ReadMessage } from './read/opened';
import { ByteOffsets } from './read/ranges';
import { Reading } from './read/reading';
import { readSignature } from './read/signature';
import { requireSkeleton } from './read/skeleton';
import { type EdxmlRefusal, refusalOf } from './refusal';
import { rules } from './rules/rules';

export type EdxmlReading =
  { readonly document: EdxmlDocument; readonly refusal?: undefined } | { readonly refusal: EdxmlRefusal; readonly document?: undefined };

/** The steps of a message's way ask for the same bytes one after the other. */
const known = new WeakMap<Uint8Array, EdxmlReading>();

/**
 * Reads an edXML message (QCVN 102:2016/BTTTT) as real senders write it, and refuses what nobody should take. Only the message is judged here:
 * signatures are shown, not verified. Time and memory are bounded by the file's own size and the limits of `@lienthong/xml`. Bytes are read
 * once: they may not change afterwards.
 */
export function readEdxml(bytes: Uint8Array): EdxmlReading {
  const reading = known.get(bytes) ?? readAnew(bytes);
  known.set(bytes, reading);
  return reading;
}

/** The same for those who take nothing else. @throws Failure `permanent` with the refusal's code and place */
export function edxmlDocument(bytes: Uint8Array): EdxmlDocument {
  const { document, refusal } = readEdxml(bytes);
  if (document) return document;
  const { code, field, line, column } = refusal;
  throw new Failure('permanent', code, {
    ...(field !== undefined && { field }),
    ...(line !== undefined && column !== undefined && { line: String(line), column: String(column) }),
  });
}

function readAnew(bytes: Uint8Array): EdxmlReading {
  try {
    return { document: read(bytes) };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

function read(bytes: Uint8Array): EdxmlDocument {
  const decoded = decode(bytes);
  const reading = new Reading(parseXml(decoded.text));
  requireSkeleton(reading);
  const frame = openFrame(reading);
  const message = readMessage(frame, reading);
  for (const rule of rules) rule(message);
  return located(bytes, decoded, frame, message);
}

/** The standard knows UTF-8 only; the parser would take UTF-16 as well. */
function decode(bytes: Uint8Array): DecodedText {
  const decoded = decodeXml(bytes);
  if (decoded.encoding !== 'utf8') throw refuse('edxml.encoding', { encoding: decoded.encoding });
  return decoded;
}

function located(
  bytes: Uint8Array,
  { text, mark }: DecodedText,
  frame: Frame,
  { fields, attachments, reading }: ReadMessage,
): EdxmlDocument {
  const { envelope, messageHeader, trace, manifest, signatures } = frame;
  const elements = [envelope, messageHeader.element, trace?.element, manifest?.element, ...signatures].filter((one) => one !== undefined);
  const places: ByteRange[] = [...elements, ...attachments.map(({ place }) => place)];
  const offsets = new ByteOffsets(
    text,
    mark,
    places.flatMap(({ start, end }) => [start, end]),
  );
  const parts = {
    envelope: offsets.range(envelope),
    messageHeader: offsets.range(messageHeader.element),
    ...(trace && { traceHeaderList: offsets.range(trace.element) }),
    ...(manifest && { manifest: offsets.range(manifest.element) }),
    signatures: signatures.map((one) => offsets.range(one)),
  };
  const common = {
    ...{ bytes, parts, headerPath: pathOf(messageHeader.element), namespace: messageHeader.element.namespace },
    signatures: signatures.map((one) => readSignature(reading.document, one)),
    attachments: attachments.map(({ id, fields: { AttachmentName: name }, transferred, file, place }) => ({
      ...{ id, name, transferred, file, range: offsets.range(place) },
    })),
  };
  const kind = kindOf(fields, reading);
  return (kind === 'status' ? { kind, fields, ...common } : { kind, fields, ...common }) as EdxmlDocument;
}
