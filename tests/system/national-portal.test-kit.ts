import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createHash } from 'node:crypto';
import type { Connector, Delivery, Renderable } from '@lienthong/adapter-kit';
import { readCloudEvent } from '@lienthong/adapter-kit';
import { acknowledgement, freePort, startServer, testTools } from '@lienthong/adapter-kit/testing';
import { nationalPortalAdapter, type NationalPortalConfig } from '@lienthong/adapter-national-portal';
import { dossierV1 } from '@lienthong/documents';
import { Failure, type RawMessage } from '@lienthong/message';
import { type NationalPortal, type NationalPortalClient, nationalPortalClient, startNationalPortal } from '@lienthong/sandbox';

const fixtures = resolve(__dirname, '../../libs/adapters/national-portal/fixtures');
const fixture = (name: string): string => readFileSync(join(fixtures, name), 'utf8');

export const created = JSON.parse(fixture('created.json')) as Readonly<Record<string, unknown>>;
export const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex');

/** A step of dossier 000.99.02.H26-261123-000`n`, as the one-stop system would send it. */
export function step(name: 'accepted' | 'in-progress', n: number, change: object = {}): Renderable {
  const text = fixture(`${name}.json`).replaceAll('261123-0001', `261123-000${n}`);
  const event = JSON.parse(text) as { readonly data: object };
  const payload = Buffer.from(JSON.stringify({ ...event, data: { ...event.data, ...change } }));
  const raw: RawMessage = { connector: 'x', subject: '', contentType: 'application/cloudevents+json', attributes: {}, payload };
  const { envelope, data } = readCloudEvent(raw);
  dossierV1.check(envelope, data);
  return { envelope, data, raw };
}

/** `received` of the fixture, its dossier with other attachments. */
export const receivedWith = (n: number, attachments: readonly object[]): object => {
  const { data } = step('accepted', n);
  const { received } = data as { readonly received: { readonly dossier: object } };
  return { ...received, dossier: { ...received.dossier, attachments } };
};

export interface World {
  readonly portal: NationalPortal;
  /** Files by path; what stands here is what the store gives. */
  readonly store: Map<string, string>;
  readonly storeUrl: string;
  readonly dir: string;
  readonly doorPort: number;
  readonly client: NationalPortalClient;
  readonly submitted: Omit<RawMessage, 'connector'>[];
  now: Date;
  /** Resolves when the door is open. */
  opened(): Promise<void>;
  connect(config: object): {
    readonly connector: Connector;
    readonly config: NationalPortalConfig;
    deliver(message: Renderable, id?: string): Promise<string>;
  };
  close(): Promise<void>;
}

export const secrets = {
  'door.token': 'ma-truy-cap',
  password: 'mat-khau',
  'client.secret': 'bi-mat',
  'links.key': 'khoa-cua-lien-ket-dai-hon-32-ky-tu',
};

/** The portal's stand-in, a store of files, and connectors with a real HTTP client. */
export async function startWorld(): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'national-portal-'));
  const store = new Map<string, string>();
  const files = await startServer(({ request, response }) => {
    const file = store.get(request.url ?? '');
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  const doorPort = await freePort();
  const connectors: (() => Promise<void>)[] = [];
  const world: Omit<World, 'portal'> = {
    ...{ store, storeUrl: files.url, dir, doorPort, submitted: [], now: new Date('2026-11-23T02:00:00Z') },
    client: nationalPortalClient(`http://127.0.0.1:${doorPort}`, secrets['door.token']),
    connect(settings) {
      const config = nationalPortalAdapter.config.parse(settings);
      const allow = [new URL(portal.url).host, files.host, new URL(config.portal.baseUrl).host];
      const tools = testTools({ allow, secrets, now: () => world.now, timeoutMs: 1_000 });
      const connector = nationalPortalAdapter.create(config, tools);
      const stop = new AbortController();
      const submit = (raw: Omit<RawMessage, 'connector'>) => Promise.resolve((world.submitted.push(raw), acknowledgement));
      const running = connector.source?.run(submit, stop.signal);
      connectors.push(async () => {
        stop.abort();
        await running;
        await connector.close();
        await tools.http.close();
      });
      let count = 0;
      return { connector, config, deliver: (message, id = `d-${++count}`) => attempt(connector, config, message, id) };
    },
    async opened() {
      for (let attempt = 1; attempt <= 100; attempt++) {
        const there = await fetch(`http://127.0.0.1:${doorPort}/`).catch(() => undefined);
        if (there) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error('the door does not open');
    },
    async close() {
      await world.client.close();
      for (const end of connectors.toReversed()) await end();
      await portal.stop();
      await files.close();
      await rm(dir, { recursive: true });
    },
  };
  const portal = await startNationalPortal({
    ...{ port: 0, dir, username: 'h26', password: secrets.password, madonvi: '000.99.00.H26', now: () => world.now, slowMs: 300 },
    ...{ clientId: 'h26', clientSecret: secrets['client.secret'], unit: 'G09.20' },
  });
  return Object.assign(world, { portal });
}

/** `delivered …` with the proof's words, or kind, code and detail of the failure. */
async function attempt(connector: Connector, config: NationalPortalConfig, message: Renderable, deliveryId: string): Promise<string> {
  try {
    const rendered = nationalPortalAdapter.render(message, config);
    if (!rendered || !connector.sink) throw new Error('no rendering or no sink');
    const { subject } = message.envelope;
    const delivery: Delivery = { ...rendered, deliveryId, messageId: 'm', subject, attempt: 1 };
    const { words } = await connector.sink.deliver(delivery, new AbortController().signal);
    return `delivered ${words}`;
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    expect(JSON.stringify(failure.detail)).not.toContain('Ví Dụ');
    return `${failure.kind} ${failure.message}`;
  }
}
