import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { commonMoods } from '../mood/mood';
import { startAuthority } from './authority';
import { issueCity } from './city';
import type { Authority } from './model';

const shelf = resolve(__dirname, '../../../../.cache/keys');

const dir = mkdtempSync(join(tmpdir(), 'sandbox-authority-'));
const run = promisify(execFile);
// The responder lives in this process: openssl must not block it.
const openssl = async (...args: string[]): Promise<string> => {
  const { stdout, stderr } = await run('openssl', args, { cwd: dir });
  return stdout + stderr;
};
let authority: Authority;
const ask = (name: string, ...more: string[]): Promise<string> =>
  openssl('ocsp', '-issuer', 'sub.pem', '-cert', `${name}.pem`, '-url', `${authority.url}/ocsp`, '-CAfile', 'root.pem', ...more);
/** How often openssl sees the signature's algorithm with NULL parameters, and how often at all. */
const namesOfSignature = async (file: string): Promise<[number, number]> => {
  const text = await openssl('asn1parse', '-inform', 'DER', '-in', file);
  return [text.match(/sha256WithRSAEncryption\n.* prim: NULL/g)?.length ?? 0, text.match(/sha256WithRSAEncryption/g)?.length ?? 0];
};
const download = async (path: string): Promise<Buffer> => Buffer.from(await (await fetch(authority.url + path)).arrayBuffer());

beforeAll(async () => {
  await issueCity(dir, { baseUrl: 'http://127.0.0.1:9', now: new Date(), shelf });
  authority = await startAuthority(dir, { port: 0, slowMs: 300 });
}, 120_000);
beforeEach(() => authority.mood.set({ mood: 'ok' }));
afterAll(async () => {
  await authority.stop();
  rmSync(dir, { recursive: true });
});

describe('OCSP, judged by openssl', () => {
  it.each([
    ['portal', 'good'],
    ['one-stop', 'good'],
    ['revoked', 'revoked'],
  ])('says of %s: %s', async (name, status) => {
    const answer = await ask(name);
    expect(answer).toMatch(/Response verify OK/);
    expect(answer).toContain(`${name}.pem: ${status}`);
    expect(answer).toMatch(/Next Update: /);
    expect(answer).not.toMatch(/no nonce in response/);
  });

  it('says of a serial that it never issued: unknown', async () => {
    const answer = await openssl(
      'ocsp',
      '-issuer',
      'sub.pem',
      '-serial',
      '0x4111111111111111',
      '-url',
      `${authority.url}/ocsp`,
      '-CAfile',
      'root.pem',
    );
    expect(answer).toMatch(/Response verify OK/);
    expect(answer).toContain('0x4111111111111111: unknown');
  });

  it('knows SHA-256 ids and requests in the path', async () => {
    expect(
      await openssl('ocsp', '-sha256', '-issuer', 'sub.pem', '-cert', 'portal.pem', '-url', `${authority.url}/ocsp`, '-CAfile', 'root.pem'),
    ).toContain('portal.pem: good');
    await openssl('ocsp', '-issuer', 'sub.pem', '-cert', 'portal.pem', '-no_nonce', '-reqout', 'get.req');
    writeFileSync(join(dir, 'get.resp'), await download(`/ocsp/${encodeURIComponent(readFileSync(join(dir, 'get.req'), 'base64'))}`));
    expect(await openssl('ocsp', '-respin', 'get.resp', '-issuer', 'sub.pem', '-cert', 'portal.pem', '-CAfile', 'root.pem')).toContain(
      'portal.pem: good',
    );
  });

  it('does not speak for another issuer', async () => {
    expect(await openssl('ocsp', '-issuer', 'root.pem', '-cert', 'sub.pem', '-url', `${authority.url}/ocsp`, '-noverify')).toContain(
      'sub.pem: unknown',
    );
  });

  it('names its signature with NULL parameters, as its certificate does', async () => {
    await ask('portal', '-respout', 'good.resp');
    const outer = await openssl('asn1parse', '-inform', 'DER', '-in', 'good.resp');
    const at = /(\d+):d=\d+ .*prim: OCTET STRING/.exec(outer)?.[1] ?? '';
    await openssl('asn1parse', '-inform', 'DER', '-in', 'good.resp', '-strparse', at, '-out', 'basic.der');
    expect(await namesOfSignature('basic.der')).toEqual([3, 3]);
  });

  it('calls garbage malformed', async () => {
    const body = await (await fetch(`${authority.url}/ocsp`, { method: 'POST', body: 'garbage' })).arrayBuffer();
    expect(Buffer.from(body).toString('hex')).toBe('30030a0101');
  });
});

