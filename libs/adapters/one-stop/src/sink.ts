import { type DeliveryProof, type HttpClient, type HttpResponse, type Sink, statusFailure } from '@lienthong/adapter-kit';
import { isRecord, parseJson, refuse } from '@lienthong/message';
import { hash } from 'node:crypto';
import type { OneStopConfig } from './config';

/** The system knows a dossier by its code and a delivery by its idempotency key: the same again is answered with 200. */
export function oneStopSink({ baseUrl, timeout }: OneStopConfig, http: HttpClient): Sink {
  return {
    repeat: 'safe',
    async deliver({ subject, contentType, attributes, body, deliveryId, messageId }, stop) {
      const response = await http.request({
        method: 'PUT',
        url: `${baseUrl}/v1/dossiers/${encodeURIComponent(subject)}`,
        headers: {
          'content-type': contentType,
          'jws-signature': attributes['jws-signature'] ?? '',
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

function proofOf(response: HttpResponse): DeliveryProof {
  const { status, body } = response;
  if (status === 409) throw refuse('delivery.refused', { status: '409', reason: 'the dossier is there with other content' });
  if (status === 422) throw refuse('delivery.refused', { status: '422', ...word('code', body) });
  const failure = statusFailure(response);
  if (failure) throw failure;
  const { receiptNumber } = word('receiptNumber', body);
  return {
    digest: hash('sha256', body, 'buffer'),
    words: `${status}${receiptNumber ? ` receiptNumber=${receiptNumber}` : ''}`,
  };
}

/** One member of the answer, if it is a plain token: free text may name a person. */
function word(name: string, body: Uint8Array): Record<string, string> {
  try {
    const answer = parseJson(body);
    const value = isRecord(answer) ? answer[name] : undefined;
    return typeof value === 'string' && /^[\w./-]{1,80}$/.test(value) ? { [name]: value } : {};
  } catch {
    return {};
  }
}
