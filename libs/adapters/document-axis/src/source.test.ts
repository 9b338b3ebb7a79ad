import { acknowledgement, sendJson, testTools } from '@lienthong/adapter-kit/testing';
import type { RawMessage } from '@lienthong/message';
import { createHash } from 'node:crypto';
import { documentAxisAdapter } from '.';
import { type FakeAxis, row, startAxis } from './testing/fake-axis.test-kit';
import { fixture, rawOf } from './testing/fixtures.test-kit';

type Submitted = Omit<RawMessage, 'connector'>;
let axis: FakeAxis;
let stop: AbortController;
let submitted: Submitted[];
let running: Promise<void> | undefined;

beforeEach(async () => {
  axis = await startAxis();
  stop = new AbortController();
  submitted = [];
});
afterEach(async () => {
  stop.abort();
  await running;
  await axis.close();
});

const run = (storing: (raw: Submitted) => Promise<unknown> = () => Promise.resolve()) => {
  const { source } = documentAxisAdapter.create(axis.config, testTools({ ...axis, timeoutMs: 2_000 }));
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
const polls = () => axis.calls.filter((call) => call === 'getReceivedEdocList').length;
const polledAgain = async () => {
  const before = polls();
  await until(() => polls() >= before + 2);
};
const statuses = () => axis.received.map(({ status }) => status);

describe('polling the document axis', () => {
  it('hands on the bytes exactly as they came, oldest first, and says of each that it is taken', async () => {
    const early = { created_time: '2026/11/22 23:59:59', to: 'H26.91.01' };
    axis.received.push(row('late'), row('early', fixture('status.edxml'), early), row('old', undefined, { status: 'done' }));
    run();
    await until(() => axis.told() === 2);
    expect(submitted.map(({ payload }) => payload)).toEqual([fixture('status.edxml'), fixture('document.edxml')]);
    expect(submitted.map(({ subject, attributes }) => [subject, attributes])).toEqual([
      ['H26.90,2026/11/20,101/STN-LT', { 'axis-doc-id': 'early', 'axis-to': 'H26.91.01' }],
      ['H26.90,2026/11/20,101/STN-LT', { 'axis-doc-id': 'late' }],
    ]);
    await polledAgain();
    expect(submitted).toHaveLength(2);
    expect(statuses()).toEqual(['done', 'done', 'done']);
  });

  it('says so again, without handing it on again, when the axis did not take it or lists the document anew', async () => {
    axis.received.push(row('d-1'));
    axis.answer('updateStatus', ({ response }) => sendJson(response, 200, { status: '', ErrorCode: '99', ErrorDesc: '' }));
    run();
    await until(() => axis.calls.filter((call) => call === 'updateStatus d-1 done').length === 2);
    axis.answer('updateStatus', undefined);
    await until(() => axis.told() === 1);
    axis.received[0]!.status = 'inbox';
    await until(() => axis.told() === 2);
    expect(submitted).toHaveLength(1);
  });

  it('offers a document again that could not be stored, before all that came later', async () => {
    axis.received.push(row('d-1'), row('d-2', fixture('recall.edxml')));
    let away = true;
    run(() => (away ? Promise.reject(new Error('away')) : Promise.resolve()));
    await until(() => submitted.length >= 2);
    expect(axis.told()).toBe(0);
    away = false;
    await until(() => axis.told() === 2);
    const ids = submitted.map(({ attributes }) => attributes['axis-doc-id']);
    expect(new Set(ids.slice(0, -1))).toEqual(new Set(['d-1']));
    expect(ids.at(-1)).toBe('d-2');
  });

  it('waits for the other half of a document, and takes it when it is there', async () => {
    axis.received.push(row('d-1', fixture('document.edxml').subarray(0, 2_000)), row('d-2', fixture('recall.edxml')));
    run();
    await until(() => submitted.length === 1);
    await until(() => axis.told() === 1);
    expect(statuses()).toEqual(['inbox', 'done']);
    Object.assign(axis.received[0]!, row('d-1'));
    await until(() => axis.told() === 2);
    expect(submitted[1]?.payload).toEqual(fixture('document.edxml'));
  });

  it.each([
    ['half a document', fixture('document.edxml').subarray(0, 2_000).toString('base64')],
    ['no base64', '%%%'],
    ['no data', undefined],
    ['data that is null', null],
  ])('hands on what stays %s, so that it is refused, and says that it failed', async (_, data) => {
    axis.received.push(row('d-1', undefined, { data }));
    run();
    await until(() => axis.told() === 1);
    expect(statuses()).toEqual(['fail']);
    expect(axis.calls.filter((call) => call === 'getEdoc d-1')).toHaveLength(5);
    expect(() => documentAxisAdapter.read(rawOf(submitted[0]!.payload, submitted[0]))).toThrow('edxml.malformed');
  });

  it('keeps of too large a document its size and digest', async () => {
    const bytes = Buffer.concat([fixture('document.edxml'), Buffer.alloc(20_000, ' ')]);
    axis.received.push(row('d-1', bytes));
    run();
    await until(() => axis.told() === 1);
    expect(submitted[0]).toMatchObject({ omitted: { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest() } });
    expect(submitted[0]?.payload).toHaveLength(0);
    expect(statuses()).toEqual(['fail']);
  });

  it('is not stopped by one document that the axis does not give, nor by odd lines', async () => {
    axis.received.push(row('d-1'), row('d-2'), row('d-3'), row('d-3'), null as never, { status: 7 } as never, row('bad\nid'));
    const data = fixture('document.edxml').toString('base64');
    axis.answer('getEdoc', ({ request, response }) => {
      const docId = request.headers['xroadvnpt-docid'];
      if (docId === 'd-1') return sendJson(response, 200, { ErrorCode: 5 });
      if (docId === 'd-2') return sendJson(response, 500, {});
      sendJson(response, 200, { ErrorCode: 0, data });
    });
    run();
    await until(() => axis.told() === 1);
    await polledAgain();
    expect(submitted.map(({ attributes }) => attributes['axis-doc-id'])).toEqual(['d-3']);
  });

  it('rests when it serves none', async () => {
    axis.received.push(...Array.from({ length: 50 }, (_, n) => row(`d-${n}`)));
    axis.answer('getEdoc', ({ response }) => sendJson(response, 500, {}));
    run();
    await until(() => polls() === 2);
    expect(axis.calls.filter((call) => call.startsWith('getEdoc')).length).toBeLessThanOrEqual(6);
  });

  it.each<[string, Parameters<FakeAxis['answer']>[1]]>([
    ['a page', ({ response }) => response.end('<html></html>')],
    ['nothing', ({ response }) => response.end()],
    ['an error', ({ response }) => sendJson(response, 200, { status: 'x', ErrorCode: '15', ErrorDesc: '', data: [] })],
    ['null for a list', ({ response }) => sendJson(response, 200, { ErrorCode: '0', data: null })],
    ['a cut', ({ request }) => request.socket.destroy()],
  ])('goes on after %s instead of a list', async (_, answer) => {
    axis.received.push(row('d-1'));
    axis.answer('getReceivedEdocList', answer);
    run();
    await until(() => polls() >= 1);
    axis.answer('getReceivedEdocList', undefined);
    await until(() => axis.told() === 1);
  });
});
