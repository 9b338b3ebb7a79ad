import type { Renderable, Rendered } from '@lienthong/adapter-kit';
import { type Mapping, applyMapping } from '@lienthong/config';
import { Failure } from '@lienthong/message';

/** What an adapter has written, as the mapping changes it. Bytes that somebody signed are nobody's to change. */
export function mapped(rendered: Rendered, { envelope, data }: Renderable, mapping: Mapping): Rendered {
  if (Object.keys(rendered.attributes).some((name) => name.endsWith('signature'))) throw unreadable(mapping, 'signed');
  const out = applyMapping(mapping, { message: { ...envelope, time: envelope.time.toISOString(), data }, out: parsed(rendered, mapping) });
  return { ...rendered, body: Buffer.from(JSON.stringify(out), 'utf8') };
}

function parsed({ body }: Rendered, mapping: Mapping): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw unreadable(mapping, 'not JSON');
  }
}

const unreadable = ({ name }: Mapping, reason: string): Failure =>
  new Failure('ambiguous', 'mapping.unreadable', { mapping: name, reason });
