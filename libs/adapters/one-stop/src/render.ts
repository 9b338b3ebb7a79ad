import { cloudEventType, type Renderable, type Rendered } from '@lienthong/adapter-kit';

/** Where the system takes it. */
export type Place = 'dossiers' | 'events';

/** What the register tells and answers; questions to it come from this system and have no meaning for it. */
const events: ReadonlySet<string> = new Set(['enterprise.registered', 'enterprise.changed', 'enterprise.details']);

/** Dossiers as the portal signed them, with its signature; what the business register says as an event. Status changes come from this system. */
export function render(message: Renderable): Rendered | undefined {
  if (events.has(message.envelope.type)) return event(message);
  const jws = message.raw.attributes['jws-signature'];
  if (message.envelope.type !== 'dossier.submitted' || jws === undefined) return undefined;
  const place: Place = 'dossiers';
  return { contentType: cloudEventType, attributes: { place, 'jws-signature': jws }, body: message.raw.payload };
}

/** Nobody signed it: the system has the hub's word, and `LT-Message` leads to the receipt. */
function event({ envelope, data }: Renderable): Rendered {
  const { id, source, type, subject, time, datacontenttype, dataschema } = envelope;
  const members = { specversion: '1.0', id, source, type, subject, time: time.toISOString(), datacontenttype, dataschema, data };
  const place: Place = 'events';
  return { contentType: cloudEventType, attributes: { place }, body: Buffer.from(JSON.stringify(members), 'utf8') };
}
