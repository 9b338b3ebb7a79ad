import type { Adapter } from '@lienthong/adapter-kit';
import { businessRegistrationAdapter } from '@lienthong/adapter-business-registration';
import { documentAxisAdapter } from '@lienthong/adapter-document-axis';
import { inboxAdapter } from '@lienthong/adapter-inbox';
import { nationalPortalAdapter } from '@lienthong/adapter-national-portal';
import { oneStopAdapter } from '@lienthong/adapter-one-stop';
import { portalAdapter } from '@lienthong/adapter-portal';
import { webhookAdapter } from '@lienthong/adapter-webhook';

/** Every adapter of the product. A new one is a folder and a line here. */
export const adapters: Readonly<Record<string, Adapter>> = {
  portal: portalAdapter,
  'one-stop': oneStopAdapter,
  'document-axis': documentAxisAdapter,
  'national-portal': nationalPortalAdapter,
  'business-registration': businessRegistrationAdapter,
  webhook: webhookAdapter,
  inbox: inboxAdapter,
};

/** For a name that the configuration's check has let through. */
export function adapterNamed(name: string): Adapter {
  const adapter = adapters[name];
  if (!adapter) throw new Error(`there is no adapter ${name}; there are ${Object.keys(adapters).join(', ')}`);
  return adapter;
}
