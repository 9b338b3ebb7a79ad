import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Connector, Delivery } from '@lienthong/adapter-kit';
import { acknowledgement, testTools } from '@lienthong/adapter-kit/testing';
import { documentAxisAdapter } from '@lienthong/adapter-document-axis';
import type { Failure, RawMessage } from '@lienthong/message';
import { type Axis, startAxis } from '@lienthong/sandbox';

/** The adapter and the stand-in were written from one page and share no code: here they meet. */

const fixtures = resolve(__dirname, '../../libs/adapters/document-axis/fixtures');
const secrets = { 'axis.secret': 'khoa-bi-mat-vi-du' };
const never = new AbortController().signal;
let dir: string;
let axis: Axis;
let file: Buffer;
const running: { stop: AbortController; ended: Promise<void> | undefined }[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'axis-'));
  file = await readFile(join(fixtures, 'document.edxml'));
  const secret = secrets['axis.secret'];
  const systems = [
    { systemid: 'sys.h26.90', secret, agencies: ['H26.90'] },
    { systemid: 'sys.h26.91', secret, agencies: ['H26.91.01', 'H26.91.02'] },
  ];
  axis = await startAxis({ port: 0, dir, systems, slowMs: 200 });
});
afterEach(async () => {
  for (const { stop, ended } of running.splice(0)) {
    stop.abort();
    await ended;
  }
  await axis.stop();
  await rm(dir, { recursive: true });
});

