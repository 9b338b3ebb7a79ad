import { defineAdapter, readCloudEvent } from '@lienthong/adapter-kit';
import { checkPortal } from './check';
import { portalConfig, type PortalConfig } from './config';
import { dvcqg } from './dvcqg';
import { render } from './render';
import { portalSink } from './sink';
import { portalSource } from './source';

/** The online public-service portal: pushes signed dossiers, receives progress by the DVCQG protocol. */
export const portalAdapter = defineAdapter<PortalConfig>({
  type: 'portal',
  title: { vi: 'Cổng dịch vụ công', en: 'Online public-service portal' },
  config: portalConfig,
  read: readCloudEvent,
  render,
  create(config, tools) {
    const { sink } = config;
    const portal = sink && dvcqg(sink, tools);
    return {
      source: config.source && portalSource(config.source, tools),
      sink: portal && portalSink(portal, sink, tools.now),
      check: () => checkPortal(config, portal, tools),
      close: () => Promise.resolve(),
    };
  },
});

export type { PortalConfig } from './config';
