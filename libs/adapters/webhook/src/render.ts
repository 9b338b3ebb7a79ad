import { type Renderable, type Rendered, signaturesBeside } from '@lienthong/adapter-kit';
import type { Envelope } from '@lienthong/message';

/**
 * The bytes as their sender signed them, in CloudEvents' HTTP binary mode: what routes them stands in `ce-` headers too, the sender's
 * detached signature in one of them. What nobody signed so that the department could see it has no meaning here.
 */
export function render({ envelope, raw }: Renderable): Rendered | undefined {
  const { 'jws-signature': jws, 'cms-signature': cms } = signaturesBeside(raw.attributes);
  if (jws === undefined && cms === undefined) return undefined;
  return {
    contentType: 'application/json; charset=utf-8',
    attributes: { ...attributesOf(envelope), ...(jws === undefined ? { 'ce-cmssignature': cms ?? '' } : { 'ce-jwssignature': jws }) },
    body: raw.payload,
  };
}

const attributesOf = ({ id, source, type, subject, time, dataschema }: Envelope): Record<string, string> => ({
  'ce-specversion': '1.0',
  'ce-id': header(id),
  'ce-source': header(source),
  'ce-type': header(type),
  'ce-subject': header(subject),
  'ce-time': time.toISOString(),
  'ce-dataschema': header(dataschema),
});

/** CloudEvents HTTP binding §3.1.3.2: all but visible ASCII, and quotes and percent signs, as percent-encoded UTF-8. */
const header = (text: string): string =>
  text.replace(/[^\x21-\x7e]|["%]/gu, (character) =>
    [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
