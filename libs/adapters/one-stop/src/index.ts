import { createAuth, defineAdapter, readCloudEvent, withAuth } from '@lienthong/adapter-kit';
import { checkOneStop } from './check';
import { oneStopConfig, type OneStopConfig } from './config';
import { changeFeed } from './feed';
import { render } from './render';
import { oneStopSink } from './sink';
import { oneStopSource } from './source';

/** The shared one-stop system: takes dossiers at its REST door, offers signed status changes to be polled. */
export const oneStopAdapter = defineAdapter<OneStopConfig>({
  type: 'one-stop',
  title: { vi: 'Hệ thống một cửa điện tử', en: 'One-stop system' },
  config: oneStopConfig,
  read: readCloudEvent,
  render,
  create(config, tools) {
    const http = withAuth(tools.http, createAuth(config.auth, tools));
    return {
      source: oneStopSource(config, changeFeed(config, http), tools),
      sink: oneStopSink(config, http),
      check: () => checkOneStop(config, http),
      close: () => Promise.resolve(),
    };
  },
});

export type { OneStopConfig } from './config';
