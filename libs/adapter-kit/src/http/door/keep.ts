import { Failure, later } from '@lienthong/message';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../../tools';

/** Where a door is, and what it bears. */
export interface DoorSettings {
  readonly listen: { readonly host: string; readonly port: number };
  /** Longest time in which a request must have arrived. Milliseconds. */
  readonly bodyTimeout: number;
  readonly maxConnections: number;
}

export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const graceMs = 1_500;

/** Keeps one HTTP server open until `stop`. Throws `Failure` transient `door.closed` when it cannot be opened or breaks. */
export async function keepDoor(settings: DoorSettings, serve: Serve, log: Log, stop: AbortSignal): Promise<void> {
  const server = doorServer(settings, serve, log);
  await listen(server, settings);
  log.info({ ...settings.listen }, 'door open');
  await Promise.race([aborted(stop), once(server, 'error').then(([cause]) => Promise.reject(closed('server', cause)))]);
  await shut(server);
}

function doorServer({ bodyTimeout, maxConnections }: DoorSettings, serve: Serve, log: Log): Server {
  const limits = {
    maxHeaderSize: 32_768,
    headersTimeout: Math.min(5_000, bodyTimeout),
    requestTimeout: bodyTimeout,
    connectionsCheckingInterval: 500,
  };
  const server = createServer(limits, (request, response) => {
    serve(request, response).catch((cause: unknown) => {
      log.error({ cause: cause instanceof Failure ? cause.code : String(cause) }, 'door: unexpected');
      response.destroy();
    });
  });
  server.maxConnections = maxConnections;
  return server;
}

async function listen(server: Server, { listen: { host, port } }: DoorSettings): Promise<void> {
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

export const aborted = (stop: AbortSignal): Promise<unknown> => (stop.aborted ? Promise.resolve() : once(stop, 'abort'));

export const closed = (place: string, cause?: unknown): Failure => later('door.closed', { place }, cause);
