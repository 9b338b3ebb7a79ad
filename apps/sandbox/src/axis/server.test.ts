import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commonMoods } from '../mood/mood';
import type { Axis } from './model';
import { startAxis } from './server';
import { crlf, secret, sending, type Signing, signed, stamp } from './testing/java-dialect.test-kit';

const file = Buffer.from(
  '<?xml version="1.0"?><edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><Subject>V/v thử &amp; nghiệm</Subject><CodeNumber>101</CodeNumber><CodeNotation>STN-LT</CodeNotation></edXML>\r\n',
);
const systems = [
  { systemid: 'sys.h26.90', secret, agencies: ['H26.90'] },
  { systemid: 'sys.h26.91', secret: 'secret-91', agencies: ['H26.91.01', 'H26.91.02'] },
];
const receiver: Signing = { systemid: 'sys.h26.91', secret: 'secret-91' };
const example = {
  'XroadVnpt-serviceType': 'eDoc',
  'XroadVnpt-systemid': 'sys.h26.90',
  'XroadVnpt-docId': 'doc-1',
  'XroadVnpt-filePath': 'edoc-in',
  'XroadVnpt-timestamp': '23112026T061105+0680',
  'XroadVnpt-Content-Type': 'application/json',
  'XroadVnpt-sign-header-key': 'serviceType;systemid;docId;filePath;timestamp;Content-Type',
  'XroadVnpt-sign-header':
    '{"XroadVnpt-serviceType":"eDoc","XroadVnpt-systemid":"sys.h26.90","XroadVnpt-docId":"doc-1","XroadVnpt-filePath":"edoc-in","XroadVnpt-timestamp":"23112026T061105+0680","XroadVnpt-Content-Type":"application/json"}',
  'XroadVnpt-hash-header': '0ae1cb776f5950622563a01669f4f703e0d7e90c579a638e93b0e1fc8aa839dd',
};

type Answer = Readonly<Record<string, string | Readonly<Record<string, string>>[]>>;
type Rows = Readonly<Record<string, string>>[];
let dir: string;
let axis: Axis;
let now: Date;
const start = async (): Promise<Axis> =>
  startAxis({ port: 0, dir, systems, now: () => now, slowMs: 150, limit: 100_000, repeatWindowMs: 3_600_000 });
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'axis-'));
  now = new Date('2026-11-23T06:20:00Z');
  axis = await start();
});
afterEach(async () => {
  await axis.stop();
  rmSync(dir, { recursive: true });
});

