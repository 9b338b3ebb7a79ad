import {
  type DeliveryProof,
  type HttpClient,
  type HttpResponse,
  type Rendered,
  signaturesBeside,
  type Sink,
  statusFailure,
  unreadableAnswer,
} from '@lienthong/adapter-kit';
import { isRecord, parseJson, refuse } from '@lienthong/message';
import { hash } from 'node:crypto';
import type { OneStopConfig } from './config';
import type { Place } from './render';

/** The system knows a dossier by its code, a delivery by its idempotency key: the same again is answered with 200. */
export function oneStopSink({ baseUrl, timeout }: OneStopConfig, http: HttpClient): Sink {
  return {
    repeat: 'safe',
    async deliver({ subject, contentType, attributes, body, deliveryId, messageId }, stop) {
      const at: Place = attributes['place'] === 'events' ? 'events' : 'dossiers';
      const response = await http.request({
        method: 'PUT',
        url: `${baseUrl}/v1/${at}/${encodeURIComponent(at === 'events' ? deliveryId : subject)}`,
        headers: {
          'content-type': contentType,
          ...sentBy(attributes),
          'idempotency-key': deliveryId,
          'lt-message': messageId,
        },
        body,
        signal: stop,
        timeoutMs: timeout,
      });
      return proofOf(response);
    },
  };
}

/** The sender's signature, or who vouches for what has none. */
function sentBy(attributes: Rendered['attributes']): Record<string, string> {
  const { 'asserted-by': assertedBy } = attributes;
  return { ...(assertedBy !== undefined && { 'lt-asserted-by': assertedBy }), ...signaturesBeside(attributes) };
}

function proofOf(response: HttpResponse): DeliveryProof {
  const { status, body } = response;
  if (status === 409) throw refuse('delivery.refused', { status: '409', reason: 'it is there with other content' });
  if (status === 422) throw refuse('delivery.refused', { status: '422', ...word('code', body) });
  const failure = statusFailure(response);
  if (failure) throw failure;
  // a proxy's page or an error in good form is no receipt
  if (!isReceipt(body)) throw unreadableAnswer({ status: String(status), ...word('code', body) });
  const { receiptNumber } = word('receiptNumber', body);
  return {
    digest: hash('sha256', body, 'buffer'),
    words: `${status}${receiptNumber ? ` receiptNumber=${receiptNumber}` : ''}`,
  };
}

const isReceipt = (body: Uint8Array): boolean => {
  const number = memberOf(body, 'receiptNumber');
  return typeof number === 'string' && number !== '';
};

/** One member of the answer, if it is a plain token: free text may name a person. */
function word(name: string, body: Uint8Array): Record<string, string> {
  const value = memberOf(body, name);
  return typeof value === 'string' && /^[\w./-]{1,80}$/.test(value) ? { [name]: value } : {};
}

function memberOf(body: Uint8Array, name: string): unknown {
  try {
    const answer = parseJson(body);
    return isRecord(answer) ? answer[name] : undefined;
  } catch {
    return undefined;
  }
}
