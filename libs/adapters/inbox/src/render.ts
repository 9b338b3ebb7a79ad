import { cloudEventType, type Renderable, type Rendered } from '@lienthong/adapter-kit';

/** The bytes as their sender signed them, with the signature. What nobody signed so that the party could see it has no meaning here. */
export function render({ raw }: Renderable): Rendered | undefined {
  const jws = raw.attributes['jws-signature'];
  return jws === undefined ? undefined : { contentType: cloudEventType, attributes: { 'jws-signature': jws }, body: raw.payload };
}
