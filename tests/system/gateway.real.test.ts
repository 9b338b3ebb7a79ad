import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKafka, createProducer } from '@lienthong/kafka';
import { GatewayTown } from './gateway.test-kit';
import { actsThatWait } from './gateway-acts.test-kit';
import { away } from './gateway-away.test-kit';
import { bounds } from './gateway-bounds.test-kit';
import { GrpcCaller, piecesOf } from './gateway-grpc.test-kit';
import { guides } from './gateway-guides.test-kit';
import { Caller, form, headerOf, jsonOf } from './gateway-http.test-kit';
import { describeInbox } from './gateway-inbox.test-kit';
import { messages } from './gateway-messages.test-kit';
import { parties } from './gateway-parties.test-kit';
import { refusals } from './gateway-refusals.test-kit';
import { strangers } from './gateway-strangers.test-kit';
import { tokens } from './gateway-tokens.test-kit';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let town: GatewayTown;
let caller: Caller;

const at = (name: string): string => join(town.dir, name);
const uploads = (): Promise<string[]> => readdir(join(town.dir, 'data/gateway/uploads'));
const sha256 = (file: string): string =>
  createHash('sha256')
    .update(readFileSync(at(file)))
    .digest('hex');

beforeAll(async () => {
  town = await GatewayTown.found('gateway.limits.upload=3MiB', 'gateway.limits.perAddress=100000', 'gateway.limits.request=4s');
  await Promise.all([town.start('gateway'), town.start('core')]);
  caller = await Caller.at(town);
  writeFileSync(at('phieu.txt'), 'Phiếu tiếp nhận hồ sơ số 1\n');
  writeFileSync(at('phieu.xml'), '<phieu><so>1</so><nguoi>Nguyễn Văn Ví Dụ</nguoi></phieu>\n');
  writeFileSync(at('large.bin'), Buffer.alloc(2 * 1024 ** 2, 'Hồ sơ '));
  writeFileSync(at('huge.bin'), Buffer.alloc(12 * 1024 ** 2 + 5, 7));
  const signing = ['-signer', town.pki('portal.pem'), '-inkey', town.pki('portal.key.pem'), '-certfile', town.pki('sub.pem')];
  for (const [content, out] of [
    ['phieu.txt', 'phieu.p7s'],
    ['large.bin', 'large.p7s'],
  ] as const)
    town.openssl('cms', '-sign', '-binary', '-cades', '-md', 'sha256', '-in', content, ...signing, '-outform', 'DER', '-out', out);
}, 300_000);
afterAll(() => town.raze(), 60_000);
afterEach(async () => {
  if (town.runs('gateway')) expect(await uploads()).toEqual([]);
});

describe('POST /v1/verify', () => {
  const detached = { file: '@phieu.p7s', content: '@phieu.txt' };

  it('asks the authorities, and answers what hub verify answers', async () => {
    const verdict = jsonOf(await caller.curl('/v1/verify', undefined, ...form(detached)));
    expect(verdict).toMatchObject({ status: 'valid', format: 'cms', coversWhole: true });
    const { stdout } = await town.hub('verify', 'phieu.p7s', '--content', 'phieu.txt', '--json');
    const shape = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replace(/"\d{4}-\d\d-\d\dT[^"]*"|"[0-9a-f]{64}"/g, '"·"'));
    expect(shape(verdict)).toEqual(shape(JSON.parse(stdout)));
    expect(verdict).toMatchObject({
      signatures: [{ agency: { name: expect.any(String) as string, boundBy: 'Sandbox 1/2026', held: true } }],
    });
  });

  it('names no agency where no binding knows the signer', async () => {
    const signing = ['-signer', town.pki('unbound.pem'), '-inkey', town.pki('unbound.key.pem'), '-certfile', town.pki('sub.pem')];
    town.openssl(
      'cms',
      '-sign',
      '-binary',
      '-cades',
      '-md',
      'sha256',
      '-in',
      'phieu.txt',
      ...signing,
      '-outform',
      'DER',
      '-out',
      'unbound.p7s',
    );
    const verdict = jsonOf(await caller.curl('/v1/verify', undefined, ...form({ file: '@unbound.p7s', content: '@phieu.txt' })));
    expect(verdict).toMatchObject({ status: 'valid', signatures: [expect.not.objectContaining({ agency: expect.anything() as object })] });
  });

  it.each([
    ['offline, where nobody may be asked', { ...detached, offline: 'true' }, 'indeterminate'],
    ['another content', { ...detached, content: '@phieu.xml' }, 'invalid'],
    ['at a time before the certificate', { ...detached, at: '2020-01-01T00:00:00Z' }, 'invalid'],
    ['a file and its content larger than what stays in memory', { file: '@large.p7s', content: '@large.bin' }, 'valid'],
  ])('judges %s', async (_, parts, status) => {
    expect(jsonOf(await caller.curl('/v1/verify', undefined, ...form(parts)))).toMatchObject({ status });
  });

  it('takes the same in JSON', async () => {
    const base64 = (name: string): string => readFileSync(at(name)).toString('base64');
    await writeFile(
      at('request.json'),
      JSON.stringify({ file: base64('phieu.p7s'), content: base64('phieu.txt'), offline: false, certificates: [] }),
    );
    const answer = await caller.curl('/v1/verify', undefined, '-H', 'content-type: application/json', '--data-binary', '@request.json');
    expect(jsonOf(answer)).toMatchObject({ status: 'valid' });
  });
});

