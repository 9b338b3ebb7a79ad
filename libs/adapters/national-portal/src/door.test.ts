import { acknowledgement, testTools } from '@lienthong/adapter-kit/testing';
import type { Acknowledgement } from '@lienthong/message';
import { once } from 'node:events';
import { connect } from 'node:net';
import { nationalPortalAdapter } from '.';
import { callDoor, startFake2020 } from './testing/fake-2020.test-kit';
import { fixture, secrets } from './testing/fixtures.test-kit';

const path = '/bat-ky/nps/createdossierfromdvcqg';
const body = fixture('created.json');
let storing: () => Promise<Acknowledgement>;
let submitted: number;
let stop: AbortController;
let running: Promise<void> | undefined;
let port: number;

beforeEach(async () => {
  const { config, close } = await startFake2020();
  await close();
  submitted = 0;
  storing = () => Promise.resolve(acknowledgement);
  stop = new AbortController();
  port = config.door?.listen.port ?? 0;
  running = nationalPortalAdapter.create(config, testTools({ secrets })).source?.run(() => {
    submitted++;
    return storing();
  }, stop.signal);
});
afterEach(async () => {
  stop.abort();
  await running;
});
const said = async (text: string | Buffer = body): Promise<unknown[]> => {
  const response = await callDoor(port, path, text);
  return [
    response.status,
    response.status === 200 ? ((await response.json()) as { error_code: number }).error_code : await response.text(),
  ];
};

describe('the door of the national portal', () => {
  it('a repeat waits for the first: nobody hears of a duplicate of what is not stored', async () => {
    let fail: (cause: Error) => void = () => undefined;
    storing = () => new Promise((_, reject) => (fail = reject));
    const both = [said(), said()];
    while (submitted === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    fail(new Error('the transport is away'));
    expect((await Promise.all(both)).map(([status]) => status)).toEqual([503, 503]);
    storing = () => Promise.resolve(acknowledgement);
    expect(await said()).toEqual([200, 0]);
    expect(await said()).toEqual([200, 1]);
    expect(submitted).toBe(2);
  });

  it('says duplicate also of other content under the same code', async () => {
    expect(await said()).toEqual([200, 0]);
    expect(await said(body.replace('Ví Dụ', 'Khác'))).toEqual([200, 1]);
    expect(submitted).toBe(1);
  });

  it.each([
    ['a key that pollutes', '{"__proto__":{"MaHoSo":"x"}}', 500],
    ['200,000 levels', '['.repeat(60_000), 500],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x7b]), 500],
    ['a list', '[]', 200],
    ['nothing', '', 500],
  ])('is not harmed by %s', async (_, text, status) => {
    const [answered, code] = await said(text);
    expect(answered).toBe(status);
    if (status === 200) expect(code).toBe(-1);
    expect(submitted).toBe(0);
  });

  it('ends a body that does not come', async () => {
    await said();
    const socket = connect(port, '127.0.0.1');
    const answer: Buffer[] = [];
    socket.on('data', (chunk) => answer.push(chunk));
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${secrets['door.token']}\r\nContent-Length: 100\r\n\r\n{`);
    await once(socket, 'close');
    expect(Buffer.concat(answer).toString()).not.toContain('200 OK');
  });

  it('answers nothing about payments unless told to', async () => {
    await said();
    expect((await callDoor(port, '/kpdvcqg/dptracuuthanhtoanhs', '{}')).status).toBe(404);
  });
});
