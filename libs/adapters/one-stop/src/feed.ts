import { type HttpClient, type HttpResponse, statusFailure } from '@lienthong/adapter-kit';
import { isRecord, later } from '@lienthong/message';
import type { OneStopConfig } from './config';
import { type Change, readItem } from './item';

/** The changes that the one-stop system offers, oldest first, until they are acknowledged. */
export interface Feed {
  /** Waits at the system for up to `poll.wait` when there is none. Throws `Failure`. */
  next(limit: number, stop: AbortSignal): Promise<readonly Change[]>;
  acknowledge(upTo: number, stop: AbortSignal): Promise<void>;
}

const answerLimit = 16 * 1_048_576;
const slackMs = 10_000;

export function changeFeed({ baseUrl, poll }: OneStopConfig, http: HttpClient): Feed {
  const wait = Math.floor(poll.wait / 1_000);
  return {
    async next(limit, signal) {
      const url = `${baseUrl}/v1/changes?limit=${limit}&wait=${wait}`;
      const response = await http.request({ method: 'GET', url, signal, timeoutMs: poll.wait + slackMs, maxResponseBytes: answerLimit });
      const items = itemsOf(response);
      const changes = items.flatMap((item) => readItem(item, poll.maxBody));
      if (items.length > 0 && changes.length === 0) throw later('delivery.unavailable', { reason: 'the items of the feed have no seq' });
      // whatever order they are offered in, a number is a change's place
      return changes.toSorted((a, b) => a.seq - b.seq);
    },
    async acknowledge(upTo, signal) {
      const headers = { 'content-type': 'application/json' };
      const response = await http.request({
        method: 'POST',
        url: `${baseUrl}/v1/changes/ack`,
        headers,
        body: JSON.stringify({ upTo }),
        signal,
      });
      const failure = statusFailure(response);
      if (failure) throw failure;
    },
  };
}

/**
 * The list only: what stands in an item is somebody's message and must not stop the others. So not `parseJson`, which refuses the whole
 * answer for one odd text in it; every member that is used is checked by itself.
 */
function itemsOf(response: HttpResponse): readonly unknown[] {
  const failure = statusFailure(response);
  if (failure) throw failure;
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(response.body).toString('utf8'));
  } catch (cause) {
    throw later('delivery.unavailable', { reason: 'the feed is not JSON' }, cause);
  }
  if (!isRecord(answer) || !Array.isArray(answer['items'])) throw later('delivery.unavailable', { reason: 'the feed has no items' });
  return answer['items'];
}