describe('POST /v1/sign', () => {
  it.each([
    ['xades', 'B-B', '@phieu.xml', {}, 'application/xml'],
    ['xades', 'B-T', '@phieu.xml', {}, 'application/xml'],
    ['cades', 'B-B', '@phieu.txt', {}, 'application/pkcs7-mime'],
    ['cades', 'B-T', '@large.bin', { detached: 'true' }, 'application/pkcs7-signature'],
    ['jades', 'B-B', '@phieu.txt', { detached: 'true' }, 'application/jose'],
    ['jades', 'B-T', '@phieu.txt', {}, 'application/jose+json'],
  ])('signs as %s %s so that it verifies as such', async (format, level, file, more, type) => {
    const answer = await caller.curl('/v1/sign', 'one-stop', ...form({ key: 'seal', format, level, file, ...more }));
    expect({ status: answer.status, type: headerOf(answer.headers, 'content-type'), level: headerOf(answer.headers, 'lt-level') }).toEqual({
      ...{ status: 200, type, level },
    });
    writeFileSync(at('signed'), answer.body);
    const content: Record<string, string> = 'detached' in more ? { content: file } : {};
    const verdict = jsonOf(await caller.curl('/v1/verify', undefined, ...form({ file: '@signed', ...content })));
    expect(verdict).toMatchObject({ status: 'valid', signatures: [{ level, timeBasis: level === 'B-T' ? 'timestamp' : 'claimed' }] });
  });

  it('has the act in evidence: its receipt tells of these very bytes, and is verified offline', async () => {
    const signing = form({ key: 'seal', format: 'cades', file: '@phieu.txt' });
    const answer = await caller.curl('/v1/sign', 'one-stop', '-H', 'accept: application/json', ...signing);
    const { act, signature, certificate } = jsonOf(answer) as Record<string, string>;
    writeFileSync(at('signed'), Buffer.from(signature ?? '', 'base64'));
    const receipt = at(`receipt-${act}`);
    for (let tries = 0; (await town.hub('evidence', 'export', act ?? '', receipt)).code !== 0 && tries < 20; tries++) await sleep(300);
    const verified = await town.program(
      'evidence',
      'verify',
      receipt,
      '--trust',
      town.pki('root.pem'),
      '--signer',
      town.pki('hub.pem'),
      '--json',
    );
    expect(JSON.parse(verified.stdout)).toMatchObject({ verdict: 'valid' });
    const metadata = readFileSync(join(receipt, 'metadata.txt'), 'utf8');
    for (const line of [`act: ${act}`, 'party: 000.99.02.H26', `content: ${sha256('phieu.txt')}`, `signature: ${sha256('signed')}`])
      expect(metadata).toContain(`\n${line}\n`);
    const leaf = readFileSync(join(receipt, '1-signed.leaf'), 'utf8');
    for (const personal of ['000.99.02.H26', 'seal', certificate ?? '', sha256('phieu.txt'), sha256('signed')])
      expect(leaf).not.toContain(personal);
    const tampered = metadata.replace(sha256('signed'), sha256('phieu.xml'));
    writeFileSync(join(receipt, 'metadata.txt'), tampered);
    expect((await town.program('evidence', 'verify', receipt, '--trust', town.pki('root.pem'))).code).toBe(1);
  }, 120_000);
});

describe('messages', () => {
  messages(() => ({ town, caller }));
});

describe('inboxes', () => {
  describeInbox(() => town);
});

describe("another party's object", () => {
  strangers(() => ({ town, caller }));
});

describe('an administrator', () => {
  parties(() => ({ town, caller }));
});

describe('access tokens', () => {
  tokens(() => ({ town, caller }));
});

describe('what a developer reads and runs', () => {
  guides(() => town);
});

