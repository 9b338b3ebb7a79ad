import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { commonMoods } from '../mood/mood';
import { issueCity } from '../pki/city';
import { forgeryOf, signerOf } from '../pki/signing';
import type { OneStop, ReceivedDossier } from './model';
import { startOneStop } from './server';

const shelf = resolve(__dirname, '../../../../.cache/keys');

const dir = mkdtempSync(join(tmpdir(), 'one-stop-'));
const pki = join(dir, 'pki');
const keyFile = join(dir, 'key');
writeFileSync(keyFile, 'khoa\n');
const called: ReceivedDossier[] = [];
let oneStop: OneStop;
const start = (): Promise<OneStop> =>
  startOneStop({ port: 0, dir: join(dir, 'one-stop'), keyFile, onDossier: (dossier) => void called.push(dossier), slowMs: 250 });

const codeOf = (n: number): string => `000.99.02.H26-261123-${String(n).padStart(4, '0')}`;
const event = (code: string, more: Record<string, unknown> = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id: `id-${code}`,
      source: '000.99.01.H26',
      type: 'dossier.submitted',
      subject: code,
      data: { dossier: { code, summary: 'Hồ sơ mẫu' } },
      ...more,
    }),
  );

interface Put {
  readonly code: string;
  readonly body?: Buffer;
  readonly jws?: string;
  readonly headers?: Record<string, string>;
}

async function put({
  code,
  body = event(code),
  jws,
  headers = {},
}: Put): Promise<{ status: number; body: { receiptNumber?: string; code?: string } }> {
  const signature = jws ?? (await (await signerOf(pki, 'portal')).sign(body));
  const answer = await fetch(`${oneStop.url}/v1/dossiers/${code}`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'x-api-key': 'khoa',
      'idempotency-key': `delivery-${code}`,
      'lt-message': `message-${code}`,
      ...(signature === '' ? {} : { 'jws-signature': signature }),
      ...headers,
    },
    body: new Uint8Array(body),
  });
  return { status: answer.status, body: (await answer.json()) as { receiptNumber?: string; code?: string } };
}

const api = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(oneStop.url + path, { headers: { 'x-api-key': 'khoa' }, ...init });
const items = async (query: string): Promise<{ seq: number; subject: string; jws: string | null; body: string }[]> =>
  ((await (await api(`/v1/changes?${query}`)).json()) as { items: { seq: number; subject: string; jws: string | null; body: string }[] })
    .items;
const ack = async (upTo: unknown): Promise<number> =>
  (await api('/v1/changes/ack', { method: 'POST', body: JSON.stringify({ upTo }) })).status;

beforeAll(async () => {
  await issueCity(pki, { baseUrl: 'http://127.0.0.1:9', now: new Date(), shelf });
  oneStop = await start();
}, 120_000);
beforeEach(() => oneStop.mood.set({ mood: 'ok' }));
afterAll(async () => {
  await oneStop.stop();
  rmSync(dir, { recursive: true });
});

