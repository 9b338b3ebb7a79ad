import type { Source, Tools } from '@lienthong/adapter-kit';
import { Failure, later } from '@lienthong/message';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { DoorConfig, PaymentsConfig } from './config';
import { creating } from './door/create';
import { type Door, serve } from './door/door';
import { owing } from './door/owed';
import type { Links } from './files/links';
import type { Pull } from './files/pull';
import type { Memory } from './memory';

const graceMs = 1_500;

export interface AtTheDoor {
  readonly config: DoorConfig;
  readonly payments: PaymentsConfig | undefined;
  readonly memory: Memory | undefined;
  readonly links: Links;
  readonly pull: Pull;
  readonly tools: Pick<Tools, 'log' | 'now' | 'secret'>;
}

/** The door that the portal calls: one HTTP server that lives as long as the run. */
export function nationalPortalSource({ config, payments, memory, links, pull, tools: { log, now, secret } }: AtTheDoor): Source {
  return {
    async run(submit, stop) {
      const token = await secret(config.tokenFile).catch((cause: unknown) => Promise.reject(closed('token file', cause)));
      if (token === '') throw closed('token file is empty');
      const door: Door = {
        credentials: Buffer.from(`Bearer ${token}`, 'utf8'),
        maxBody: config.maxBody,
        create: creating(config, submit, now),
        owing: payments && memory && owing(payments, memory, now),
        links,
        pull,
        log,
      };
      const server = doorServer(config, door);
      await listen(server, config);
      log.info({ ...config.listen }, 'door open');
      await aborted(stop);
      await shut(server);
    },
  };
}

function doorServer({ bodyTimeout, maxConnections }: DoorConfig, door: Door): Server {
  const settings = { requestTimeout: bodyTimeout, headersTimeout: bodyTimeout, connectionsCheckingInterval: Math.min(bodyTimeout, 1_000) };
  const server = createServer(settings, (request, response) => {
    serve(request, response, door).catch((cause: unknown) => {
      door.log.error({ cause: String(cause) }, 'door: unexpected error');
      response.destroy();
    });
  });
  server.maxConnections = maxConnections;
  return server;
}

async function listen(server: Server, { listen: { host, port } }: DoorConfig): Promise<void> {
  try {
    await once(server.listen(port, host), 'listening');
  } catch (cause) {
    throw closed(`${host}:${port}`, cause);
  }
}

/** Takes nothing new, lets what is under way end, then cuts. */
async function shut(server: Server): Promise<void> {
  const done = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await done;
  clearTimeout(cut);
}

const aborted = (stop: AbortSignal): Promise<unknown> => (stop.aborted ? Promise.resolve() : once(stop, 'abort'));

const closed = (place: string, cause?: unknown): Failure => later('door.closed', { place }, cause);
