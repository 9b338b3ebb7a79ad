import { randomUUID } from 'node:crypto';

/** What a sender says of its message; the rest is made. */
export interface EventFields {
  /** One's own party code. */
  readonly source: string;
  readonly type: string;
  /** What keeps its order, e.g. the dossier's code. */
  readonly subject: string;
  /** `<type>/<version>`, e.g. `dossier/1`. */
  readonly dataschema: string;
  readonly data: unknown;
  /** Unique for the party for ever; a UUID unless told. */
  readonly id?: string;
  /** RFC 3339; now unless told. */
  readonly time?: string;
  /** Party codes; those of the agreement unless told. */
  readonly receivers?: readonly string[];
}

/** A CloudEvent 1.0, structured. */
export type CloudEvent = Readonly<Record<string, unknown>> & { readonly id: string };

export function makeEvent(
  { source, type, subject, dataschema, data, id, time, receivers }: EventFields,
  clock = () => new Date(),
): CloudEvent {
  return {
    specversion: '1.0',
    id: id ?? randomUUID(),
    ...{ source, type, subject, time: time ?? clock().toISOString(), datacontenttype: 'application/json', dataschema },
    ...(receivers && { receivers: receivers.join(' ') }),
    data,
  };
}
