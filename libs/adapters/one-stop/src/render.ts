import { cloudEventType, signaturesBeside, type Renderable, type Rendered } from '@lienthong/adapter-kit';

/** Where the system takes it. */
export type Place = 'dossiers' | 'events';

/** What the register tells and answers; questions to it come from this system and have no meaning for it. */
const events: ReadonlySet<string> = new Set(['enterprise.registered', 'enterprise.changed', 'enterprise.details']);

/** Dossiers as the portal signed them, with its signature; what the business register says as an event. Status changes come from this system. */
export function render(message: Renderable): Rendered | undefined {
  const { envelope, raw, assertedBy } = message;
  if (events.has(envelope.type)) return written(message, 'events');
  if (envelope.type !== 'dossier.submitted') return undefined;
  if (assertedBy !== undefined) return written(message, 'dossiers');
  const beside = signaturesBeside(raw.attributes);
  const place: Place = 'dossiers';
  if (Object.keys(beside).length === 0) return undefined;
  return { contentType: cloudEventType, attributes: { place, ...beside }, body: raw.payload };
}

/** What nobody signed came in another system's own form: it is written as the event that it is read as, and says whose word it is. */
function written({ envelope: { time, receivers, ...envelope }, data, assertedBy }: Renderable, place: Place): Rendered {
  const to = receivers.length > 0 ? { receivers: receivers.join(' ') } : {};
  const whole = { specversion: '1.0', ...envelope, time: time.toISOString(), datacontenttype: 'application/json', ...to, data };
  const attributes = { place, ...(assertedBy !== undefined && { 'asserted-by': assertedBy }) };
  return { contentType: cloudEventType, attributes, body: Buffer.from(JSON.stringify(whole)) };
}
