import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { EmbeddedError } from '../errors';

const HOST = '127.0.0.1';

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(port, HOST, () => {
      resolve(server);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) =>
    server.close(() => {
      resolve();
    }),
  );

/** Below those from which systems number outgoing connections, one of which would take a port while its server restarts. */
const range = [20_000, 32_768] as const;

/** `count` different TCP ports of 127.0.0.1 that nobody listened on a moment ago; for tests only, since another process may take one. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  while (servers.length < count) {
    const server = await listen(randomInt(...range)).catch(() => undefined);
    if (server) servers.push(server);
  }
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return ports;
}

/** Rejects with `embedded.port-busy` when somebody listens on one of the ports. `service` names who wants it, `setting` which setting moves it. */
export async function requirePorts(service: string, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    await listen(port).then(close, (cause: unknown) => {
      throw new EmbeddedError(
        'embedded.port-busy',
        {
          vi: `${service} cần cổng ${String(port)} của ${HOST} nhưng cổng này đang bị chiếm. Hãy dừng chương trình đang dùng nó (xem bằng: ss -ltnp 'sport = :${String(port)}') hoặc đổi cổng trong cấu hình.`,
          en: `${service} needs port ${String(port)} of ${HOST}, but it is taken. Stop the program that holds it (to see which: ss -ltnp 'sport = :${String(port)}') or set another port in the configuration.`,
        },
        { cause },
      );
    });
  }
}