describe('lists and certificates', () => {
  const fetchLists = async (): Promise<void> => {
    for (const name of ['root', 'sub']) {
      writeFileSync(join(dir, `${name}.crl`), await download(`/crl/${name}.crl`));
      await openssl('crl', '-inform', 'DER', '-in', `${name}.crl`, '-out', `${name}.crl.pem`);
    }
    writeFileSync(join(dir, 'all.crl.pem'), ['root', 'sub'].map((name) => readFileSync(join(dir, `${name}.crl.pem`), 'utf8')).join(''));
  };
  const verify = (name: string): Promise<string> =>
    openssl(
      'verify',
      '-crl_check_all',
      '-x509_strict',
      '-purpose',
      'any',
      '-CAfile',
      'root.pem',
      '-untrusted',
      'sub.pem',
      '-CRLfile',
      'all.crl.pem',
      `${name}.pem`,
    );

  it('lets openssl check a whole chain against both lists', async () => {
    await fetchLists();
    expect(await verify('portal')).toBe('portal.pem: OK\n');
    await expect(verify('revoked')).rejects.toThrow('certificate revoked');
    expect(await openssl('crl', '-in', 'sub.crl.pem', '-noout', '-text')).toMatch(/Version 2.*Authority Key Identifier.*CRL Number/s);
  });

  it.each(['root', 'sub'])('names the signature of the %s list twice, with NULL parameters', async (name) => {
    await fetchLists();
    expect(await namesOfSignature(`${name}.crl`)).toEqual([2, 2]);
  });

  it('serves the issuers that AIA names', async () => {
    writeFileSync(join(dir, 'sub.crt'), await download('/crt/sub.crt'));
    expect(await openssl('x509', '-inform', 'DER', '-in', 'sub.crt')).toBe(readFileSync(join(dir, 'sub.pem'), 'utf8'));
  });

  it('revokes while it runs, in both answers and after a restart, with a greater list number', async () => {
    await fetchLists();
    const number = async (): Promise<bigint> =>
      BigInt((await openssl('crl', '-in', 'sub.crl.pem', '-noout', '-crlnumber')).trim().replace('crlNumber=', ''));
    const before = await number();
    await authority.revoke('unbound');
    expect(await ask('unbound')).toContain('unbound.pem: revoked');
    await fetchLists();
    await expect(verify('unbound')).rejects.toThrow('certificate revoked');
    expect((await number()) > before).toBe(true);
    const second = await startAuthority(dir, { port: 0 });
    expect(
      await openssl('ocsp', '-issuer', 'sub.pem', '-cert', 'unbound.pem', '-url', `${second.url}/ocsp`, '-CAfile', 'root.pem'),
    ).toContain('unbound.pem: revoked');
    await second.stop();
  });
});

describe('TSA, judged by openssl', () => {
  const post = async (request: string): Promise<Buffer> =>
    Buffer.from(
      await (
        await fetch(`${authority.url}/tsa`, {
          method: 'POST',
          headers: { 'content-type': 'application/timestamp-query' },
          body: readFileSync(join(dir, request)),
        })
      ).arrayBuffer(),
    );
  const query = (...more: string[]): Promise<string> => openssl('ts', '-query', '-data', 'data.txt', '-out', 'q.tsq', ...more);
  beforeAll(() => writeFileSync(join(dir, 'data.txt'), 'một gốc cây'));

  it.each([[['-cert']], [[]], [['-cert', '-no_nonce']]])('stamps with options %j', async (more) => {
    await query('-sha256', ...more);
    writeFileSync(join(dir, 'a.tsr'), await post('q.tsq'));
    const embedded = more.includes('-cert') ? ['sub.pem'] : ['tsa.pem'];
    expect(
      await openssl('ts', '-verify', '-queryfile', 'q.tsq', '-in', 'a.tsr', '-CAfile', 'root.pem', '-untrusted', ...embedded),
    ).toContain('Verification: OK');
    const text = await openssl('ts', '-reply', '-in', 'a.tsr', '-text');
    expect(text).toContain('Policy OID: 2.16.704.1.1.1.1.1');
    expect(text).toMatch(/Accuracy: 0x01 seconds/);
    expect(text).toMatch(more.includes('-no_nonce') ? /Nonce: unspecified/ : /Nonce: 0x/);
  });

  it('makes tokens in DER: one piece of content, a signature named with NULL parameters', async () => {
    await query('-sha256');
    writeFileSync(join(dir, 'a.tsr'), await post('q.tsq'));
    await openssl('ts', '-reply', '-in', 'a.tsr', '-token_out', '-out', 'a.token');
    const text = await openssl('asn1parse', '-inform', 'DER', '-in', 'a.token');
    expect(text).toMatch(/:id-smime-ct-TSTInfo\n.* cons: cont \[ 0 \].*\n.* prim: OCTET STRING/);
    expect(text).not.toMatch(/cons: OCTET STRING|l=inf/);
    expect(await namesOfSignature('a.token')).toEqual([1, 1]);
  });

  it('makes tokens that do not fit other data', async () => {
    await query('-sha256', '-cert');
    writeFileSync(join(dir, 'a.tsr'), await post('q.tsq'));
    const other = createHash('sha256').update('khác').digest('hex');
    await expect(
      openssl('ts', '-verify', '-digest', other, '-in', 'a.tsr', '-CAfile', 'root.pem', '-untrusted', 'sub.pem'),
    ).rejects.toThrow('message imprint mismatch');
  });

  it.each([
    [['-sha1'], 'unrecognized or unsupported algorithm'],
    [['-sha256', '-tspolicy', '1.2.3.4'], 'the requested TSA policy is not supported'],
  ])('rejects %j', async (more, reason) => {
    await query(...more);
    writeFileSync(join(dir, 'r.tsr'), await post('q.tsq'));
    const text = await openssl('ts', '-reply', '-in', 'r.tsr', '-text');
    expect(text).toContain('Status: Rejected.');
    expect(text).toContain(reason);
  });

  it('refuses GET as the real one does', async () => {
    expect((await fetch(`${authority.url}/tsa`)).status).toBe(403);
  });
});

