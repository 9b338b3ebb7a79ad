import type { Delivery } from '@lienthong/adapter-kit';
import { testTools } from '@lienthong/adapter-kit/testing';
import type { Failure } from '@lienthong/message';
import { webhookAdapter } from '.';
import { webhookConfig, type WebhookConfig } from './config';
import { keyIn, signatures } from './signature';
import { type FakeDepartment, older, secret, startDepartment } from './testing/fake-department.test-kit';
import { fixture, renderableOf } from './testing/fixtures.test-kit';

const never = new AbortController().signal;
const message = renderableOf(fixture('submitted.json'));
let department: FakeDepartment;
beforeEach(async () => (department = await startDepartment()));
afterEach(() => department.close());

const delivery = (of = message): Delivery => {
  const rendered = webhookAdapter.render(of, department.config);
  if (!rendered) throw new Error('there is no rendering');
  return { ...rendered, deliveryId: 'd-1', messageId: 'm-1', subject: of.envelope.subject, attempt: 1 };
};
const deliver = (out = delivery(), config = department.config, secrets: Readonly<Record<string, string>> = department.secrets) => {
  const { sink } = webhookAdapter.create(config, testTools({ allow: department.allow, secrets, now: () => new Date(1_800_000_000_500) }));
  if (!sink) throw new Error('there is no sink');
  return sink.deliver(out, never);
};
const failureOf = (deed: Promise<unknown>): Promise<Failure> =>
  deed.then(
    () => Promise.reject(new Error('did not fail')),
    (failure: unknown) => failure as Failure,
  );
const withSink = (change: Partial<NonNullable<WebhookConfig['sink']>>): WebhookConfig =>
  ({ ...department.config, sink: { ...department.config.sink, ...change } }) as WebhookConfig;

it('signs as Standard Webhooks publishes it', () => {
  const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: Buffer.from('{"test": 2432232314}') };
  const key = keyIn('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  expect(signatures(signed, [key])).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

describe('a delivery', () => {
  it('brings the signed bytes untouched, the attributes of the event and the signature of the sender', async () => {
    const proof = await deliver();
    const [{ request, body } = { request: undefined, body: undefined }] = department.deliveries;
    expect(body).toEqual(Buffer.from(message.raw.payload));
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'ce-specversion': '1.0',
      'ce-id': message.envelope.id,
      'ce-source': '000.99.01.H26',
      'ce-type': 'dossier.submitted',
      'ce-subject': message.envelope.subject,
      'ce-time': message.envelope.time.toISOString(),
      'ce-dataschema': 'dossier/1',
      'ce-jwssignature': 'eyJ9..c2ln',
      'ce-ltmessage': 'm-1',
      'webhook-id': 'd-1',
      'webhook-timestamp': '1800000000',
    });
    expect(proof.words).toBe('webhook answered 204');
  });

  it('says in ASCII what its attributes say in Vietnamese', async () => {
    const envelope = { ...message.envelope, id: 'hồ sơ "1" 100%' };
    await deliver(delivery({ ...message, envelope }));
    const [first] = department.deliveries;
    expect(first?.request.headers['ce-id']).toBe('h%E1%BB%93%20s%C6%A1%20%221%22%20100%25');
    expect(decodeURIComponent(String(first?.request.headers['ce-id']))).toBe(envelope.id);
  });

  it('is good for a department that knows only one of both secrets', async () => {
    const rotating = withSink({ previousSecretFile: 'webhook.older' });
    for (const known of [secret, older]) {
      department.expect(known);
      await deliver(delivery(), rotating);
    }
    department.expect(older);
    expect(await failureOf(deliver())).toMatchObject({ kind: 'transient', code: 'delivery.unavailable', detail: { status: '401' } });
  });

  it.each([
    ['short', { 'webhook.secret': 'whsec_YWJj' }],
    ['of no known form', { 'webhook.secret': 'mat-khau' }],
    ['missing', {}],
  ])('waits while the secret is %s, and nothing is sent', async (_, secrets) => {
    const failure = await failureOf(deliver(delivery(), department.config, secrets));
    expect(failure).toMatchObject({ kind: 'transient', code: 'delivery.unavailable' });
    expect(JSON.stringify(failure.detail)).not.toContain('YWJj');
    expect(department.deliveries).toEqual([]);
  });

  it('of a refusal keeps the status alone', async () => {
    department.behave('refuses');
    const failure = await failureOf(deliver());
    expect(failure).toMatchObject({ kind: 'permanent', code: 'delivery.refused', detail: { status: '422' } });
    expect(JSON.stringify(failure.detail)).not.toContain('Nguyễn');
  });
});

it.each([
  ['neither side', {}],
  ['an address with a password', { sink: { url: 'https://u:p@so.example.vn', secretFile: 'f' } }],
  ['a secret in the configuration', { sink: { url: 'https://so.example.vn', secret } }],
])('a configuration with %s is refused', (_, config) => {
  expect(webhookConfig.safeParse(config).success).toBe(false);
});
