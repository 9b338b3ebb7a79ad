import { type CheckResult, defineAdapter, type Inbox, readCloudEvent } from '@lienthong/adapter-kit';
import { Failure } from '@lienthong/message';
import { inboxConfig, type InboxConfig } from './config';
import { render } from './render';
import { inboxOf, inboxSink, inTime } from './sink';

/** For a party without an address of its own: deliveries lie in a table until it fetches them at the gateway. */
export const inboxAdapter = defineAdapter<InboxConfig>({
  type: 'inbox',
  title: { vi: 'Hộp thư của cơ quan', en: 'Inbox of a party' },
  config: inboxConfig,
  read: readCloudEvent,
  render,
  create: (config, { inbox }) => ({
    sink: inboxSink(config, inbox),
    check: () => checkInbox(config, inbox),
    close: () => Promise.resolve(),
  }),
});

async function checkInbox({ party, timeout }: InboxConfig, inbox: Inbox | undefined): Promise<CheckResult[]> {
  try {
    const last = await inTime(
      timeout,
      Promise.resolve().then(() => inboxOf(inbox).last(party)),
    );
    return [
      { step: 'inbox', ok: true, words: { vi: `Hộp thư dùng được, vị trí cuối ${last}`, en: `The inbox can be used, last place ${last}` } },
    ];
  } catch (cause) {
    const reason = cause instanceof Failure ? Object.values(cause.detail).join(', ') : String(cause);
    return [{ step: 'inbox', ok: false, words: { vi: `Hộp thư không dùng được (${reason})`, en: `The inbox cannot be used (${reason})` } }];
  }
}
