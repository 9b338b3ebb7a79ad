import type { XmlElement } from '@lienthong/xml';
import { type ReadAttachment, readAttachments } from '../attachment/read-attachments';
import type { EdxmlFields } from '../model';
import { type ReadEntry, readManifest } from './manifest';
import { readMessageHeader } from './message-header';
import type { Reading } from './reading';
import { Section } from './section';
import { readSignature, signaturesIn } from './signature';
import { readStatusHeader } from './status-header';
import { readTrace } from './trace';

/** The elements that carry the message. */
export interface Frame {
  readonly envelope: XmlElement;
  readonly header: XmlElement;
  readonly messageHeader: Section;
  readonly trace?: Section;
  readonly manifest?: Section;
  readonly attachments?: Section;
  readonly signatures: readonly XmlElement[];
}

/** As many as a verifier takes. */
const mostSignatures = 20;

export function openFrame(reading: Reading): Frame {
  const named = (parent: Section, name: string): Section | undefined => {
    const found = parent.single(name);
    return found && new Section(reading, found, name);
  };
  const needed = (parent: Section, name: string): Section => {
    const found = named(parent, name);
    if (!found) throw reading.wrong('edxml.missing', name);
    return found;
  };
  const root = new Section(reading, reading.document.root, 'edXML');
  const envelope = needed(root, 'edXMLEnvelope');
  const header = needed(envelope, 'edXMLHeader');
  const body = named(envelope, 'edXMLBody');
  const signatures = signaturesIn(reading.document);
  const surplus = signatures[mostSignatures];
  if (surplus) throw reading.wrongAt('edxml.too-many', 'Signature', surplus.start);
  return {
    envelope: envelope.element,
    header: header.element,
    messageHeader: needed(header, 'MessageHeader'),
    trace: named(header, 'TraceHeaderList'),
    manifest: body && named(body, 'edXMLManifest'),
    attachments: named(root, 'AttachmentEncoded'),
    signatures,
  };
}

/** A message as it was read, for the rules. */
export interface ReadMessage {
  readonly fields: EdxmlFields;
  readonly entries: readonly ReadEntry[];
  readonly attachments: readonly ReadAttachment[];
  readonly reading: Reading;
}

export function readMessage(frame: Frame, reading: Reading): ReadMessage {
  const { messageHeader, trace } = frame;
  const entries = frame.manifest ? readManifest(frame.manifest, reading) : [];
  const attachments = frame.attachments ? readAttachments(frame.attachments, reading) : [];
  const [signature] = frame.signatures.filter((one) => one.parent === frame.header).concat(frame.signatures);
  const common = {
    TraceHeaderList: trace && readTrace(trace),
    Signature: signature && readSignature(reading.document, signature),
  };
  if (messageHeader.single('StatusCode')) {
    if (entries.length + attachments.length > 0) throw reading.wrong('edxml.kind-ambiguous', 'AttachmentEncoded');
    const fields = { kind: 'status', MessageHeader: readStatusHeader(messageHeader, reading), ...common } as const;
    return { fields, entries, attachments, reading };
  }
  const fields = {
    ...({ kind: 'edoc', MessageHeader: readMessageHeader(messageHeader), ...common } as const),
    Manifest: entries.map((one) => one.fields),
    Attachment: attachments.map((one) => one.fields),
  };
  return { fields, entries, attachments, reading };
}
