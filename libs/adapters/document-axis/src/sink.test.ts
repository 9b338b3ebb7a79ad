import type { Delivery } from '@lienthong/adapter-kit';
import { freePort, sendJson, testTools } from '@lienthong/adapter-kit/testing';
import type { Failure } from '@lienthong/message';
import { createHash, createHmac } from 'node:crypto';
import { documentAxisAdapter } from '.';
import { hashFile } from './posting';
import { configFor, type FakeAxis, secrets, startAxis } from './testing/fake-axis.test-kit';
import { fixture, renderableOf } from './testing/fixtures.test-kit';

const never = new AbortController().signal;
const message = renderableOf(fixture('document.edxml'));
const subject = message.envelope.subject;
let axis: FakeAxis;
beforeEach(async () => (axis = await startAxis()));
afterEach(() => axis.close());

const delivery = (change: Partial<Delivery> = {}): Delivery => {
  const rendered = documentAxisAdapter.render(message, axis.config);
  if (!rendered) throw new Error('there is no rendering');
  return { ...rendered, deliveryId: 'd-1', messageId: 'm-1', subject, attempt: 1, ...change };
};
const sinkOf = (config: object = {}, options: object = {}) => {
  const tools = testTools({ ...axis, ...options });
  const { sink } = documentAxisAdapter.create({ ...axis.config, ...configFor(axis.config.baseUrl, config) }, tools);
  if (!sink) throw new Error('there is no sink');
  return sink;
};
const deliver = (out = delivery(), config: object = {}, options: object = {}) => sinkOf(config, options).deliver(out, never);
const failureOf = (deed: Promise<unknown>): Promise<Failure> =>
  deed.then(
    () => Promise.reject(new Error('did not fail')),
    (failure: unknown) => failure as Failure,
  );

describe('deliveries to the document axis', () => {
  it('bring the bytes untouched with one line end, and say in signed headers what the national client says', async () => {
    const proof = await deliver(delivery(), {}, { now: () => new Date('2026-11-23T06:11:05.124Z') });
    const [{ docId, headers, body } = { docId: '', headers: {} as Record<string, string>, body: Buffer.alloc(0) }] = axis.sent;
    expect(body).toEqual(Buffer.concat([fixture('document.edxml'), Buffer.from('\r\n')]));
    expect(headers).toMatchObject({
      'xroadvnpt-servicetype': 'eDoc',
      'xroadvnpt-systemid': 'sys.h26.91',
      'xroadvnpt-messagetype': 'edoc',
      'xroadvnpt-from': 'H26.90',
      'xroadvnpt-to': '["H26.91.01"]',
      'xroadvnpt-hash-file': hashFile(fixture('document.edxml'), 'sdk'),
      'xroadvnpt-timestamp': '23112026T131105+0124',
      'content-type': 'application/octet-stream',
      'xroadvnpt-content-type': 'application/octet-stream',
      'xroadvnpt-sign-header-key': 'serviceType;systemid;messageType;hash-file;from;to;timestamp;Content-Type',
      'xroadvnpt-version': '3.0.201608',
      'content-length': String(fixture('document.edxml').length + 2),
    });
    const json = headers['xroadvnpt-sign-header'] ?? '';
    expect(headers['xroadvnpt-hash-header']).toBe(createHmac('sha256', 'khoa-bi-mat').update(json).digest('hex'));
    expect((JSON.parse(json) as Record<string, string>)['XroadVnpt-to']).toBe('["H26.91.01"]');
    expect(proof.words).toBe(`ErrorCode=0 DocId=${docId}`);
  });

  it('write hash-file without the leading zero of each byte, or in full', () => {
    const bytes = Buffer.from('Công văn số 2');
    const full = createHash('sha256').update(bytes).digest('hex');
    expect(hashFile(bytes, 'full')).toBe(full);
    expect(hashFile(bytes, 'sdk')).toBe((full.match(/../g) ?? []).map((pair) => pair.replace(/^0/, '')).join(''));
  });

  it('are found in the sent list instead of being sent again, by another process too, and by their bytes', async () => {
    const first = sinkOf();
    axis.behave('cuts');
    expect(await failureOf(first.deliver(delivery(), never))).toMatchObject({ kind: 'ambiguous' });
    axis.behave('takes');
    const again = await deliver(delivery({ attempt: 2 }));
    expect(again.words).toBe(`found in the sent list DocId=${axis.sent[0]?.docId}`);
    expect(axis.sent).toHaveLength(1);
    await deliver(delivery({ attempt: 2, deliveryId: 'd-2', body: Buffer.from('another document') }));
    expect(axis.sent).toHaveLength(2);
  });

  it('stay unknown when the axis lists something like it and does not show it', async () => {
    await deliver();
    axis.answer('getEdoc', ({ response }) => sendJson(response, 200, { ErrorCode: '30', data: '' }));
    expect(await failureOf(deliver(delivery({ attempt: 2 })))).toMatchObject({ kind: 'ambiguous', code: 'delivery.unknown' });
    expect(axis.sent).toHaveLength(1);
  });

  it('are repeated without a question where the axis is known to take a repeat once', async () => {
    const sink = sinkOf({ sink: { repeat: 'safe', timeout: '500ms' } });
    expect([sink.repeat, sink.find]).toEqual(['safe', undefined]);
    await sink.deliver(delivery({ attempt: 2 }), never);
    expect(axis.calls).toEqual(['sendEdoc']);
  });

  it('are refused when the axis answers other calls, and wait when it does not, without the words of the answer', async () => {
    axis.behave('refuses');
    const refused = await failureOf(deliver());
    expect(refused).toMatchObject({ kind: 'permanent', code: 'delivery.refused', detail: { errorCode: '21' } });
    expect(String(refused)).not.toContain('Nguyễn');
    expect(await failureOf(deliver(delivery(), {}, { secrets: { 'axis.secret': 'sai' } }))).toMatchObject({
      kind: 'transient',
      code: 'delivery.unavailable',
      detail: { errorCode: '10' },
    });
  });

  it.each<[string, string, Parameters<FakeAxis['answer']>[1]]>([
    ['a temporary code', 'transient delivery.failed', ({ response }) => sendJson(response, 200, { ErrorCode: '99' })],
    ['a page', 'ambiguous delivery.unknown', ({ response }) => response.end('<html>')],
    ['nothing', 'ambiguous delivery.unknown', ({ response }) => response.end()],
    ['no DocId', 'ambiguous delivery.unknown', ({ response }) => sendJson(response, 200, { ErrorCode: '0' })],
    ['an error that is null', 'ambiguous delivery.unknown', ({ response }) => sendJson(response, 200, { ErrorCode: null })],
    ['a redirect', 'transient delivery.failed', ({ response }) => response.writeHead(302, { location: '/' }).end()],
    ['503', 'transient delivery.unavailable', ({ response }) => response.writeHead(503).end()],
  ])('end as they must when the answer is %s', async (_, end, answer) => {
    axis.answer('sendEdoc', answer);
    const { kind, code } = await failureOf(deliver());
    expect(`${kind} ${code}`).toBe(end);
  });

  it('are refused, not sent, when a header would hold more than ASCII', async () => {
    const failure = await failureOf(deliver(delivery({ attributes: { from: 'Sở', to: '["H26.91.01"]', 'message-type': 'edoc' } })));
    expect(failure).toMatchObject({ kind: 'permanent', detail: { reason: 'not ASCII', header: 'from' } });
    expect(axis.calls).toEqual([]);
  });
});

