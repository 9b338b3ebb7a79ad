import type { Renderable, Rendered } from '@lienthong/adapter-kit';
import { readEnterpriseMessage } from '@lienthong/documents';
import { isRecord, parseJson, refuse } from '@lienthong/message';

/** A look-up as it is recorded for this connector. */
export interface Question {
  readonly code: string;
  /** Which message asks. */
  readonly request: { readonly id: string; readonly source: string };
}

/** Only a question has a meaning for the register. */
export function render({ envelope, data }: Renderable): Rendered | undefined {
  if (envelope.type !== 'enterprise.lookup') return undefined;
  const message = readEnterpriseMessage(envelope, data);
  if (message.type !== 'enterprise.lookup') return undefined;
  const question: Question = { code: message.data.code, request: { id: envelope.id, source: envelope.source } };
  return { contentType: 'application/json; charset=utf-8', attributes: {}, body: Buffer.from(JSON.stringify(question), 'utf8') };
}

/** Throws `delivery.refused` for bytes that `render` did not make. */
export function readQuestion(body: Uint8Array): Question {
  const question = parseJson(body);
  if (isRecord(question) && typeof question['code'] === 'string' && isRecord(question['request'])) return question as unknown as Question;
  throw refuse('delivery.refused', { reason: 'not a rendering for the business register' });
}
