import type { Renderable, Rendered } from '@lienthong/adapter-kit';
import { edxmlDocument } from '@lienthong/documents';
import type { DocumentAxisConfig } from './config';
import { edxmlType, isEdxml } from './read';

/** What the sink must say beside the bytes; values in ASCII, `to` as a JSON array. */
export interface Addressing {
  readonly from: string;
  readonly to: string;
  readonly 'message-type': 'edoc' | 'status';
  /** `''` where the document has none. */
  readonly notation: string;
}

/** The document exactly as its sender made it, for those of its receivers whom the hub does not serve itself. */
export function render({ envelope, raw }: Renderable, { sink }: DocumentAxisConfig): Rendered | undefined {
  if (!isEdxml(raw)) return undefined;
  const away = envelope.receivers.filter((code) => !sink?.own.includes(code));
  if (away.length === 0) return undefined;
  const messageType = envelope.type === 'edxml.status' ? 'status' : 'edoc';
  const attributes = {
    ...{ from: envelope.source, to: JSON.stringify(away), 'message-type': messageType, notation: notationOf(raw.payload) },
  } satisfies Addressing;
  return { contentType: edxmlType, attributes, body: raw.payload };
}

/** Number and notation as the axis' lists show them. */
function notationOf(bytes: Uint8Array): string {
  const { fields } = edxmlDocument(bytes);
  if (fields.kind === 'status') return '';
  return [fields.MessageHeader.Code?.CodeNumber, fields.MessageHeader.Code?.CodeNotation].filter(Boolean).join('/');
}
