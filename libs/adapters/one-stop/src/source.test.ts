import { acknowledgement, testTools } from '@lienthong/adapter-kit/testing';
import type { RawMessage } from '@lienthong/message';
import { createHash } from 'node:crypto';
import { oneStopAdapter } from '.';
import { type FakeOneStop, item, startOneStop } from './testing/fake-one-stop.test-kit';

type Submitted = Omit<RawMessage, 'connector'>;
let oneStop: FakeOneStop;
let stop: AbortController;
let submitted: Submitted[];
let running: Promise<void> | undefined;

beforeEach(async () => {
  oneStop = await startOneStop();
  stop = new AbortController();
  submitted = [];
});
afterEach(async () => {
  stop.abort();
  await running;
  await oneStop.close();
});

const run = (storing: (raw: Submitted) => Promise<unknown> = () => Promise.resolve()) => {
  const { source } = oneStopAdapter.create(oneStop.config, testTools({ ...oneStop, timeoutMs: 2_000 }));
  running = source?.run(async (raw) => {
    submitted.push(raw);
    await storing(raw);
    return acknowledgement;
  }, stop.signal);
};
const until = async (condition: () => boolean) => {
  for (let i = 0; i < 500 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
};

describe('polling the one-stop system', () => {
  it('hands on the signed bytes in order and acknowledges the last number', async () => {
    oneStop.put(item(2, { subject: 'other', jws: null }), item(1), item(3, { body: Buffer.from('3').toString('base64') }));
    run();
    await until(() => oneStop.acknowledged.length > 0);
    expect(oneStop.acknowledged).toEqual([3]);
    expect(submitted.map(({ subject, attributes }) => [subject, attributes])).toEqual([
      ['000.99.02.H26-261123-0001', { 'jws-signature': 'eyJ9..c2ln' }],
      ['other', {}],
      ['000.99.02.H26-261123-0001', { 'jws-signature': 'eyJ9..c2ln' }],
    ]);
    expect(Buffer.from(submitted[2]?.payload ?? []).toString()).toBe('3');
  });

  it('asks again at once, waits at the system and not by itself', async () => {
    run();
    await until(() => oneStop.polls() === 1);
    oneStop.put(item(1));
    await until(() => oneStop.polls() === 2);
    oneStop.put(item(2));
    await until(() => oneStop.acknowledged.length === 2);
    expect(oneStop.polls()).toBeLessThanOrEqual(3);
  });

  it('lets nothing overtake within a subject when storing fails, and offers all again', async () => {
    let away = true;
    oneStop.put(item(1), item(2), item(3, { subject: 'other' }));
    run((raw) => (away && raw.subject !== 'other' ? Promise.reject(new Error('away')) : Promise.resolve()));
    await until(() => submitted.length >= 2);
    expect(submitted.slice(0, 2).map(({ subject }) => subject)).toEqual(['000.99.02.H26-261123-0001', 'other']);
    expect(oneStop.acknowledged).toEqual([]);
    away = false;
    await until(() => oneStop.acknowledged.length > 0);
    expect(oneStop.acknowledged).toEqual([3]);
  });

  it.each([
    ['base64 that is none', { body: '%%%' }],
    ['base64 with stray characters', { body: `${Buffer.from('abc').toString('base64')}\n` }],
    ['no body', { body: undefined }],
    ['a number for a content type', { contentType: 7 }],
    ['a signature that is an object', { jws: {} }],
    ['a NUL in its subject and no body', { subject: 'a\0b', body: null }],
  ])('hands on an item with %s, so that it is refused and does not block the feed', async (_, change) => {
    oneStop.put(item(1, change), item(2));
    run();
    await until(() => oneStop.acknowledged.length > 0);
    const codes = submitted.map((raw) => {
      try {
        return oneStopAdapter.read({ ...raw, connector: 'one-stop' }).envelope.id;
      } catch (failure) {
        return (failure as { code: string }).code;
      }
    });
    expect(codes.toSorted()).toEqual(['mc-261124-000001', 'message.malformed']);
  });

  it('keeps of too large a message its size and digest', async () => {
    const bytes = Buffer.alloc(4_097, 'x');
    oneStop.put(item(1, { body: bytes.toString('base64') }));
    run();
    await until(() => oneStop.acknowledged.length > 0);
    expect(submitted[0]).toMatchObject({ omitted: { bytes: 4_097, sha256: createHash('sha256').update(bytes).digest() } });
    expect(submitted[0]?.payload).toHaveLength(0);
  });

  it('takes fewer at a time when the answer grows too large', async () => {
    const body = Buffer.alloc(3_000_000).toString('base64');
    oneStop.put(...Array.from({ length: 6 }, (_, i) => item(i + 1, { body })));
    run();
    await until(() => oneStop.acknowledged.at(-1) === 6);
    expect(submitted).toHaveLength(6);
  });

  it('goes on after errors of the system', async () => {
    oneStop.put({ subject: 'an item without a number' });
    run();
    await until(() => oneStop.polls() >= 2);
    oneStop.put(item(1));
    await until(() => oneStop.acknowledged.length === 1);
  });
});
