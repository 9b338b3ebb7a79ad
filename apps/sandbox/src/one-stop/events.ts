import { createHash } from 'node:crypto';
import { isRecord } from '@lienthong/message';
import { type Answer, type Call, json } from '../http/server';
import type { Journal } from '../store/journal';
import { parsed, required } from './door';
import type { Entry } from './entry';
import type { ReceivedEvent } from './model';
import { Unacceptable } from './verify';

interface Kept {
  readonly event: ReceivedEvent;
  readonly digest: string;
  /** When it is on disk. */
  readonly kept: Promise<void>;
}

/** What the business register told through the hub, in the order in which it came: one content a delivery id. */
export class Events {
  private readonly byDelivery = new Map<string, Kept>();

  constructor(private readonly journal: Journal<Entry>) {
    for (const entry of journal.all())
      if (entry.kind === 'event')
        this.byDelivery.set(entry.event.deliveryId, { event: entry.event, digest: entry.digest, kept: Promise.resolve() });
  }

  all(): ReceivedEvent[] {
    return [...this.byDelivery.values()].map(({ event }) => event);
  }

  /** Resolves when it is on disk. `undefined`: this delivery id has another content. */
  async take(event: ReceivedEvent, body: Uint8Array): Promise<'new' | 'again' | undefined> {
    const digest = createHash('sha256').update(body).digest('hex');
    const there = this.byDelivery.get(event.deliveryId);
    if (there && there.digest !== digest) return undefined;
    if (there) return there.kept.then(() => 'again');
    const kept = this.journal.append({ kind: 'event', event, digest });
    this.byDelivery.set(event.deliveryId, { event, digest, kept });
    await kept;
    return 'new';
  }
}

/** `PUT /v1/events/{delivery id}`: 201 new, 200 the same again, 409 other content, 422 refused. */
export async function putEvent(id: string, call: Call, events: Events, now: () => Date): Promise<Answer> {
  try {
    const deliveryId = required(call, 'idempotency-key');
    if (deliveryId !== id) throw new Unacceptable('idempotency-key.other', 'address and key must be the same');
    const messageId = required(call, 'lt-message');
    const body = await call.body();
    const taken = await events.take({ ...eventIn(body), deliveryId, messageId, receivedAt: now().toISOString() }, body);
    return taken === undefined
      ? json(409, { code: 'event.conflict', message: 'this id has another content' })
      : json(taken === 'new' ? 201 : 200, { receiptNumber: `SK-${deliveryId}` });
  } catch (error) {
    if (error instanceof Unacceptable) return json(422, { code: error.code, message: error.message });
    throw error;
  }
}

function eventIn(body: Uint8Array): Pick<ReceivedEvent, 'id' | 'type' | 'subject' | 'request'> {
  const event = parsed(body);
  if (!isRecord(event) || event['specversion'] !== '1.0') throw new Unacceptable('event.malformed', 'not a CloudEvent 1.0');
  const { id, type, subject, data } = event;
  if (typeof id !== 'string' || typeof type !== 'string' || typeof subject !== 'string')
    throw new Unacceptable('event.malformed', 'id, type, subject');
  if (!/^enterprise\.(registered|changed|details)$/.test(type))
    throw new Unacceptable('event.type', 'only enterprise.registered, changed, details');
  const request = isRecord(data) && isRecord(data['request']) ? data['request']['id'] : undefined;
  if ((type === 'enterprise.details') !== (typeof request === 'string'))
    throw new Unacceptable('event.request', 'details answer a request');
  return { id, type, subject, ...(typeof request === 'string' && { request }) };
}