describe('what is refused', () => {
  it.each(refusals)('%s', async (_, path, who, words, status, code) => {
    const answer = await caller.curl(path, who, ...words);
    expect({ status: answer.status, ...jsonOf(answer) }).toMatchObject({ status, code, type: `urn:lienthong:error:${code}` });
    expect(headerOf(answer.headers, 'content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('in the language of the caller', async () => {
    const title = async (language: string) =>
      jsonOf(await caller.curl('/v1/elsewhere', undefined, '-H', `accept-language: ${language}`))['title'];
    expect(await title('vi,en;q=0.5')).toBe('Không có dịch vụ ở địa chỉ này');
    expect(await title('fr, en;q=0.8, vi;q=0.2')).toBe('There is no service at this address');
  });

  const start = 'POST /v1/verify HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n';
  const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
  it.each([
    [
      '40,000 bytes of headers',
      `GET /v1/ready HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`,
      /^HTTP\/1.1 431 .*gateway\.headers-too-large/s,
    ],
    ['what is not HTTP', '\x16\x03\x01\x02\x00\x01\r\n\r\n', /^HTTP\/1.1 400 .*gateway\.malformed/s],
    ['two lengths', `${start}Content-Length: 10\r\nContent-Length: 20\r\n\r\n`, /^HTTP\/1.1 400 /],
    ['a length and chunks', `${start}Content-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n`, /^HTTP\/1.1 400 /],
    ['headers that never end', 'GET /v1/ready HTTP/1.1\r\nHost: a\r\nX-Slow: 1\r\n', /^HTTP\/1.1 408 .*gateway\.slow/s],
    ['a body that never ends', `${start}Content-Length: 1000\r\n\r\n${part}MIIB`, /^HTTP\/1.1 408 .*gateway\.slow/s],
    ['a length that says too much', `${start}Content-Length: 99999999999\r\n\r\n${part}`, /^HTTP\/1.1 413 .*gateway\.too-large/s],
    [
      'chunks without end of a file',
      `${start}Transfer-Encoding: chunked\r\n\r\n${chunk(part)}${chunk('a'.repeat(4 << 20))}`,
      /^HTTP\/1.1 413 .*gateway\.too-large/s,
    ],
    [
      'a thousand parts',
      `${start}Transfer-Encoding: chunked\r\n\r\n${chunk(`${part}MII\r\n`.repeat(1_000))}`,
      /^HTTP\/1.1 422 .*gateway\.field/s,
    ],
  ])(
    'raw: %s',
    async (_, bytes, answer) => {
      expect(await caller.raw(bytes)).toMatch(answer);
    },
    20_000,
  );

  function chunk(text: string): string {
    return `${Buffer.byteLength(text, 'latin1').toString(16)}\r\n${text}\r\n`;
  }

  it('a zip bomb, by what is in it, and at once', async () => {
    writeFileSync(at('zeros'), Buffer.alloc(1 << 30));
    writeFileSync(at('mimetype'), 'application/vnd.etsi.asic-e+zip');
    await town.run(
      'python3',
      '-c',
      'import zipfile; z=zipfile.ZipFile("bomb.asice","w",zipfile.ZIP_DEFLATED); z.write("mimetype",compress_type=0); z.write("zeros")',
    );
    const began = Date.now();
    const answer = await caller.curl('/v1/verify', undefined, ...form({ file: '@bomb.asice' }));
    expect({ status: answer.status, code: jsonOf(answer)['code'] }).toMatchObject({ status: 422 });
    expect(Date.now() - began).toBeLessThan(5_000);
  }, 60_000);

  it('and the gateway is as well as before', async () => {
    const ready = { ready: true, rules: true, intake: true, disk: true, evidence: true, keys: { configured: 1, usable: 1, codes: [] } };
    expect(jsonOf(await caller.curl('/v1/ready', undefined))).toEqual(ready);
    expect(jsonOf(await caller.curl('/v1/verify', 'one-stop', ...form({ file: '@phieu.p7s', content: '@phieu.txt' })))).toMatchObject({
      status: 'valid',
    });
  });
});

describe('gRPC', () => {
  const clients: GrpcCaller[] = [];
  const as = (who?: string): GrpcCaller => {
    const client = new GrpcCaller(town, who);
    clients.push(client);
    return client;
  };
  afterAll(() => clients.forEach((client) => client.close()));
  const bytes = (name: string): Buffer => readFileSync(at(name));

  it('gives the verdict that HTTPS gives, of a small file and of one in pieces', async () => {
    const verdict = jsonOf(await caller.curl('/v1/verify', undefined, ...form({ file: '@phieu.p7s', content: '@phieu.txt' })));
    const small = await as().unary('Verify', { file: bytes('phieu.p7s'), content: bytes('phieu.txt') });
    const [first] = verdict['signatures'] as {
      algorithm: string;
      whenSigned: { checks: { code: string }[] };
      signer: { subject: string };
      agency: { code: string; name: string; boundBy: string };
    }[];
    const checks = first?.whenSigned.checks.map(({ code }) => ({ code }));
    const same = { status: 'valid', whenSigned: 'valid', now: 'valid', coversWhole: true, format: 'cms' };
    expect(small).toMatchObject({
      verdict: {
        ...same,
        signatures: [
          { algorithm: first?.algorithm, signer: { subject: first?.signer.subject }, agency: first?.agency, whenSigned: { checks } },
        ],
      },
    });
    const pieces = [
      { options: { policy: 'standard' } },
      ...piecesOf('file', bytes('large.p7s')),
      ...piecesOf('content', bytes('large.bin')),
    ];
    expect(await as('portal').verifyStream(pieces)).toMatchObject({ verdict: same });
  });

  it('signs, small and in pieces', async () => {
    const options = { key: 'seal', format: 'jades' };
    const small = (await as('one-stop').unary('Sign', { file: bytes('phieu.txt'), options })) as {
      signature: Buffer;
      act: { act: string };
    };
    writeFileSync(at('signed'), small.signature);
    expect(jsonOf(await caller.curl('/v1/verify', undefined, ...form({ file: '@signed' })))).toMatchObject({ status: 'valid' });
    const answers = await as('one-stop').signStream([
      { options: { ...options, format: 'cades' } },
      ...piecesOf('file', bytes('large.bin')),
    ]);
    const [act, ...signature] = answers as [{ act: object }, ...{ signature: Buffer }[]];
    expect(act).toMatchObject({ act: { format: 'cades', level: 'B-B', certificate: expect.stringMatching(/^[0-9a-f]{64}$/) as string } });
    writeFileSync(at('signed'), Buffer.concat(signature.map((piece) => piece.signature)));
    expect(jsonOf(await caller.curl('/v1/verify', undefined, ...form({ file: '@signed' })))).toMatchObject({ status: 'valid' });
  });

  it.each<[string, string | undefined, string, number]>([
    ['nobody', undefined, 'gateway.unauthenticated', 16],
    ['a party without the key', 'portal', 'gateway.key-forbidden', 7],
    ['a certificate that is bound to nobody', 'unbound', 'certificate.unbound', 7],
  ])('refuses to sign for %s', async (_, who, ltCode, code) => {
    const request = { file: bytes('phieu.txt'), options: { key: 'seal', format: 'cades' } };
    expect(await as(who).unary('Sign', request)).toEqual({ code, ltCode });
    expect(await as(who).signStream([{ options: request.options }, { file: request.file }])).toEqual({ code, ltCode });
  });

  it.each<[string, () => object[], string, number]>([
    ['a file that is too large', () => piecesOf('file', bytes('huge.bin')), 'gateway.too-large', 8],
    ['options that come late', () => [{ file: bytes('phieu.p7s') }, { options: {} }], 'gateway.field', 3],
    ['nothing at all', () => [], 'gateway.field', 3],
    ['a file of no format', () => [{ file: bytes('phieu.txt') }], 'verify.unsupported', 3],
  ])('refuses %s', async (_, messages, ltCode, code) => {
    expect(await as().verifyStream(messages())).toEqual({ code, ltCode });
  });
});

it.each(['in.portal', 'results.portal', 'out.gateway', 'config.gateway', 'events'])('its Kafka user may not write %s', async (topic) => {
  const client = createKafka({ brokers: [town.broker], clientId: 'test', auth: town.kafkaAuth('gateway'), log: silent });
  const producer = createProducer(client, { deadlineMs: 5_000 });
  await expect(producer.send(topic, [{ key: 'a', value: Buffer.from('a') }])).rejects.toMatchObject({ code: 'kafka.not-authorized' });
  await producer.close();
});

it('docs/signature-service.md: every example does what it says', async () => {
  const page = readFileSync(join(__dirname, '../../docs/signature-service.md'), 'utf8');
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
  expect(blocks.length).toBeGreaterThan(4);
  const script = blocks
    .join('\n')
    .replace(/^GATEWAY=.*$/m, `GATEWAY=https://127.0.0.1:${town.https}`)
    .replace(/^PKI=.*$/m, `PKI=${town.pki('')}`);
  const { code, stdout, stderr } = await town.run('bash', '-ec', script.replaceAll('curl ', 'curl -sS -w "\n" '));
  const answers = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { status?: string; ready?: boolean; code?: string });
  expect({ code, stderr, answers: answers.map(({ status, ready, code: told }) => ready ?? told ?? status) }).toEqual({
    ...{ code: 0, stderr: '', answers: [true, 'valid', 'valid', 'valid', 'valid', 'verify.unsupported'] },
  });
});

describe('an act that the core cannot put into the ledger', () => {
  actsThatWait(() => ({ town, caller }));
});

describe('when something is away', () => {
  away(() => ({ town, caller, uploads }));
});

describe('the bounds of the door', () => {
  bounds(() => ({ town, caller }));
});
