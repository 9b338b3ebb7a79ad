import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '@lienthong/embedded';
import { Generator } from '../load/generator';
import { type Identity, readSigned } from '../load/identity';
import { instant } from '../load/wire';
import { percentile } from '../measure/percentiles';
import { cpuOf } from '../measure/cpu';
import { Program } from '../rig/program';
import { Rig, type RigOptions } from '../rig/rig';

/** Messages of 2 KB over kept-alive HTTPS connections of one client, up to the acknowledgement. */
export interface DoorFigures {
  readonly connections: number;
  readonly messages: number;
  readonly bare: Closed;
  readonly gateway: Closed;
  /** Milliseconds from due to acknowledged while seven tenths of its rate come in. */
  readonly ackMs: { readonly p50: number; readonly p99: number };
}

export interface Closed {
  readonly perSecond: number;
  /** Processor time of the serving process, µs a message. */
  readonly cpu: number;
}

const connections = 256;

/** `count` messages for each figure; of the identity's, each is sent once. */
export async function measureDoor(options: RigOptions, identity: Identity, count: number): Promise<DoorFigures> {
  const [port = 0, barePort = 0] = await freePorts(2);
  const rig = await Rig.raise({ ...options, gatewayPort: port });
  try {
    await rig.start('gateway');
    const requests = await requestsOf(identity, count * 3);
    const pki = (name: string): string => join(identity.dir, 'pki', name);
    const client = { cert: await readFile(pki('portal.pem')), key: await readFile(pki('portal.key.pem')), rejectUnauthorized: false };
    const bare = await Program.start(
      [join(__dirname, 'bare.js'), String(barePort), pki('gateway.pem'), pki('gateway.key.pem')],
      join(options.data, 'logs/bare.log'),
    );
    const toBare = await Generator.open({
      request: (n) => requests[n] ?? Buffer.of(),
      count: requests.length,
      port: barePort,
      tls: client,
      connections,
    });
    await closedLoop(toBare, { from: 0, to: count }, () => 0);
    const plain = await closedLoop(toBare, { from: count, to: 2 * count }, () => cpuOf({ bare: [bare.pid] })['bare'] ?? 0);
    toBare.close();
    await bare.stop();
    const toGateway = await Generator.open({
      request: (n) => requests[n] ?? Buffer.of(),
      count: requests.length,
      port,
      tls: client,
      connections,
    });
    await closedLoop(toGateway, { from: 0, to: count }, () => 0);
    const gateway = await closedLoop(toGateway, { from: count, to: 2 * count }, () => rig.cpu()['gateway'] ?? 0);
    const ackMs = await openLoop(toGateway, { from: 2 * count, to: 3 * count }, gateway.perSecond * 0.7);
    if (toGateway.refused > 0) throw new Error(`the gateway refused ${toGateway.refused} messages`);
    toGateway.close();
    return { connections, messages: count, bare: plain, gateway, ackMs };
  } finally {
    await rig.down();
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** As many at once as there are connections. */
async function closedLoop(generator: Generator, { from, to }: Span, cpuMs: () => number): Promise<Closed> {
  const [done, began, cpu] = [generator.acks + generator.refused + to - from, instant(), cpuMs()];
  for (let n = from; n < to; n++) generator.push(n);
  await until(generator, done);
  const seconds = (instant() - began) / 1_000;
  return { perSecond: (to - from) / seconds, cpu: ((cpuMs() - cpu) * 1_000) / (to - from) };
}

async function openLoop(generator: Generator, { from, to }: Span, perSecond: number): Promise<DoorFigures['ackMs']> {
  const [done, began] = [generator.acks + generator.refused + to - from, instant()];
  for (let n = from; n < to;) {
    const due = Math.min(to, from + Math.floor(((instant() - began) * perSecond) / 1_000));
    for (; n < due; n++) generator.push(n, began + ((n - from) * 1_000) / perSecond);
    await sleep(1);
  }
  await until(generator, done);
  const times = Array.from({ length: to - from }, (_, i) => (generator.acknowledged[from + i] ?? 0) - (generator.due[from + i] ?? 0));
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

async function until(generator: Generator, done: number): Promise<void> {
  while (generator.acks + generator.refused < done) await sleep(2);
}

async function requestsOf({ messages, header, count: there }: Identity, count: number): Promise<Buffer[]> {
  if (there < count) throw new Error(`${count} messages are wanted, ${there} are signed`);
  const bytes = await readFile(messages);
  const requests: Buffer[] = [];
  for (let at = 0; requests.length < count;) {
    const { body, jws, next } = readSigned(bytes, at);
    at = next;
    const head = [
      'POST /v1/messages HTTP/1.1',
      'host: gateway',
      'content-type: application/cloudevents+json; charset=utf-8',
      `jws-signature: ${header}${jws}`,
      `content-length: ${body.length}`,
    ].join('\r\n');
    requests.push(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]));
  }
  return requests;
}
