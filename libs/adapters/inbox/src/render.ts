import { cloudEventType, signaturesBeside, type Renderable, type Rendered } from '@lienthong/adapter-kit';

/** The bytes as their sender signed them, with the signature. What nobody signed so that the party could see it has no meaning here. */
export function render({ raw }: Renderable): Rendered | undefined {
  const attributes = signaturesBeside(raw.attributes);
  return Object.keys(attributes).length === 0 ? undefined : { contentType: cloudEventType, attributes, body: raw.payload };
}
