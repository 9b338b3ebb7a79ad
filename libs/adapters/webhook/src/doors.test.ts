import { acknowledgement, freePort, testTools } from '@lienthong/adapter-kit/testing';
import { webhookAdapter } from '.';
import { configFor, push, secrets } from './testing/fake-department.test-kit';

let stop: AbortController;
let port: number;
let running: Promise<void>[];
const taken: string[] = [];
beforeEach(async () => {
  stop = new AbortController();
  port = await freePort();
  running = [];
  taken.length = 0;
});
afterEach(async () => {
  stop.abort();
  await Promise.allSettled(running);
});

const open = (name: string, signal = stop.signal, change: Readonly<Record<string, unknown>> = {}, token = 'ma-truy-cap') => {
  const { source } = configFor('http://127.0.0.1:1', port);
  const tools = { ...testTools({ secrets: { ...secrets, 'door.token': token } }), name };
  const { source: door } = webhookAdapter.create({ source: { ...source, ...change } as typeof source }, tools);
  const run = door?.run((raw) => (taken.push(`${name} ${raw.subject}`), Promise.resolve(acknowledgement)), signal);
  running.push(run ?? Promise.reject(new Error('there is no source')));
  return running.at(-1);
};

it('connectors share a door, each with its own path and token', async () => {
  for (const name of ['land', 'health']) void open(name, stop.signal, {}, `${name}-token`);
  const authorization = 'Bearer land-token';
  expect((await push(port, 'land', { authorization })).status).toBe(202);
  expect((await push(port, 'health', { authorization })).status).toBe(401);
  expect((await push(port, 'nobody', { authorization })).status).toBe(404);
  expect(taken).toEqual(['land 000.99.02.H26-261123-0001']);
});

it('who leaves closes its own path, the last one the door, and it can be opened again', async () => {
  const first = new AbortController();
  const gone = open('land', first.signal);
  void open('health');
  expect((await push(port, 'land')).status).toBe(202);
  first.abort();
  await gone;
  expect((await push(port, 'land')).status).toBe(404);
  expect((await push(port, 'health')).status).toBe(202);
  stop.abort();
  await Promise.all(running);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  stop = new AbortController();
  void open('land');
  expect((await push(port, 'land')).status).toBe(202);
});

it.each([
  ['the same name', 'land', {}],
  ['other limits', 'health', { bodyTimeout: 5_000 }],
])('a second connector with %s is told so, and the first goes on', async (_, name, change) => {
  void open('land');
  expect((await push(port, 'land')).status).toBe(202);
  await expect(open(name, stop.signal, change)).rejects.toMatchObject({ kind: 'transient', code: 'door.closed' });
  expect((await push(port, 'land')).status).toBe(202);
});