describe('the directory of agencies', () => {
  const config = { directory: { again: '10m' } };
  const stranger = { attributes: { from: 'H26.90', to: '["H26.77"]', 'message-type': 'edoc', notation: '' } };

  it('never holds up a delivery, then refuses strangers, and learns of new agencies', async () => {
    let now = new Date('2026-11-23T00:00:00Z');
    const sink = sinkOf(config, { now: () => now });
    const loaded = async (times: number) => {
      for (let i = 0; i < 200 && axis.calls.filter((call) => call === 'getAgenciesList').length < times; i++)
        await new Promise((resolve) => setTimeout(resolve, 10));
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    await sink.deliver(delivery(), never);
    await loaded(1);
    expect(await failureOf(sink.deliver(delivery(stranger), never))).toMatchObject({ kind: 'permanent', detail: { receiver: 'H26.77' } });
    axis.agencies.push('H26.77');
    now = new Date('2026-11-23T00:11:00Z');
    expect(await failureOf(sink.deliver(delivery(stranger), never))).toMatchObject({ kind: 'transient', code: 'delivery.failed' });
    await loaded(2);
    await sink.deliver(delivery(stranger), never);
    expect(axis.sent).toHaveLength(2);
  });

  it('leaves the decision to the axis when it cannot be had', async () => {
    axis.answer('getAgenciesList', ({ response }) => response.end('<html>'));
    const sink = sinkOf(config);
    for (let i = 0; i < 3; i++) await sink.deliver(delivery(stranger), never);
    expect(axis.sent).toHaveLength(3);
  });
});

describe('the check of a connection', () => {
  const check = async (change: object = {}, options: object = {}) => {
    const allow = [
      ...axis.allow,
      'no-such-host.invalid:443',
      'no-such-host.invalid:80',
      ...((options as { allow?: string[] }).allow ?? []),
    ];
    const tools = testTools({ ...axis, ...options, allow });
    const steps = await documentAxisAdapter.create(configFor(axis.config.baseUrl, change), tools).check();
    return steps.map(({ step, ok }) => `${step} ${ok ? 'good' : 'bad'}`).join(', ');
  };

  it('says which side is in order, and which is not', async () => {
    expect(await check()).toBe('secret good, name good, connection good, answer good, signature good, list good');
    expect(axis.calls).toEqual(['getReceivedEdocList']);
    expect(await check({}, { secrets: {} })).toBe('secret bad');
    expect(await check({ baseUrl: 'http://no-such-host.invalid' })).toBe('secret good, name bad');
    const dead = `127.0.0.1:${await freePort()}`;
    expect(await check({ baseUrl: `http://${dead}` }, { allow: [dead] })).toBe('secret good, name good, connection bad');
    expect(await check({ baseUrl: axis.config.baseUrl.replace('http:', 'https:') })).toMatch(/connection good, tls bad$/);
    expect(await check({}, { secrets: { ...secrets, 'axis.secret': 'sai' } })).toMatch(/answer good, signature bad$/);
    axis.answer('getReceivedEdocList', ({ response }) => response.end('<html>'));
    expect(await check()).toMatch(/connection good, answer bad$/);
    axis.answer('getReceivedEdocList', ({ response }) => sendJson(response, 200, { ErrorCode: '0' }));
    expect(await check()).toMatch(/signature good, list bad$/);
  });
});
