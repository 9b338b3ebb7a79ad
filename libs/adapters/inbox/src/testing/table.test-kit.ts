import type { Inbox } from '@lienthong/adapter-kit';
import type { Behaviour, Counterpart } from '@lienthong/adapter-kit/testing';
import { Failure, later, refuse } from '@lienthong/message';
import { inboxConfig, type InboxConfig } from '../config';

export const config: InboxConfig = inboxConfig.parse({ party: '0100101114', timeout: '1500ms' });

export interface FakeTable extends Counterpart<InboxConfig> {
  readonly inbox: Inbox;
}

/** The port with a map behind it, and the ways in which a database can fail. */
export function startTable(): Promise<FakeTable> {
  const places = new Map<string, number>();
  let behaviour: Behaviour = 'takes';
  const put: Inbox['put'] = ({ delivery }) => {
    if (behaviour === 'fails') return Promise.reject(later('delivery.unavailable', { reason: 'the inbox is away' }));
    if (behaviour === 'refuses') return Promise.reject(refuse('delivery.refused', {}));
    places.set(delivery, places.get(delivery) ?? places.size + 1);
    if (behaviour === 'cuts') return Promise.reject(new Failure('ambiguous', 'delivery.unknown', {}));
    return behaviour === 'silent' ? new Promise(() => undefined) : Promise.resolve(places.get(delivery) ?? 0);
  };
  return Promise.resolve({
    config,
    allow: [],
    secrets: {},
    inbox: { put, last: () => Promise.resolve(places.size) },
    behave: (next) => (behaviour = next),
    effects: () => places.size,
    close: () => Promise.resolve(),
  });
}
