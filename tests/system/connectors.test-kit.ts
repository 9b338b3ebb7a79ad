import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keySigner } from '@lienthong/authority';
import { parsePem, signJws } from '@lienthong/trust';
import { createPrivateKey } from 'node:crypto';
import type { City } from './city.test-kit';
import { dossier } from './dossier.test-kit';

/** Stands before a system of the city, hands everything on, and counts each dossier that is put. */
export class Counter {
  /** In the order of arrival, those that came twice twice. */
  readonly codes: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(target: string): Promise<Counter> {
    const server = createServer((request, response) => void counter.pass(target, request, response).catch(() => response.destroy()));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const counter = new Counter(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return counter;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async pass(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (method === 'PUT') this.codes.push(url.split('/').at(-1) ?? '');
    const kept = Object.entries(headers).filter(([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name));
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    const answer = await fetch(target + url, { method, headers: Object.fromEntries(kept) as Record<string, string>, body });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }
}

/** As many as a portal keeps open, while the door is closed too. */
const [everyMs, atOnce] = [60, 16];

/** Signed dossiers into the portal's door, each until it is acknowledged: what a portal does. */
export class Traffic {
  private stopped = false;
  private running = Promise.resolve();
  private readonly pushing: Promise<string>[] = [];
  private underWay = 0;

  private constructor(private readonly city: City) {}

  static start(city: City): Traffic {
    const traffic = new Traffic(city);
    traffic.running = traffic.run();
    return traffic;
  }

  /** Codes of all that was acknowledged, when the last one is. */
  async stop(): Promise<string[]> {
    this.stopped = true;
    await this.running;
    return Promise.all(this.pushing);
  }

  private async run(): Promise<void> {
    const pki = join(this.city.data, 'data/sandbox/pki');
    const key = keySigner(
      createPrivateKey(readFileSync(join(pki, 'portal.key.pem'))),
      parsePem(readFileSync(join(pki, 'portal.pem'), 'utf8')),
    );
    const token = readFileSync(join(this.city.data, 'data/secrets/portal-door.token'), 'utf8').trim();
    for (let n = 1; !this.stopped;) {
      await sleep(everyMs);
      if (this.underWay >= atOnce) continue;
      const code = `000.99.02.H26-261123-${8_000 + n++}`;
      const body = Buffer.from(dossier(code, 'Trong lúc thay cấu hình'));
      this.pushing.push(this.push(code, body, { authorization: `Bearer ${token}`, 'jws-signature': await signJws(body, key) }));
    }
  }

  private async push(code: string, body: Buffer, proof: Record<string, string>): Promise<string> {
    const headers = { ...proof, 'content-type': 'application/cloudevents+json; charset=utf-8', 'lt-subject': code };
    this.underWay++;
    for (let status = 0; status !== 202;) {
      const answer = await fetch(`http://127.0.0.1:${this.city.door}/v1/messages`, { method: 'POST', headers, body }).catch(
        () => undefined,
      );
      await answer?.arrayBuffer();
      status = answer?.status ?? 0;
      if (status !== 202) await sleep(250);
    }
    this.underWay--;
    return code;
  }
}
