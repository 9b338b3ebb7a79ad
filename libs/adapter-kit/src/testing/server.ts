import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly response: ServerResponse;
}

export interface TestServer {
  /** `127.0.0.1:port`, as an allow-list names it. */
  readonly host: string;
  /** `http://127.0.0.1:port` */
  readonly url: string;
  close(): Promise<void>;
}

/** A real HTTP server on a free port of the loopback interface. */
export async function startServer(answer: (exchange: Exchange) => void | Promise<void>): Promise<TestServer> {
  const server = createServer((request, response) => {
    void bodyOf(request).then(
      (body) => answer({ request, body, response }),
      () => response.destroy(),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = await startServer(() => undefined);
  await server.close();
  return Number(server.host.split(':')[1]);
}

export const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

/** Sends half an answer, then breaks the connection. */
export const cutOff = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-length': '1000' }).write('{"');
  setTimeout(() => response.destroy(), 20);
};

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
