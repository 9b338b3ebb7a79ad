import { type DeliveryProof, type HttpClient, type HttpResponse, type Sink, statusFailure, type Tools } from '@lienthong/adapter-kit';
import { later } from '@lienthong/message';
import { hash } from 'node:crypto';
import type { SinkConfig } from './config';
import { keyIn, signatures } from './signature';

/** The department knows a delivery by its `webhook-id`: what comes again under it is answered and not done again. */
export function webhookSink(config: SinkConfig, http: HttpClient, { secret, now }: Pick<Tools, 'secret' | 'now'>): Sink {
  return {
    repeat: 'safe',
    async deliver({ deliveryId, messageId, contentType, attributes, body }, signal) {
      const timestamp = Math.floor(now().getTime() / 1_000);
      const response = await http.request({
        method: 'POST',
        url: config.url,
        headers: {
          'content-type': contentType,
          ...attributes,
          'ce-ltmessage': messageId,
          'webhook-id': deliveryId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signatures({ id: deliveryId, timestamp, body }, await keysOf(config, secret)),
        },
        body,
        signal,
        timeoutMs: config.timeout,
        maxResponseBytes: config.maxAnswer,
      });
      return proofOf(response);
    },
  };
}

/** Read for every delivery: secrets are changed while the hub runs. The new one first. */
export async function keysOf({ secretFile, previousSecretFile }: SinkConfig, secret: Tools['secret']): Promise<Buffer[]> {
  const files = [secretFile, ...(previousSecretFile === undefined ? [] : [previousSecretFile])];
  return Promise.all(
    files.map(async (file) => keyIn(await secret(file).catch((cause: unknown) => Promise.reject(unreadable(file, cause))))),
  );
}

const unreadable = (file: string, cause: unknown) => later('delivery.unavailable', { reason: 'secret file cannot be read', file }, cause);

/** The answer's words may name a person: its status and digest are kept. */
function proofOf(response: HttpResponse): DeliveryProof {
  const failure = statusFailure(response);
  if (failure) throw failure;
  return { digest: hash('sha256', response.body, 'buffer'), words: `webhook answered ${response.status}` };
}