describe('bad days', () => {
  it('knows every common mood, or says why not', () => {
    const { known, meaningless } = authority.mood;
    expect([...known, ...Object.keys(meaningless)]).toEqual(expect.arrayContaining([...commonMoods]));
  });

  it('OCSP says to try later, repeats itself, changes its certificate; time stamps fail; half a list', async () => {
    const refused = (): Promise<string> =>
      ask('portal').then(
        (good) => `good: ${good}`,
        (error: unknown) => JSON.stringify(error),
      );
    expect(await ask('portal')).toContain('portal.pem: good');
    authority.mood.set({ mood: 'ok-with-error' });
    expect(await refused()).toContain('trylater');
    authority.mood.set({ mood: 'repeat', path: 'ocsp' });
    expect(await refused()).toMatch(/nonce/i);
    authority.mood.set({ mood: 'rotate-certificate' });
    const text = await ask('portal', '-resp_text');
    expect([text.includes('portal.pem: good'), text.includes('ocsp-next@')]).toEqual([true, true]);
    authority.mood.set({ mood: 'half-file' });
    const half = await download('/crl/sub.crl');
    authority.mood.set({ mood: 'ok' });
    expect(half.length).toBe(Math.ceil((await download('/crl/sub.crl')).length / 2));
  });
  it('counts calls, fails, dawdles and keeps silent when told to', async () => {
    const before = authority.hits();
    authority.mood.set({ mood: 'error500' });
    expect((await fetch(`${authority.url}/crl/sub.crl`)).status).toBe(500);
    authority.mood.set({ mood: 'slow' });
    const started = performance.now();
    expect((await fetch(`${authority.url}/crl/sub.crl`)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(250);
    authority.mood.set({ mood: 'silent' });
    await expect(fetch(`${authority.url}/crl/sub.crl`, { signal: AbortSignal.timeout(200) })).rejects.toThrow('timeout');
    expect(authority.hits().crl - before.crl).toBe(3);
  });
});

describe('a certificate on request', () => {
  const request = (body: Uint8Array | string, type = 'application/pkcs10') =>
    fetch(`${authority.url}/certificate`, { method: 'POST', headers: { 'content-type': type }, body });
  const subject = '/C=VN/O=Ai đó/CN=Hệ thống của xã Ví Dụ';

  it('is for the key that was made elsewhere, leads to the root, and is known to the responder', async () => {
    await openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-utf8', '-subj', subject, '-keyout', 'asked.key', '-out', 'asked.csr');
    const answer = await request(readFileSync(join(dir, 'asked.csr')));
    expect(answer.status).toBe(200);
    writeFileSync(join(dir, 'asked.pem'), await answer.text());
    expect(await openssl('verify', '-CAfile', 'root.pem', '-untrusted', 'asked.pem', '-purpose', 'sslclient', 'asked.pem')).toMatch(/OK/);
    expect(await openssl('x509', '-in', 'asked.pem', '-noout', '-pubkey')).toBe(await openssl('pkey', '-in', 'asked.key', '-pubout'));
    expect(await openssl('x509', '-in', 'asked.pem', '-noout', '-subject', '-nameopt', 'utf8')).toContain('Hệ thống của xã Ví Dụ');
    expect(await ask('asked')).toContain('asked.pem: good');
  });

  it('is not given to whoever does not hold the key, or says nothing that can be read', async () => {
    await openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=a', '-keyout', 'b.key', '-outform', 'DER', '-out', 'b.csr');
    const forged = readFileSync(join(dir, 'b.csr'));
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    for (const body of [forged, 'hello']) expect((await request(body)).status).toBe(422);
    expect((await request(forged, 'text/plain')).status).toBe(415);
  });
});
