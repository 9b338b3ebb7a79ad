import type { Source, Tools } from '@lienthong/adapter-kit';
import { Failure, later } from '@lienthong/message';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { DoorConfig } from './config';
import { type Submit, bearer, takeMessage } from './door';

const graceMs = 1_500;

/** The door into which the portal pushes: one HTTP server that lives as long as the run. */
export function portalSource(config: DoorConfig, tools: Tools): Source {
  return {
    async run(submit, stop) {
      const token = await tools.secret(config.tokenFile).catch((cause: unknown) => Promise.reject(closed('token file', cause)));
      if (token === '') throw closed('token file is empty');
      const server = doorServer(config, token, submit, tools);
      await listen(server, config);
      tools.log.info({ ...config.listen }, 'door open');
      await Promise.race([aborted(stop), once(server, 'error').then(([cause]) => Promise.reject(closed('server', cause)))]);
      await shut(server);
    },
  };
}

function doorServer(config: DoorConfig, token: string, submit: Submit, { log }: Tools): Server {
  const { maxBody, bodyTimeout, maxConnections } = config;
  const credentials = bearer(token);
  const limits = {
    maxHeaderSize: 32_768,
    headersTimeout: Math.min(5_000, bodyTimeout),
    requestTimeout: bodyTimeout,
    connectionsCheckingInterval: 500,
  };
  const server = createServer(limits, (request, response) => {
    takeMessage({ request, response, credentials, maxBody, submit, log }).catch((cause: unknown) => {
      log.error({ cause: cause instanceof Failure ? cause.code : String(cause) }, 'door: unexpected');
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
