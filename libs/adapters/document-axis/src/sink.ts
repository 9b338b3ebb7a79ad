import { type DeliveryProof, type Sink, unreadableAnswer } from '@lienthong/adapter-kit';
import { type Failure, later, refuse } from '@lienthong/message';
import { hash } from 'node:crypto';
import { type Answer, type CallAxis, Declined } from './call';
import type { SinkConfig } from './config';
import type { Directory } from './directory';
import { Memory } from './memory';
import { hashFile, type Posting, postingOf } from './posting';
import { isId } from './rows';
import { findSent } from './sent';

const lineEnd = Buffer.from('\r\n');

/**
 * Sends the document with sendEdoc. Whether the axis takes a repeat once is published nowhere, so that by default it is asked first:
 * `find` knows what this process sent, and a second attempt searches the sent list for the same bytes.
 */
export function axisSink(config: SinkConfig, call: CallAxis, directory?: Directory): Sink {
  const sent = new Memory<DeliveryProof>(1_000);
  return {
    repeat: config.repeat,
    async deliver(delivery, stop) {
      const posting = postingOf(delivery);
      await directory?.admit(posting.to);
      const before = config.repeat === 'lookup' && delivery.attempt > 1 ? await findSent(call, posting, stop) : undefined;
      return sent.set(delivery.deliveryId, before ?? (await send(config, call, posting, stop)));
    },
    ...(config.repeat === 'lookup' && { find: (deliveryId) => Promise.resolve(sent.get(deliveryId)) }),
  };
}

async function send(
  config: SinkConfig,
  call: CallAxis,
  { from, to, messageType, body }: Posting,
  stop: AbortSignal,
): Promise<DeliveryProof> {
  try {
    const answer = await call({
      method: 'sendEdoc',
      parameters: { messageType, 'hash-file': hashFile(body, config.hashFile), from, to: JSON.stringify(to) },
      body: Buffer.concat([body, lineEnd]),
      contentType: 'application/octet-stream',
      stop,
      timeoutMs: config.timeout,
    });
    return proofOf(answer);
  } catch (cause) {
    throw cause instanceof Declined ? await reasonOf(cause, config, call, stop) : cause;
  }
}

/** No list of error codes is published: if the axis answers a harmless question of ours, it is this document that it does not want. */
async function reasonOf({ errorCode }: Declined, { temporaryCodes }: SinkConfig, call: CallAxis, stop: AbortSignal): Promise<Failure> {
  const detail = { method: 'sendEdoc', errorCode };
  if (temporaryCodes.includes(errorCode)) return later('delivery.failed', detail);
  const answers = await call({ method: 'getReceivedEdocList', parameters: { messageType: 'status' }, stop }).then(
    () => true,
    () => false,
  );
  return answers
    ? refuse('delivery.refused', detail)
    : later('delivery.unavailable', { ...detail, reason: 'the axis declines other calls, too' });
}

function proofOf({ body, members }: Answer): DeliveryProof {
  const { DocId: docId } = members;
  if (typeof docId !== 'string' || !isId(docId)) throw unreadableAnswer({ method: 'sendEdoc', reason: 'no DocId' });
  return { digest: hash('sha256', body, 'buffer'), words: `ErrorCode=0 DocId=${docId}`.slice(0, 200) };
}