describe('the door for dossiers', () => {
  it('takes a dossier once, also when twenty calls come together, and after a restart', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => put({ code: codeOf(1) })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.receiptNumber))).toEqual(new Set(['TN-000001']));
    expect(called.map(({ code }) => code)).toEqual([codeOf(1)]);
    await oneStop.stop();
    oneStop = await start();
    expect(await put({ code: codeOf(1) })).toEqual({ status: 200, body: { receiptNumber: 'TN-000001' } });
    expect(oneStop.dossiers()).toHaveLength(1);
    expect(Buffer.from(oneStop.dossiers()[0]?.body ?? []).equals(event(codeOf(1)))).toBe(true);
    expect(called).toHaveLength(1);
  });

  it('takes PS256 as well', async () => {
    const jws = await (await signerOf(pki, 'portal', 'PS256')).sign(event(codeOf(2)));
    expect((await put({ code: codeOf(2), jws })).status).toBe(201);
  });

  it('answers 409 to other content under the same code', async () => {
    const body = event(codeOf(1), { id: 'other' });
    expect(await put({ code: codeOf(1), body })).toMatchObject({ status: 409, body: { code: 'dossier.conflict' } });
  });

  it.each<[string, () => Promise<Partial<Put>>, string]>([
    ['no signature', () => Promise.resolve({ jws: '' }), 'signature.missing'],
    [
      'a signature over other bytes',
      async () => ({ jws: await (await signerOf(pki, 'portal')).sign(event(codeOf(4))) }),
      'signature.invalid',
    ],
    ['alg none', async () => ({ jws: await (await forgeryOf(pki, 'portal', 'none')).sign(event(codeOf(3))) }), 'signature.invalid'],
    [
      'HMAC with the public key',
      async () => ({ jws: await (await forgeryOf(pki, 'portal', 'hmac')).sign(event(codeOf(3))) }),
      'signature.invalid',
    ],
    ['a stranger', async () => ({ jws: await (await forgeryOf(pki, 'portal', 'stranger')).sign(event(codeOf(3))) }), 'signature.signer'],
    [
      'a borrowed chain',
      async () => ({ jws: await (await forgeryOf(pki, 'portal', 'borrowed')).sign(event(codeOf(3))) }),
      'signature.invalid',
    ],
    ['another party of the city', async () => ({ jws: await (await signerOf(pki, 'unbound')).sign(event(codeOf(3))) }), 'signature.signer'],
    ['a body that is no JSON', () => Promise.resolve({ body: Buffer.from('garbage') }), 'event.malformed'],
    ['another dossier than the address says', () => Promise.resolve({ body: event(codeOf(4)) }), 'event.mismatch'],
    ['another kind of event', () => Promise.resolve({ body: event(codeOf(3), { type: 'dossier.status-changed' }) }), 'event.type'],
    [
      'a used idempotency key',
      () => Promise.resolve({ headers: { 'idempotency-key': `delivery-${codeOf(1)}` } }),
      'idempotency-key.reused',
    ],
    ['no idempotency key', () => Promise.resolve({ headers: { 'idempotency-key': '' } }), 'header.missing'],
    ['plain JSON as content type', () => Promise.resolve({ headers: { 'content-type': 'application/json' } }), 'content-type'],
  ])('refuses %s with 422', async (_, more, code) => {
    const before = oneStop.dossiers().length;
    expect(await put({ code: codeOf(3), ...(await more()) })).toMatchObject({ status: 422, body: { code } });
    expect(oneStop.dossiers()).toHaveLength(before);
  });

  it('asks for the key before all else', async () => {
    expect((await put({ code: codeOf(3), headers: { 'x-api-key': 'sai' } })).status).toBe(401);
    expect((await fetch(`${oneStop.url}/v1/changes`)).status).toBe(401);
  });
});

