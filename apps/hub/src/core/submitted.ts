import { type Read, readCloudEvent } from '@lienthong/adapter-kit';
import { documentAxisAdapter, edxmlType, isEdxml } from '@lienthong/adapter-document-axis';
import { type RawMessage, refuse } from '@lienthong/message';

/**
 * What a party handed in at the gateway: an edXML document with its own signature, or a CloudEvent with a detached one. Pure; read alike at
 * the door and in step 2. Throws `Failure` `permanent`.
 */
export function readSubmitted(raw: RawMessage): Read {
  if (isEdxml(raw)) return documentAxisAdapter.read(raw);
  const read = readCloudEvent(raw);
  // a document inside of an event would come with signatures that nobody judges
  if (read.envelope.dataschema.startsWith('edxml/')) throw refuse('message.malformed', { field: 'content-type', expected: edxmlType });
  return read;
}
