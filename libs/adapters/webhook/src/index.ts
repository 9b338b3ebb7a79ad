import { createAuth, defineAdapter, readCloudEvent, withAuth } from '@lienthong/adapter-kit';
import { checkWebhook } from './check';
import { webhookConfig, type WebhookConfig } from './config';
import { Doors } from './doors';
import { render } from './render';
import { webhookSink } from './sink';
import { webhookSource } from './source';

const doors = new Doors();

/** A department's own system: gets deliveries at its address (Standard Webhooks, CloudEvents), pushes its signed messages to a door. */
export const webhookAdapter = defineAdapter<WebhookConfig>({
  type: 'webhook',
  title: { vi: 'Hệ thống của sở, ngành (webhook)', en: "Department's system (webhook)" },
  config: webhookConfig,
  read: readCloudEvent,
  render,
  create(config, tools) {
    const { sink, source } = config;
    const http = sink?.auth ? withAuth(tools.http, createAuth(sink.auth, tools)) : tools.http;
    return {
      source: source && webhookSource(source, doors, tools),
      sink: sink && webhookSink(sink, http, tools),
      check: () => checkWebhook(config, http, tools),
      close: () => Promise.resolve(),
    };
  },
});
