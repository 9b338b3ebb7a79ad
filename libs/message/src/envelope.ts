import { refuse } from './failure';

/** Business metadata of a message under the attribute names of CloudEvents 1.0; the proto's plain shape. */
export interface Envelope {
  /** Unique per sending party. */
  readonly id: string;
  /** Code of the sending party. */
  readonly source: string;
  /** Document type and event, e.g. `dossier.submitted`. */
  readonly type: string;
  /** Dossier code or document id: what keeps its order. */
  readonly subject: string;
  /** When the sender made it; RFC 3339. */
  readonly time: Date;
  readonly datacontenttype: string;
  /** Version of the document type, e.g. `dossier/1`. */
  readonly dataschema: string;
  /** Party codes; empty = the routes decide. */
  readonly receivers: readonly string[];
}

/** Bytes as an outside system handed them in, with what the transport said about them. */
export interface RawMessage {
  /** Name of the connector that took it: the authenticated channel. */
  readonly connector: string;
  /** Subject claimed at the door, `''` when the door knows none. Compared with the signed one later. */
  readonly subject: string;
  readonly contentType: string;
  /** Transport facts that verification needs; keys in lower case, e.g. `jws-signature`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
  /** Set when the payload was too large to take; `payload` is then empty. */
  readonly omitted?: { readonly bytes: number; readonly sha256: Uint8Array };
}

/** Answer of the door: stored. Unsigned; the receipt follows from the ledger. */
export interface Acknowledgement {
  /** Lower-case hex SHA-256 of the payload. */
  readonly digest: string;
  readonly position: { readonly topic: string; readonly partition: number; readonly offset: string };
  readonly durability: Durability;
}

/** `replicated`: three replicas, min.insync 2. `fsync`: one broker that syncs before it answers. `memory`: `dev` only. */
export type Durability = 'replicated' | 'fsync' | 'memory';

const attribute = /^[\x21-\x7e]{1,200}$/;

/** Reads CloudEvents 1.0 attributes from an already parsed JSON object; `receivers` is a space-separated extension attribute. */
export function readEnvelope(event: Readonly<Record<string, unknown>>): Envelope {
  if (event['specversion'] !== '1.0') throw refuse('message.malformed', { field: 'specversion', expected: '1.0' });
  const text = (field: string): string => {
    const value = event[field];
    if (typeof value !== 'string' || !attribute.test(value)) throw refuse('message.malformed', { field });
    return value;
  };
  const time = new Date(text('time'));
  if (Number.isNaN(time.getTime()) || !/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(String(event['time'])))
    throw refuse('message.malformed', { field: 'time', expected: 'RFC 3339 with zone' });
  if (time.getUTCFullYear() < 1970 || time.getUTCFullYear() > 9999)
    throw refuse('message.malformed', { field: 'time', expected: 'a year from 1970 to 9999' });
  const receivers = event['receivers'];
  if (receivers !== undefined && (typeof receivers !== 'string' || receivers.length > 10_000))
    throw refuse('message.malformed', { field: 'receivers' });
  return {
    id: text('id'),
    source: text('source'),
    type: text('type'),
    subject: text('subject'),
    time,
    datacontenttype: event['datacontenttype'] === undefined ? 'application/json' : text('datacontenttype'),
    dataschema: text('dataschema'),
    receivers: receivers ? [...new Set(receivers.split(/\s+/).filter(Boolean))] : [],
  };
}