const connector = (systemid: string, more: object = {}, now = () => new Date()): Connector => {
  const config = documentAxisAdapter.config.parse({
    ...{ baseUrl: `${axis.url}/vxp`, systemid, secretFile: 'axis.secret', timeout: '2s' },
    ...{ source: { every: '50ms' }, sink: { own: ['H26.90'] }, ...more },
  });
  return documentAxisAdapter.create(config, testTools({ allow: [new URL(axis.url).host], secrets, now, timeoutMs: 2_000 }));
};
const delivery = (bytes: Buffer, attempt = 1): Delivery => {
  const raw: RawMessage = { connector: 'x', subject: '', contentType: 'application/edxml+xml', attributes: {}, payload: bytes };
  const config = documentAxisAdapter.config.parse({ baseUrl: axis.url, systemid: 'x', secretFile: 'x', sink: {} });
  const { envelope, data } = documentAxisAdapter.read(raw);
  const rendered = documentAxisAdapter.render({ envelope, data, raw }, config);
  if (!rendered) throw new Error('there is no rendering');
  return { ...rendered, deliveryId: `d-${envelope.id}`, messageId: 'm-1', subject: envelope.subject, attempt };
};
const send = (out: Delivery, from = connector('sys.h26.90')) => from.sink?.deliver(out, never) ?? Promise.reject(new Error('no sink'));
const poll = (of: Connector) => {
  const submitted: Buffer[] = [];
  const stop = new AbortController();
  const submit = (raw: { readonly payload: Uint8Array }) =>
    Promise.resolve(submitted.push(Buffer.from(raw.payload))).then(() => acknowledgement);
  running.push({ stop, ended: of.source?.run(submit, stop.signal) });
  return submitted;
};
const until = async (condition: () => boolean) => {
  for (let i = 0; i < 1_000 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
};

it('a document goes from one hub over the axis to another, once and byte for byte, and its status comes back', async () => {
  const proof = await send(delivery(file));
  expect(proof.words).toBe(`ErrorCode=0 DocId=${axis.sent()[0]?.docId}`);
  const there = connector('sys.h26.91');
  const received = poll(there);
  await until(() => received.length === 1);
  expect(received[0]?.equals(file)).toBe(true);
  await send(delivery(await readFile(join(fixtures, 'status.edxml'))), there);
  const back = poll(connector('sys.h26.90'));
  await until(() => back.length === 1);
  expect(axis.sent().map(({ messageType }) => messageType)).toEqual(['edoc', 'status']);
  expect(received).toHaveLength(1);
});

it('each copy of a document for several receivers is a message to its own receiver', async () => {
  const second = '<edXML:To><edXML:OrganId>H26.91.02</edXML:OrganId></edXML:To><edXML:DocumentId>';
  await send(delivery(Buffer.from(file.toString('utf8').replace('<edXML:DocumentId>', second))));
  const stop = new AbortController();
  const submitted: RawMessage[] = [];
  const submit = (raw: Omit<RawMessage, 'connector'>) =>
    Promise.resolve(submitted.push({ ...raw, connector: 'x' })).then(() => acknowledgement);
  running.push({ stop, ended: connector('sys.h26.91').source?.run(submit, stop.signal) });
  await until(() => submitted.length === 2);
  const envelopes = submitted.map((raw) => documentAxisAdapter.read(raw).envelope);
  expect(envelopes.map(({ receivers }) => receivers).toSorted()).toEqual([['H26.91.01'], ['H26.91.02']]);
  expect(new Set(envelopes.map(({ id }) => id)).size).toBe(2);
});

it('both ways of hash-file are accepted where they are expected, and the clock may be wrong by hours', async () => {
  for (const [n, hashFile] of (['sdk', 'full'] as const).entries()) {
    const twisted = Array.from({ length: 300 }, (_, i) => Buffer.from(file.toString('utf8').replace('101/STN-LT', `${n}${i}/STN-LT`)));
    await axis.stop();
    const systems = [{ systemid: 'sys.h26.90', secret: secrets['axis.secret'], agencies: ['H26.90', 'H26.91.01'] }];
    axis = await startAxis({ port: 0, dir, systems, hashFile });
    const hub = connector('sys.h26.90', { sink: { hashFile } }, () => new Date(Date.now() - 9 * 3_600_000));
    for (const bytes of twisted.slice(0, 10)) await send(delivery(bytes), hub);
  }
  expect(axis.sent()).toHaveLength(20);
});

it.each(['lost-answer', 'cut', 'html', 'empty', 'error500', 'error503', 'redirect', 'ok-with-error', 'session-expired'])(
  'after a day of %s every document is there once',
  async (mood) => {
    const hub = connector('sys.h26.90', { sink: { temporaryCodes: ['99'] } });
    axis.mood.set({ mood, calls: 1, path: 'sendEdoc' });
    const failure = await send(delivery(file), hub).catch((cause: unknown) => cause as Failure);
    if ('kind' in failure && failure.kind === 'permanent') expect([mood, failure.code]).toEqual(['session-expired', 'delivery.refused']);
    const again = await send(delivery(file, 2), hub);
    expect(again.words).toMatch(mood === 'lost-answer' || mood === 'cut' ? /^found in the sent list/ : /^ErrorCode=0/);
    expect(axis.sent()).toHaveLength(1);
  },
);

it.each([
  'slow',
  'cut',
  'html',
  'empty',
  'error500',
  'error503',
  'redirect',
  'ok-with-error',
  'session-expired',
  'repeat',
  'reorder',
  'half-file',
  'backlog',
])('through a day of %s every document reaches the hub, and everything at once is taken in one go', async (mood) => {
  const documents = Array.from({ length: 12 }, (_, i) => Buffer.from(file.toString('utf8').replaceAll('101/STN-LT', `${i}/STN-LT`)));
  for (const bytes of documents) await send(delivery(bytes));
  axis.mood.set({ mood, calls: 2 });
  const received = poll(connector('sys.h26.91'));
  await until(() => received.length >= documents.length);
  expect(new Set(received.map((bytes) => bytes.toString('utf8')))).toEqual(new Set(documents.map((bytes) => bytes.toString('utf8'))));
  if (mood !== 'repeat') expect(received).toHaveLength(documents.length);
});

it('says which side is broken', async () => {
  const words = async (hub: Connector) => (await hub.check()).map(({ step, ok }) => `${step} ${ok ? 'good' : 'bad'}`).join(', ');
  expect(await words(connector('sys.h26.90'))).toBe('secret good, name good, connection good, answer good, signature good, list good');
  expect(await words(connector('sys.stranger'))).toBe('secret good, name good, connection good, answer good, signature bad');
});