const post = async (method: string, headers: Readonly<Record<string, string>>, body: Buffer | string = ''): Promise<Answer> => {
  const answer = await fetch(`${axis.url}/vxp/${method}`, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-encoding')).toBeNull();
  return (await answer.json()) as Answer;
};
const call = (method: string, parameters: Record<string, string> = {}, who: Signing = {}, body: Buffer | string = ''): Promise<Answer> =>
  post(method, signed(parameters, { timestamp: stamp(now), ...who }), body);
const send = (to = ['H26.91.01', 'H26.91.02'], document = file, more: Record<string, string> = {}): Promise<Answer> =>
  call('sendEdoc', sending(document, to, more), {}, crlf(document));
const rows = async (method: string, who?: Signing, parameters: Record<string, string> = {}): Promise<Rows> =>
  (await call(method, parameters, who)).data as Rows;

describe('the document axis', () => {
  it('carries a document to each receiver, byte for byte, and shows the sender what they said', async () => {
    const said = await send();
    expect(said).toMatchObject({ status: 'OK', ErrorCode: '0', DocId: expect.stringMatching(/./) as unknown });
    const received = await rows('getReceivedEdocList', receiver);
    expect(received.map(({ from, to, status, messageType }) => [from, to, status, messageType])).toEqual([
      ['H26.90', 'H26.91.01', 'inbox', 'edoc'],
      ['H26.90', 'H26.91.02', 'inbox', 'edoc'],
    ]);
    const [{ docId = '' } = {}] = received;
    const got = await call('getEdoc', { docId, filePath: 'edoc-in' }, receiver, '{}');
    expect(Buffer.from(got['data'] as string, 'base64').equals(file)).toBe(true);
    expect(await call('updateStatus', { docId, status: 'done' }, receiver, '{}')).toEqual({
      status: 'OK',
      ErrorCode: '0',
      ErrorDesc: 'Thành công',
    });
    const sent = await rows('getSentEdocList');
    expect(sent.map(({ toCode, receiveStatus, senderDocId }) => [toCode, receiveStatus, senderDocId])).toEqual([
      ['H26.91.01', 'done', said['DocId']],
      ['H26.91.02', 'inbox', said['DocId']],
    ]);
    expect(sent[0]).toMatchObject({
      title: 'V/v thử & nghiệm',
      notation: '101/STN-LT',
      fromCode: 'H26.90',
      sentTime: '2026/11/23 13:20:00',
    });
    await axis.stop();
    axis = await start();
    expect(await rows('getSentEdocList')).toEqual(sent);
    expect(Buffer.from((await call('getEdoc', { docId }, receiver, '{}'))['data'] as string, 'base64').equals(file)).toBe(true);
  });

  it('lists by message type and holds no null and no list in a row', async () => {
    await send(['H26.91.01'], Buffer.from('no title at all'));
    await send(['H26.91.01'], file, { messageType: 'status' });
    expect(await rows('getReceivedEdocList', receiver, { messageType: 'status' })).toHaveLength(1);
    const all = [
      ...(await rows('getReceivedEdocList', receiver)),
      ...(await rows('getSentEdocList')),
      ...(await rows('getAgenciesList')),
      ...(await rows('getSynchronizeUnit')),
    ];
    expect(all).toHaveLength(10);
    for (const value of all.flatMap((row) => Object.values(row) as unknown[]))
      expect(['string', 'number', 'boolean']).toContain(typeof value);
    expect(await rows('getReceivedEdocList')).toEqual([]);
  });

  it('takes the same document once, also twenty times at the same time and after a restart; another type or receiver is another', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send()));
    expect(new Set(answers.map(({ DocId }) => DocId)).size).toBe(1);
    await axis.stop();
    axis = await start();
    expect((await send(['H26.91.02', 'H26.91.01']))['DocId']).toBe(answers[0]?.['DocId']);
    await send(['H26.91.01']);
    await send(undefined, undefined, { messageType: 'status' });
    expect(axis.sent()).toHaveLength(3);
    now = new Date(now.getTime() + 3_600_001);
    await send();
    expect(axis.sent()).toHaveLength(4);
  });

  it('verifies the published example, and the bytes rather than their meaning', async () => {
    expect(await post('getEdoc', example, '{}')).toMatchObject({ ErrorCode: '30', data: '' });
    const respaced = example['XroadVnpt-sign-header'].replace('{', '{ ');
    expect(await post('getEdoc', { ...example, 'XroadVnpt-sign-header': respaced }, '{}')).toMatchObject({ ErrorCode: '10', data: '' });
  });

  it.each<[string, string, Record<string, string>]>([
    ['a header that is not what was signed', '11', { 'XroadVnpt-docId': 'doc-2' }],
    ['a header that nobody signed', '11', { 'XroadVnpt-status': 'done' }],
    ['names in another order', '11', { 'XroadVnpt-sign-header-key': 'systemid;serviceType;docId;filePath;timestamp;Content-Type' }],
    ['another hash', '10', { 'XroadVnpt-hash-header': '0'.repeat(64) }],
    ['no hash', '10', { 'XroadVnpt-hash-header': '' }],
    ['a JSON that is none', '11', { 'XroadVnpt-sign-header': '[]' }],
  ])('refuses %s', async (_, ErrorCode, change) => {
    expect(await post('updateStatus', { ...example, ...change }, '{}')).toMatchObject({ status: 'ERROR', ErrorCode });
  });

  it.each<[string, string, () => Promise<Answer>]>([
    ['a stranger', '15', () => call('getAgenciesList', {}, { systemid: 'sys.nobody' })],
    ['the secret of another system', '10', () => call('getAgenciesList', {}, { secret: 'secret-91' })],
    ['a time stamp of last week', '12', () => call('getAgenciesList', {}, { timestamp: '16112026T061105+0124' })],
    ['a time stamp of tomorrow', '12', () => call('getAgenciesList', {}, { timestamp: '24112026T061105+0124' })],
    ['a day that does not exist', '12', () => call('getAgenciesList', {}, { timestamp: '31112026T061105+0124' })],
    ['another body', '20', () => call('sendEdoc', sending(file, ['H26.91.01']), {}, crlf(Buffer.from('other')))],
    ['a hash in full', '20', () => send(['H26.91.01'], Buffer.from('zero 1'), { 'hash-file': '0'.repeat(64) })],
    ['a receiver that is in no directory', '21', () => send(['H26.91.01', 'H26.77'])],
    ['a list of receivers that is none', '2', () => send([], file, { to: 'H26.91.01' })],
    ['a sender of another system', '22', () => send(['H26.91.01'], file, { from: 'H26.91.01' })],
    ['too large a document', '90', () => send(['H26.91.01'], Buffer.alloc(100_001, 'x'))],
    ['a call nobody knows', '1', () => call('login')],
  ])('refuses %s in a form that the client can read', async (_, ErrorCode, attempt) => {
    const answer = await attempt();
    expect(answer).toMatchObject({ status: 'ERROR', ErrorCode, ErrorDesc: expect.stringMatching(/./) as unknown });
    if (Number(ErrorCode) >= 20) expect(answer['DocId']).toBe('');
    expect(axis.sent()).toEqual([]);
  });

  it('takes the time stamp that a long-lived client repeats, of any zone', async () => {
    for (const hours of [-40, -7, 0, 7, 13])
      expect(await call('getAgenciesList', {}, { timestamp: stamp(new Date(now.getTime() + hours * 3_600_000)) })).toMatchObject({
        ErrorCode: '0',
      });
  });

  it('keeps documents and their states from others', async () => {
    const { DocId } = await send(['H26.91.01']);
    const [{ docId = '' } = {}] = await rows('getReceivedEdocList', receiver);
    expect(await call('getEdoc', { docId })).toMatchObject({ ErrorCode: '30', data: '' });
    expect(await call('getEdoc', { docId: DocId as string }, receiver)).toMatchObject({ ErrorCode: '30' });
    expect(await call('updateStatus', { docId, status: 'done' })).toMatchObject({ ErrorCode: '30' });
    expect(await call('updateStatus', { docId, status: 'xong' }, receiver)).toMatchObject({ ErrorCode: '31' });
    expect(await call('getEdoc', { docId: DocId as string })).toMatchObject({ ErrorCode: '0' });
  });

  it('registers and removes agencies of the caller, whatever the parameter is called', async () => {
    const agency = { id: '77', pid: '1', code: 'H26.93', name: 'Phường Mới', mail: 'moi@example.vn' };
    expect(await call('registerAgency', {}, {}, JSON.stringify(agency))).toMatchObject({ ErrorCode: '0' });
    expect(await rows('getAgenciesList')).toContainEqual(agency);
    expect(await call('registerAgency', {}, receiver, JSON.stringify(agency))).toMatchObject({ ErrorCode: '22' });
    expect(await call('deleteAgency', { agencyId: '77' }, receiver, '{}')).toMatchObject({ ErrorCode: '22' });
    expect(await call('deleteAgency', { agencyId: '77' }, {}, '{}')).toMatchObject({ ErrorCode: '0' });
    await axis.stop();
    axis = await start();
    expect(await rows('getAgenciesList')).not.toContainEqual(agency);
    expect(await rows('getSynchronizeUnit')).toContainEqual(expect.objectContaining({ code: 'H26.93', deleted: true, version: 2 }));
  });

  it('reads headers in UTF-8, as sendEdoc of the client sends them, and says what "?" means', async () => {
    const headers = signed({ docId: 'mã số' }, { timestamp: stamp(now) });
    const raw = (encode: (text: string) => string): Promise<Answer> =>
      post('getEdoc', Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, encode(value)])), '{}');
    expect(await raw((text) => Buffer.from(text, 'utf8').toString('latin1'))).toMatchObject({ ErrorCode: '30' });
    // eslint-disable-next-line no-control-regex
    const lost = await raw((text) => text.replace(/[^\x00-\x7f]/g, '?'));
    expect(lost).toMatchObject({ ErrorCode: '10', ErrorDesc: expect.stringContaining('ASCII') as unknown });
  });

  it('lets a caller finish sending before it refuses, so that the refusal is read', async () => {
    const headers = signed(sending(file, ['H26.91.01']), { timestamp: stamp(now), secret: 'another' });
    const answers = Array.from({ length: 5 }, () =>
      call('sendEdoc', sending(file, ['H26.91.01']), { secret: 'another' }, Buffer.alloc(90_000)),
    );
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ ErrorCode: '10', DocId: '' });
    const { port } = new URL(axis.url);
    const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
    const head = Object.entries({ ...headers, Host: 'x', 'Content-Length': '90000' });
    socket.write(`POST /sendEdoc HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`);
    const said: string[] = [];
    socket.on('data', (data) => said.push(String(data)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(said).toEqual([]);
    socket.write(Buffer.alloc(90_000));
    await new Promise((resolve) => socket.once('data', resolve));
    expect(said.join('')).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*"ErrorCode":"10"/);
    socket.destroy();
  });

  it('copes with what a client object keeps of earlier calls, in other case and with other values', async () => {
    await send(['H26.91.01']);
    await send(['H26.91.01'], Buffer.from('two'), { messageType: 'status' });
    const kept = { servicetype: 'eDoc', messageType: 'status', messagetype: 'edoc', docId: 'doc-1', filePath: 'edoc-in' };
    const headers = Object.entries(signed(kept, { timestamp: stamp(now), ...receiver }));
    const raw = async (list: [string, string][]): Promise<Answer> => {
      const socket = connect(Number(new URL(axis.url).port), '127.0.0.1').setEncoding('utf8');
      const lines = [...list, ['Host', 'x'], ['Content-Length', '0'], ['Connection', 'close']].map(([name, value]) => `${name}: ${value}`);
      socket.write(`POST /getReceivedEdocList HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      let said = '';
      for await (const part of socket) said += String(part);
      return JSON.parse(said.slice(said.indexOf('\r\n\r\n'))) as Answer;
    };
    expect((await raw(headers))['data']).toHaveLength(2);
    expect((await raw(headers.filter(([name]) => name !== 'XroadVnpt-messageType')))['data']).toMatchObject([{ messageType: 'edoc' }]);
    expect(await raw([...headers, ['XroadVnpt-docid', 'doc-2']])).toMatchObject({ ErrorCode: '11' });
    expect(await raw([...headers, ['XroadVnpt-hash-header', '0']])).toMatchObject({ ErrorCode: '10' });
  });

  it('says 100 Continue before it asks for the body', async () => {
    const { port } = new URL(axis.url);
    const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
    const head = Object.entries({ ...signed({}, { timestamp: stamp(now) }), Host: 'x', Expect: '100-continue', 'Content-Length': '2' });
    socket.write(`POST /getAgenciesList HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`);
    const said: string = await new Promise((resolve) => socket.once('data', (data) => resolve(String(data))));
    expect(said).toMatch(/^HTTP\/1\.1 100 Continue\r\n/);
    socket.destroy();
  });
});

describe('a bad day of the axis', () => {
  it('knows every common mood, or says why not', () => {
    const { known, meaningless } = axis.mood;
    expect([...known, ...Object.keys(meaningless)]).toEqual(expect.arrayContaining([...commonMoods]));
  });
  const isPage = async (): Promise<string> => (await fetch(`${axis.url}/getEdoc`, { method: 'POST' })).text();
  it('lists twice, backwards, nothing, and then everything at once; hands out half a document', async () => {
    await send(['H26.91.01']);
    await send(['H26.91.01'], Buffer.from('second'));
    const list = async (mood: string): Promise<string[]> => {
      axis.mood.set({ mood, path: 'getReceivedEdocList', calls: 1 });
      return (await rows('getReceivedEdocList', receiver)).map(({ docId = '' }) => docId);
    };
    const good = await list('ok');
    expect(good).toHaveLength(2);
    expect(await list('reorder')).toEqual(good.toReversed());
    expect((await list('repeat')).toSorted()).toEqual([...good, ...good].toSorted());
    expect(await list('backlog')).toEqual([]);
    expect(await list('ok')).toEqual(good);
    axis.mood.set({ mood: 'half-file' });
    const half = await call('getEdoc', { docId: good[0] ?? '' }, receiver);
    expect(Buffer.from(half['data'] as string, 'base64').equals(file.subarray(0, Math.floor(file.length / 2)))).toBe(true);
  });

  it('answers with a page, with nothing, with an error in good form, and knows the secret no more', async () => {
    axis.mood.set({ mood: 'html', calls: 1 });
    expect(await isPage()).toContain('<html>');
    axis.mood.set({ mood: 'empty', calls: 1 });
    expect(await isPage()).toBe('');
    axis.mood.set({ mood: 'ok-with-error' });
    expect(await send()).toEqual({ status: 'ERROR', ErrorCode: '99', ErrorDesc: expect.stringMatching(/./) as unknown, DocId: '' });
    axis.mood.set({ mood: 'session-expired' });
    expect(await call('getAgenciesList')).toMatchObject({ ErrorCode: '10', data: [] });
  });

  it('does the work and loses the answer, or cuts it in the middle', async () => {
    for (const mood of ['lost-answer', 'cut']) {
      axis.mood.set({ mood, calls: 1 });
      await expect(send([mood === 'cut' ? 'H26.91.01' : 'H26.91.02'])).rejects.toThrow();
    }
    expect(axis.sent()).toHaveLength(2);
    await send(['H26.91.01']);
    expect(axis.sent()).toHaveLength(2);
  });
});
