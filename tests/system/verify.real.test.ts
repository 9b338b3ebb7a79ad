import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Authority, issueCity, startAuthority } from '@lienthong/sandbox';
import { freePorts } from '@lienthong/embedded';

const root = resolve(__dirname, '../..');
const hub = join(root, 'apps/hub/dist/main.js');
/** JSON Schema 2020-12: at the root stands an older one, of the linter. */
const { Ajv2020 } = createRequire(join(root, 'libs/documents/package.json'))('ajv/dist/2020') as {
  readonly Ajv2020: new (options: object) => { compile(schema: object): ((data: unknown) => boolean) & { readonly errors?: unknown } };
};
const validate = new Ajv2020({ validateFormats: false }).compile(
  JSON.parse(readFileSync(join(root, 'docs/schemas/verdict.schema.json'), 'utf8')) as object,
);
const misshapen = (verdict: object): unknown => (validate(verdict) ? [] : validate.errors);
/** A loaded machine takes seconds to start a program. */
const manyStarts = 300_000;
let dir: string;
let authority: Authority;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (args: readonly string[], input = ''): Promise<Ended> =>
  new Promise((done) => {
    const child = execFile(process.execPath, [hub, ...args], { cwd: dir, maxBuffer: 64 << 20 }, (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });

const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
const lists = ['root', 'sub', 'g1-root', 'g1-sub', 'deep-sub'];
const crls = ['--crl', ...lists.map((name) => `${name}.crl`)];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'verify-'));
  const [port = 0] = await freePorts(1);
  await issueCity(dir, { baseUrl: `http://127.0.0.1:${port}`, now: new Date(), shelf: join(root, '.cache/keys') });
  authority = await startAuthority(dir, { port });
  for (const name of lists)
    await writeFile(join(dir, `${name}.crl`), Buffer.from(await (await fetch(`${authority.url}/crl/${name}.crl`)).arrayBuffer()));
  await writeFile(join(dir, 'phieu.txt'), 'Phiếu tiếp nhận hồ sơ số 1\n');
  await writeFile(join(dir, 'phieu.xml'), '<phieu><so>1</so><nguoi>Nguyễn Văn Ví Dụ</nguoi></phieu>\n');
}, 120_000);
afterAll(async () => {
  await authority.stop();
  await rm(dir, { recursive: true });
});

/** What a stranger signs, with the issuers that it has. */
function signedBy(name: string): string {
  const [, ...issuers] = readFileSync(join(dir, `${name}.pem`), 'latin1').split(/(?=-----BEGIN)/);
  writeFileSync(join(dir, 'issuers.pem'), issuers.join(''));
  const files = [
    '-in',
    'phieu.txt',
    '-signer',
    `${name}.pem`,
    '-inkey',
    `${name}.key.pem`,
    ...(issuers.length > 0 ? ['-certfile', 'issuers.pem'] : []),
  ];
  openssl('cms', '-sign', '-binary', '-cades', '-md', 'sha256', ...files, '-outform', 'DER', '-out', `${name}.p7s`);
  return `${name}.p7s`;
}

