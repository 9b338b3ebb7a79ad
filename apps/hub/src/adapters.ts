import type { Adapter } from '@lienthong/adapter-kit';
import { oneStopAdapter } from '@lienthong/adapter-one-stop';
import { portalAdapter } from '@lienthong/adapter-portal';

/** Every adapter of the product. A new one is a folder and a line here. */
export const adapters: Readonly<Record<string, Adapter>> = {
  portal: portalAdapter,
  'one-stop': oneStopAdapter,
};
