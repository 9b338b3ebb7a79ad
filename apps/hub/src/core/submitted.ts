import { type Read, readCloudEvent } from '@lienthong/adapter-kit';
import { documentAxisAdapter, isEdxml } from '@lienthong/adapter-document-axis';
import type { RawMessage } from '@lienthong/message';

/**
 * What a party handed in at the gateway: an edXML document with its own signature, or a CloudEvent with a detached one. Pure; read alike at
 * the door and in step 2. Throws `Failure` `permanent`.
 */
export const readSubmitted = (raw: RawMessage): Read => (isEdxml(raw) ? documentAxisAdapter.read(raw) : readCloudEvent(raw));