describe('hub verify', () => {
  it.each([
    ['portal', [], 0, undefined],
    ['one-stop', [], 0, undefined],
    ['expired', [], 1, 'EXPIRED'],
    ['not-yet', [], 1, 'NOT_YET_VALID'],
    ['revoked', [], 1, 'REVOKED'],
    ['on-hold', [], 1, 'REVOKED'],
    ['stranger', [], 1, 'NO_CERTIFICATE_CHAIN_FOUND'],
    ['wrong-purpose', [], 1, 'CHAIN_CONSTRAINTS_FAILURE'],
    ['too-deep', [], 1, 'CHAIN_CONSTRAINTS_FAILURE'],
    ['g1', ['--trust', 'g1-root.pem'], 1, 'CRYPTO_CONSTRAINTS_FAILURE'],
    ['g1', ['--trust', 'g1-root.pem', '--policy', 'legacy'], 0, undefined],
  ])('judges what %s signed (%j)', async (name, more, code, subIndication) => {
    const file = signedBy(name);
    const trust = more.includes('--trust') ? [] : ['--trust', 'root.pem'];
    const ended = await run(['verify', file, '--content', 'phieu.txt', ...trust, ...crls, ...more, '--json']);
    const verdict = JSON.parse(ended.stdout) as { signatures: { now: { subIndication?: string } }[] };
    expect({ code: ended.code, subIndication: verdict.signatures[0]?.now.subIndication }).toEqual({ code, subIndication });
  });

  it(
    'says what it does not know, and what is not its format',
    async () => {
      const file = signedBy('portal');
      const known = ['verify', file, '--content', 'phieu.txt', '--trust', 'root.pem'];
      const allow = ['--allow', new URL(authority.url).host];
      expect(await run(known)).toMatchObject({ code: 2 });
      expect(await run([...known, ...allow])).toMatchObject({ code: 0 });
      expect(await run([...known, ...allow, '--offline'])).toMatchObject({ code: 2 });
      expect(await run(['verify', 'phieu.txt', '--trust', 'root.pem'])).toMatchObject({ code: 3 });
      expect(await run(['verify', 'nowhere.xml', '--trust', 'root.pem'])).toMatchObject({ code: 3 });
      await run(['sign', 'phieu.xml', '--format', 'xades', '--out', 'own.xml', '--key', 'portal.key.pem', '--chain', 'portal.pem']);
      expect(await run(['verify', 'own.xml', '--trust', 'root.pem', ...allow])).toMatchObject({ code: 0 });
      const beside = await run(['verify', 'own.xml', '--content', 'phieu.txt', '--trust', 'root.pem', ...crls]);
      expect(beside).toMatchObject({ code: 1 }); // it signs itself, not what was handed in
      await writeFile(join(dir, 'other.txt'), 'Phiếu tiếp nhận hồ sơ số 2\n');
      const tampered = await run(['--lang', 'en', 'verify', file, '--content', 'other.txt', '--trust', 'root.pem', ...crls]);
      expect(tampered).toMatchObject({ code: 1 });
      expect(tampered.stdout).toContain('INVALID HASH_FAILURE');
    },
    manyStarts,
  );

  it.each([
    ['xades', 'phieu.xml', [], []],
    ['cades', 'phieu.txt', [], []],
    ['cades', 'phieu.txt', ['--detached'], []],
    ['jades', 'phieu.txt', [], []],
    ['jades', 'phieu.txt', ['--detached'], []],
    ['xades', 'phieu.xml', [], ['--timestamp']],
    ['cades', 'phieu.txt', [], ['--timestamp']],
    ['cades', 'phieu.txt', ['--detached'], ['--timestamp']],
    ['jades', 'phieu.txt', [], ['--timestamp']],
    ['jades', 'phieu.txt', ['--detached'], ['--timestamp']],
  ])('takes what hub sign made as %s of %s (%j, %j), with a verdict of the published shape', async (format, file, more, stamping) => {
    const out = `${format}${more.length}${stamping.length}.signed`;
    const stamped = stamping.length > 0;
    const own = ['--key', 'portal.key.pem', '--chain', 'portal.pem', ...(stamped ? ['--timestamp', `${authority.url}/tsa`] : [])];
    expect(await run(['sign', file, '--format', format, '--out', out, ...own, ...more])).toMatchObject({ code: 0, stderr: '' });
    const content = more.length > 0 ? ['--content', file] : [];
    const { code, stdout } = await run(['verify', out, ...content, '--trust', 'root.pem', ...crls, '--json']);
    const verdict = JSON.parse(stdout) as object;
    const expected = stamped ? { level: 'B-T', timeBasis: 'timestamp' } : { level: 'B-B', timeBasis: 'claimed' };
    expect({ code, verdict }).toMatchObject({
      code: 0,
      verdict: { status: 'valid', coversWhole: true, signatures: [{ ...expected, format }] },
    });
    expect(misshapen(verdict)).toEqual([]);
  });

  it(
    'tells of a signer whose certificate it is by the bindings of an installation, whose roots it takes',
    async () => {
      await mkdir(join(dir, 'data/sandbox'), { recursive: true });
      await symlink(dir, join(dir, 'data/sandbox/pki'));
      const at = ['--config', join(root, 'config'), '--data', 'data', '--offline', ...crls];
      const agency = { code: '000.99.01.H26', name: 'Cổng dịch vụ công trực tuyến', boundBy: 'Sandbox 1/2026', held: true };
      const whole = await run(['verify', signedBy('portal'), '--content', 'phieu.txt', ...at, '--json']);
      expect({ code: whole.code, verdict: JSON.parse(whole.stdout) as object }).toMatchObject({
        code: 0,
        verdict: { signatures: [{ agency }] },
      });
      expect(misshapen(JSON.parse(whole.stdout) as object)).toEqual([]);
      const line = await run(['verify', '--batch', ...at], JSON.stringify({ id: 1, file: 'portal.p7s', content: 'phieu.txt', trust: [] }));
      expect(JSON.parse(line.stdout)).toMatchObject({ status: 'valid', signers: [{ agency }] });
      expect((await run(['verify', 'portal.p7s', '--content', 'phieu.txt', ...at])).stdout).toMatch(
        /Cơ quan: +Cổng dịch vụ công trực tuyến \(000\.99\.01\.H26\), theo Sandbox 1\/2026\n/,
      );
      const stranger = await run(['verify', signedBy('unbound'), '--content', 'phieu.txt', ...at, '--json']);
      expect((JSON.parse(stranger.stdout) as { signatures: object[] }).signatures[0]).not.toHaveProperty('agency');
      expect(await run(['verify', 'portal.p7s', '--config', 'nowhere'])).toMatchObject({ code: 3 });
    },
    manyStarts,
  );

  it(
    'judges a time stamp and an OCSP response by themselves',
    async () => {
      const stamping = ['ts', '-query', '-data', 'phieu.txt', '-sha256', '-cert', '-out', 'phieu.tsq'];
      openssl(...stamping);
      const post = async (path: string, type: string, body: Buffer): Promise<Buffer> =>
        Buffer.from(
          await (await fetch(`${authority.url}/${path}`, { method: 'POST', headers: { 'content-type': type }, body })).arrayBuffer(),
        );
      await writeFile(join(dir, 'phieu.tsr'), await post('tsa', 'application/timestamp-query', readFileSync(join(dir, 'phieu.tsq'))));
      openssl('ocsp', '-issuer', 'sub.pem', '-cert', 'revoked.pem', '-reqout', 'revoked.req', '-no_nonce');
      await writeFile(join(dir, 'revoked.ocsp'), await post('ocsp', 'application/ocsp-request', readFileSync(join(dir, 'revoked.req'))));
      const known = ['--trust', 'root.pem', '--certificates', 'sub.pem', ...crls];
      expect(await run(['verify', 'phieu.tsr', '--content', 'phieu.txt', ...known])).toMatchObject({ code: 0 });
      expect(await run(['verify', 'phieu.tsr', ...known])).toMatchObject({ code: 2 });
      expect(await run(['verify', 'phieu.tsr', '--content', 'phieu.xml', ...known])).toMatchObject({ code: 1 });
      const responded = await run(['verify', 'revoked.ocsp', ...known, '--json']);
      const { signatures } = JSON.parse(responded.stdout) as {
        signatures: { signer: { subject: string }; chain: { subject: string }[] }[];
      };
      expect({ code: responded.code, signatures }).toMatchObject({
        code: 0,
        signatures: [
          {
            signer: { subject: expect.stringContaining('OCSP') as string },
            chain: [{ subject: expect.stringContaining('CN=CA') as string }, {}],
          },
        ],
      });
      expect(await run(['verify', 'revoked.ocsp', '--trust', 'g1-root.pem'])).toMatchObject({ code: 1 });
    },
    manyStarts,
  );

  it('judges a thousand files in one run, in their order, and stops at none', async () => {
    const file = signedBy('portal');
    const lines = Array.from({ length: 1_000 }, (_, i) =>
      JSON.stringify({
        id: String(i),
        file: i === 500 ? 'phieu.txt' : file,
        content: 'phieu.txt',
        trust: ['root.pem'],
        crl: ['root.crl', 'sub.crl'],
      }),
    );
    const began = performance.now();
    const { code, stdout } = await run(['verify', '--batch'], `${lines.join('\n')}\n{"id":"broken"\n`);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; status: string });
    expect(code).toBe(3);
    expect(answers.slice(0, 1_000).map(({ id }) => id)).toEqual(lines.map((_, i) => String(i)));
    expect(answers.filter(({ status }) => status === 'valid')).toHaveLength(999);
    expect(answers.slice(-1)).toMatchObject([{ id: '', status: 'unreadable', error: { code: 'cli.usage' } }]);
    process.stdout.write(`hub verify --batch: 1,000 files in ${((performance.now() - began) / 1_000).toFixed(1)} s\n`);
  });
});

describe('hub verify-certificate', () => {
  it('asks for the purpose and the policy that it is told', async () => {
    const certificate = ['--trust', 'root.pem', '--untrusted', 'sub.pem', ...crls];
    const codes = async (name: string, ...more: string[]): Promise<number> =>
      (await run(['verify-certificate', `${name}.pem`, ...certificate, ...more])).code;
    expect(await codes('portal')).toBe(0);
    expect(await codes('portal', '--purpose', 'timeStamping')).toBe(1);
    expect(await codes('tsa', '--purpose', 'timeStamping')).toBe(0);
    expect(await codes('portal', '--purpose', 'keyCertSign')).toBe(1);
    expect(await codes('portal', '--policy-oid', '2.16.704.1.1.1.1.1', '--require-explicit-policy')).toBe(0);
    expect(await codes('wrong-policy', '--policy-oid', '2.16.704.1.1.1.1.1', '--require-explicit-policy')).toBe(1);
    expect(await codes('revoked', '--at', new Date(Date.now() - 60 * 86_400_000).toISOString())).toBe(2);
  });
});
