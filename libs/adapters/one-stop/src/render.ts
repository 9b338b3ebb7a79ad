import { cloudEventType, type Renderable, type Rendered } from '@lienthong/adapter-kit';

/** The bytes as the portal signed them, with its signature. Status changes come from this system and have no meaning for it. */
export function render({ envelope, raw }: Renderable): Rendered | undefined {
  const jws = raw.attributes['jws-signature'];
  if (envelope.type !== 'dossier.submitted' || jws === undefined) return undefined;
  return { contentType: cloudEventType, attributes: { 'jws-signature': jws }, body: raw.payload };
}
