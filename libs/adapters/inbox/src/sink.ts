import type { Inbox, Sink } from '@lienthong/adapter-kit';
import { Failure, later } from '@lienthong/message';
import { hash } from 'node:crypto';
import type { InboxConfig } from './config';

/** Delivered is what lies durably in the inbox: from there it is the party's to fetch. The same delivery again changes nothing. */
export function inboxSink({ party, timeout }: InboxConfig, inbox: Inbox | undefined): Sink {
  return {
    repeat: 'safe',
    async deliver({ deliveryId, messageId, subject, contentType, attributes, body }) {
      const item = { delivery: deliveryId, message: messageId, party, subject, contentType, attributes, body };
      const place = await inTime(timeout, inboxOf(inbox).put(item));
      return { digest: hash('sha256', body, 'buffer'), words: `in the inbox, place ${place}` };
    },
  };
}

/** Throws `Failure` transient in a process that was given none. */
export function inboxOf(inbox: Inbox | undefined): Inbox {
  if (!inbox) throw later('delivery.unavailable', { reason: 'this process has no inbox' });
  return inbox;
}

/** What takes longer may still be stored. */
export function inTime<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Failure('ambiguous', 'delivery.unknown', { reason: 'timed out' })), ms);
    void work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
