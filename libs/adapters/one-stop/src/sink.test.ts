import type { Delivery } from '@lienthong/adapter-kit';
import { startServer, testTools } from '@lienthong/adapter-kit/testing';
import type { Failure } from '@lienthong/message';
import { oneStopAdapter } from '.';
import { configFor, type FakeOneStop, startOneStop } from './testing/fake-one-stop.test-kit';
import { fixture, renderableOf } from './testing/fixtures.test-kit';

const never = new AbortController().signal;
const message = renderableOf(fixture('submitted.json'));
const subject = message.envelope.subject;
let oneStop: FakeOneStop;
beforeEach(async () => (oneStop = await startOneStop()));
afterEach(() => oneStop.close());

const delivery = (change: Partial<Delivery> = {}): Delivery => {
  const rendered = oneStopAdapter.render(message, oneStop.config);
  if (!rendered) throw new Error('there is no rendering');
  return { ...rendered, deliveryId: 'd-1', messageId: 'm-1', subject, attempt: 1, ...change };
};
const deliver = (out: Delivery, secrets = oneStop.secrets) => {
  const { sink } = oneStopAdapter.create(oneStop.config, testTools({ allow: oneStop.allow, secrets }));
  if (!sink) throw new Error('there is no sink');
  return sink.deliver(out, never);
};
const failureOf = (deed: Promise<unknown>): Promise<Failure> =>
  deed.then(
    () => Promise.reject(new Error('did not fail')),
    (failure: unknown) => failure as Failure,
  );

describe('deliveries to the one-stop system', () => {
  it('bring the signed bytes untouched, with signature, ids and key', async () => {
    const proof = await deliver(delivery());
    expect(oneStop.dossiers.get(subject)).toEqual(Buffer.from(message.raw.payload));
    expect(oneStop.deliveries[0]?.method).toBe('PUT');
    expect(oneStop.deliveries[0]?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'jws-signature': message.raw.attributes['jws-signature'],
      'idempotency-key': 'd-1',
      'lt-message': 'm-1',
    });
    expect(proof.words).toBe('201 receiptNumber=BN-0001');
    expect((await deliver(delivery())).words).toBe('200 receiptNumber=BN-0001');
  });

  it('bring what the register told as an event of its own, without a signature', async () => {
    const envelope = { ...message.envelope, type: 'enterprise.registered', subject: '9900000016' };
    const rendered = oneStopAdapter.render({ ...message, envelope, data: { at: 'x' } }, oneStop.config);
    if (!rendered) throw new Error('there is no rendering');
    await deliver({ ...rendered, deliveryId: 'd-2', messageId: 'm-2', subject: '9900000016', attempt: 1 });
    expect(oneStop.deliveries[0]?.url).toBe('/v1/events/d-2');
    expect(oneStop.deliveries[0]?.headers).toMatchObject({ 'idempotency-key': 'd-2', 'lt-message': 'm-2' });
    expect(oneStop.deliveries[0]?.headers['jws-signature']).toBeUndefined();
    const [body] = oneStop.dossiers.values();
    expect(JSON.parse(String(body))).toMatchObject({
      specversion: '1.0',
      type: 'enterprise.registered',
      subject: '9900000016',
      data: { at: 'x' },
    });
  });

  it('cannot leave the path of the dossiers', async () => {
    await deliver(delivery({ subject: '../changes/ack?x=1' }));
    expect([...oneStop.dossiers.keys()]).toEqual(['../changes/ack?x=1']);
  });

  it.each([
    ['other content for the code', () => deliver(delivery()).then(() => deliver(delivery({ body: Buffer.from('{}') }))), { status: '409' }],
    ['a dossier it does not want', () => (oneStop.behave('refuses'), deliver(delivery())), { status: '422', code: 'ho-so.thieu' }],
  ])('are refused for %s', async (_, deed, detail) => {
    const failure = await failureOf(deed());
    expect(failure).toMatchObject({ kind: 'permanent', code: 'delivery.refused', detail });
    expect(String(failure)).not.toContain('Nguyễn');
  });

  it('are tried again by themselves when the system breaks at the message', async () => {
    oneStop.behave('fails');
    expect(await failureOf(deliver(delivery()))).toMatchObject({ kind: 'transient', code: 'delivery.failed', detail: { status: '500' } });
  });

  it.each([
    ['a page', '<!DOCTYPE html><html></html>', {}],
    ['nothing', '', {}],
    ['half a receipt', '{"receiptNumber":"BN', {}],
    ['an error in good form', '{"code":"busy","message":"x"}', { code: 'busy' }],
  ])('are not delivered when the answer is %s', async (_, answer, detail) => {
    const server = await startServer(({ response }) => void response.writeHead(200).end(answer));
    const { sink } = oneStopAdapter.create(configFor(server.url), testTools({ allow: [server.host], secrets: oneStop.secrets }));
    const failure = await failureOf(sink?.deliver(delivery(), never) ?? Promise.resolve());
    expect(failure).toMatchObject({ kind: 'ambiguous', code: 'delivery.unknown', detail: { reason: 'unreadable answer', ...detail } });
    await server.close();
  });

  it.each([
    ['wrong', { 'one-stop.key': 'sai' }, { status: '401' }],
    ['missing', {}, { reason: 'secret file cannot be read', file: 'one-stop.key' }],
  ])('wait when the key is %s', async (_, secrets, detail) => {
    expect(await failureOf(deliver(delivery(), secrets as Record<string, string>))).toMatchObject({
      kind: 'transient',
      code: 'delivery.unavailable',
      detail,
    });
  });
});
