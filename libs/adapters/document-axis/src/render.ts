import type { Renderable, Rendered } from '@lienthong/adapter-kit';
import type { DocumentAxisConfig } from './config';
import { readFacts } from './edxml/read-facts';
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
export function render({ raw }: Renderable, { sink }: DocumentAxisConfig): Rendered | undefined {
  if (!isEdxml(raw)) return undefined;
  const { from, to, kind, notation = '' } = readFacts(raw.payload);
  const away = to.filter((code) => !sink?.own.includes(code));
  if (away.length === 0) return undefined;
  const messageType = kind === 'status' ? 'status' : 'edoc';
  const attributes = { from, to: JSON.stringify(away), 'message-type': messageType, notation } satisfies Addressing;
  return { contentType: edxmlType, attributes, body: raw.payload };
}