describe('the feed of changes', () => {
  const publish = (n: number, jws: string | null = 'a..b'): Promise<number> =>
    oneStop.publish({ subject: codeOf(n), body: Buffer.from(`{"n":${n}}`), jws });

  it('offers the oldest not acknowledged until somebody says so, across a restart', async () => {
    expect(await Promise.all([publish(1), publish(2), publish(3, null)])).toEqual([1, 2, 3]);
    const first = await items('limit=2');
    expect(first.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(first[0]).toEqual({
      seq: 1,
      subject: codeOf(1),
      contentType: 'application/cloudevents+json; charset=utf-8',
      jws: 'a..b',
      body: Buffer.from('{"n":1}').toString('base64'),
    });
    expect(await items('limit=2')).toEqual(first);
    expect(await ack(2)).toBe(204);
    expect(await ack(1)).toBe(204);
    await oneStop.stop();
    oneStop = await start();
    expect((await items('limit=100')).map(({ seq, jws }) => [seq, jws])).toEqual([[3, null]]);
    expect(await ack(3)).toBe(204);
    expect(oneStop.feed()).toEqual({ last: 3, acknowledged: 3 });
  });

  it('waits for news and answers at once when there is some, with nothing when there is none', async () => {
    const waiting = items('wait=20');
    const started = performance.now();
    setTimeout(() => void publish(4), 100);
    expect((await waiting).map(({ seq }) => seq)).toEqual([4]);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(await ack(4)).toBe(204);
    expect(await items('wait=1')).toEqual([]);
  });

  it.each([99, -1, 1.5, '4', null])('refuses to acknowledge %j', async (upTo) => {
    expect(await ack(upTo)).toBe(400);
  });

  it.each(['limit=0', 'limit=x', 'wait=31'])('refuses %s', async (query) => {
    expect((await api(`/v1/changes?${query}`)).status).toBe(400);
  });
});

describe('bad days', () => {
  it('fails, asks to come back, keeps silent, loses an answer after the work', async () => {
    oneStop.mood.set({ mood: 'error500' });
    expect((await api('/v1/changes')).status).toBe(500);
    oneStop.mood.set({ mood: 'error503' });
    expect((await api('/v1/changes')).headers.get('retry-after')).toBe('1');
    oneStop.mood.set({ mood: 'silent' });
    await expect(api('/v1/changes', { signal: AbortSignal.timeout(200) })).rejects.toThrow('timeout');
    oneStop.mood.set({ mood: 'lost-answer' });
    await expect(put({ code: codeOf(7) })).rejects.toThrow();
    oneStop.mood.set({ mood: 'ok' });
    expect((await put({ code: codeOf(7) })).status).toBe(200);
  });

  it('knows every common mood, or says why not', () => {
    const { known, meaningless } = oneStop.mood;
    expect([...known, ...Object.keys(meaningless)]).toEqual(expect.arrayContaining([...commonMoods]));
  });

  it('is away and has everything at once afterwards; offers twice, in reverse, half; says no; takes the next certificate', async () => {
    const { last } = oneStop.feed();
    await ack(last);
    oneStop.mood.set({ mood: 'backlog' });
    for (let n = 1; n <= 3; n++) await oneStop.publish({ subject: codeOf(n), body: event(codeOf(n)), jws: null });
    await expect(api('/v1/changes')).rejects.toThrow();
    oneStop.mood.set({ mood: 'ok' });
    const seqs = async (mood: string): Promise<number[]> => {
      oneStop.mood.set({ mood });
      return (await items('limit=10')).map(({ seq }) => seq);
    };
    const all = [1, 2, 3].map((n) => last + n);
    expect(await seqs('ok')).toEqual(all);
    expect(await seqs('reorder')).toEqual(all.toReversed());
    expect((await seqs('repeat')).slice(-7)).toEqual([last, ...all, ...all]);
    oneStop.mood.set({ mood: 'half-file' });
    await expect(items('limit=10')).rejects.toThrow('JSON');
    oneStop.mood.set({ mood: 'ok-with-error' });
    expect(await put({ code: codeOf(8) })).toMatchObject({ status: 200, body: { code: 'stand-in.bad-day' } });
    oneStop.mood.set({ mood: 'session-expired' });
    expect((await api('/v1/changes')).status).toBe(401);
    oneStop.mood.set({ mood: 'ok' });
    expect(oneStop.dossiers().some(({ code }) => code === codeOf(8))).toBe(false);
    const jws = await (await signerOf(pki, 'portal-next')).sign(event(codeOf(8)));
    expect((await put({ code: codeOf(8), jws })).status).toBe(201);
  });

  it('names the port that is taken', async () => {
    const port = Number(new URL(oneStop.url).port);
    await expect(startOneStop({ port, dir: join(dir, 'second'), keyFile, pkiDir: pki })).rejects.toThrow(
      `port ${port} of 127.0.0.1 is in use`,
    );
  });
});

describe('the door for what the business register tells', () => {
  const told = (more: Record<string, unknown> = {}) =>
    JSON.stringify({ specversion: '1.0', id: 'change-1', type: 'enterprise.registered', subject: '9900000016', data: {}, ...more });
  const tell = async (id: string, body: string, headers: Record<string, string> = {}): Promise<number> => {
    const all = { 'x-api-key': 'khoa', 'idempotency-key': id, 'lt-message': 'm-1', ...headers };
    return (await fetch(`${oneStop.url}/v1/events/${id}`, { method: 'PUT', headers: all, body })).status;
  };

  it('takes each once, in its order, also after a restart', async () => {
    const answer = told({ id: 're-1', type: 'enterprise.details', data: { request: { id: 'q-1' } } });
    expect([await tell('a1', told()), await tell('a2', answer), await tell('a1', told())]).toEqual([201, 201, 200]);
    expect(await tell('a1', told({ data: { x: 1 } }))).toBe(409);
    await oneStop.stop();
    oneStop = await start();
    expect(await tell('a2', answer)).toBe(200);
    expect(oneStop.events().map(({ id, type, request }) => [id, type, request])).toEqual([
      ['change-1', 'enterprise.registered', undefined],
      ['re-1', 'enterprise.details', 'q-1'],
    ]);
  });

  it.each([
    ['a type that is none', told({ type: 'enterprise.lookup' }), {}],
    ['an answer to nothing', told({ type: 'enterprise.details' }), {}],
    ['no event', 'x', {}],
    ['another key', told(), { 'idempotency-key': 'b1' }],
  ])('refuses %s', async (_, body, headers) => {
    expect(await tell('b2', body, headers)).toBe(422);
    expect(await tell('b2', body, { 'x-api-key': 'sai' })).toBe(401);
  });
});
