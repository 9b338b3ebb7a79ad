import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sdkHash } from './dialect';
import type { Axis } from './model';
import { startAxis } from './server';

const dir = mkdtempSync(join(tmpdir(), 'axis-java-'));
const secret = 'khoa-bi-mat-vi-du';
const systems = [
  { systemid: 'sys.h26.90', secret, agencies: ['H26.90'] },
  { systemid: 'sys.h26.91', secret, agencies: ['H26.91.01', 'H26.91.02'] },
];
const to = 'to=["H26.91.01","H26.91.02"]';
/** A document whose digest has a byte below 16, where the two ways to write it differ. */
const file = Array.from({ length: 500 }, (_, n) => Buffer.from(`<?xml version="1.0"?>\n<edXML>Công văn số ${n}</edXML>\r\n`)).find(
  (bytes) => sdkHash(bytes).length < 64,
) as Buffer;
let axis: Axis;

beforeAll(async () => {
  execFileSync('javac', ['-d', dir, join(__dirname, 'testing/Client.java')]);
  writeFileSync(join(dir, 'secret'), `${secret}\n`);
  writeFileSync(join(dir, 'file'), file);
  writeFileSync(join(dir, 'empty'), '{}');
  axis = await startAxis({ port: 0, dir: join(dir, 'axis'), systems });
}, 60_000);
beforeEach(() => void axis.mood.set({ mood: 'ok' }));
afterAll(async () => {
  await axis.stop();
  rmSync(dir, { recursive: true });
});

type Answer = Readonly<Record<string, string | Readonly<Record<string, string>>[]>>;
const java = async (systemid: string, method: string, body: string, ...parameters: string[]): Promise<Answer> => {
  const args = ['-cp', dir, 'Client', `${axis.url}/vxp`, systemid, join(dir, 'secret'), method, body === '-' ? '-' : join(dir, body)];
  const { stdout } = await promisify(execFile)('java', [...args, ...parameters]);
  return JSON.parse(stdout) as Answer;
};
const send = (...parameters: string[]): Promise<Answer> =>
  java('sys.h26.90', 'sendEdoc', 'file', 'messageType=edoc', 'from=H26.90', ...parameters);

describe("the JDK's clients", () => {
  it('send, list, fetch and report, byte for byte', async () => {
    const { ErrorCode, DocId } = await send(to);
    expect([ErrorCode, DocId]).toEqual(['0', axis.sent()[0]?.docId]);
    const { data } = await java('sys.h26.91', 'getReceivedEdocList', '-', 'messageType=edoc');
    const [{ docId = '' } = {}] = data as Readonly<Record<string, string>>[];
    const got = await java('sys.h26.91', 'getEdoc', 'empty', `docId=${docId}`, 'filePath=edoc-in');
    expect(Buffer.from(got['data'] as string, 'base64').equals(file)).toBe(true);
    expect(await java('sys.h26.91', 'updateStatus', 'empty', `docId=${docId}`, 'status=done')).toMatchObject({ ErrorCode: '0' });
    expect((await java('sys.h26.90', 'getSentEdocList', '-'))['data']).toMatchObject([
      { receiveStatus: 'done' },
      { receiveStatus: 'inbox' },
    ]);
  });

  it('repeat a POST whose connection is cut, by themselves, and the document is there once', async () => {
    const before = axis.sent().length;
    axis.mood.set({ mood: 'lost-answer', calls: 1 });
    expect(await send('to=["H26.91.01"]')).toMatchObject({ ErrorCode: '0', DocId: axis.sent().at(-1)?.docId });
    expect(axis.sent().length).toBe(before + 1);
    expect(axis.mood.current().mood).toBe('ok');
  });

  it('read a refusal', async () => {
    expect(await send('to=["H26.77"]')).toMatchObject({ ErrorCode: '21', DocId: '' });
    expect(await java('sys.nobody', 'getAgenciesList', '-')).toMatchObject({ ErrorCode: '15', data: [] });
  });
});
