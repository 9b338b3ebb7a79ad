import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { GatewayTown } from './gateway.test-kit';

const run = promisify(execFile);
let town: GatewayTown;

const at = (name: string): string => join(town.dir, name);

/** curl as a department's system would call it; `who`: whose certificate it shows. */
async function curl(path: string, who: string | undefined, ...more: string[]): Promise<{ status: number; headers: string; body: Buffer }> {
  const certificate = who === undefined ? [] : ['--cert', town.pki(`${who}.pem`), '--key', town.pki(`${who}.key.pem`)];
  const words = [
    '-sS',
    '--cacert',
    town.pki('root.pem'),
    ...certificate,
    '-D',
    at('headers'),
    '-o',
    at('body'),
    '-w',
    '%{http_code}',
    ...more,
  ];
  const { stdout } = await run('curl', [...words, `https://127.0.0.1:${town.https}${path}`], { cwd: town.dir });
  return { status: Number(stdout), headers: readFileSync(at('headers'), 'utf8'), body: readFileSync(at('body')) };
}

const jsonOf = (body: Buffer): Record<string, unknown> => JSON.parse(body.toString()) as Record<string, unknown>;
const headerOf = (headers: string, name: string): string => new RegExp(`^${name}: (.*?)\\r?$`, 'im').exec(headers)?.[1] ?? '';

beforeAll(async () => {
  town = await GatewayTown.found();
  await Promise.all([town.start('gateway'), town.start('core')]);
  writeFileSync(at('phieu.txt'), 'Phiếu tiếp nhận hồ sơ số 1\n');
  writeFileSync(at('phieu.xml'), '<phieu><so>1</so><nguoi>Nguyễn Văn Ví Dụ</nguoi></phieu>\n');
  const signing = ['-signer', town.pki('portal.pem'), '-inkey', town.pki('portal.key.pem'), '-certfile', town.pki('sub.pem')];
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
    'phieu.p7s',
  );
}, 180_000);
afterAll(async () => {
  writeFileSync('/tmp/svc-town.log', town.lines.join(''));
  await town.raze();
}, 60_000);

describe('POST /v1/verify', () => {
  it('asks the authorities and says what hub verify says', async () => {
    const { status, body } = await curl('/v1/verify', undefined, '-F', 'file=@phieu.p7s', '-F', 'content=@phieu.txt');
    expect({ status, ...jsonOf(body) }).toMatchObject({ status: 'valid', format: 'cms', coversWhole: true });
    const offline = await curl('/v1/verify', undefined, '-F', 'file=@phieu.p7s', '-F', 'content=@phieu.txt', '-F', 'offline=true');
    expect(jsonOf(offline.body)).toMatchObject({ status: 'indeterminate' });
  });
});

describe('POST /v1/sign', () => {
  it('signs, keeps the act in evidence, and its receipt is verified offline', async () => {
    const { status, headers, body } = await curl(
      '/v1/sign',
      'one-stop',
      '-F',
      'key=seal',
      '-F',
      'format=xades',
      '-F',
      'level=B-T',
      '-F',
      'file=@phieu.xml',
    );
    if (status !== 200) console.log(status, headers, body.toString(), town.lines.join(''));
    expect(status).toBe(200);
    writeFileSync(at('signed.xml'), body);
    const verdict = await curl('/v1/verify', undefined, '-F', 'file=@signed.xml');
    expect(jsonOf(verdict.body)).toMatchObject({ status: 'valid' });
    const act = headerOf(headers, 'lt-act');
    let exported = await town.hub('evidence', 'export', act, at('receipt'), '--lang', 'en');
    for (let tries = 0; exported.code !== 0 && tries < 20; tries++) {
      await sleep(500);
      exported = await town.hub('evidence', 'export', act, at('receipt'), '--lang', 'en');
    }
    const verified = await town.hub(
      'evidence',
      'verify',
      at('receipt'),
      '--trust',
      town.pki('root.pem'),
      '--signer',
      town.pki('hub.pem'),
      '--lang',
      'en',
    );
    console.log(
      exported,
      verified.stdout,
      readFileSync(at('receipt/metadata.txt'), 'utf8'),
      readFileSync(at('receipt/1-signed.leaf'), 'utf8'),
    );
    expect(verified.code).toBe(0);
    expect(await readdir(join(town.dir, 'data/gateway/uploads'))).toEqual([]);
    console.log((await curl('/v1/ready', undefined)).body.toString());
  });
});
