import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { issueCity } from './city';
import type { City } from './model';

const dir = mkdtempSync(join(tmpdir(), 'sandbox-pki-'));
const now = new Date();
const baseUrl = 'http://127.0.0.1:9';
const openssl = (...args: string[]): string =>
  execFileSync('openssl', args, { encoding: 'utf8', cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
const verify = (name: string, ...more: string[]): string =>
  openssl('verify', '-x509_strict', '-purpose', 'any', '-CAfile', 'root.pem', '-untrusted', 'sub.pem', ...more, `${name}.pem`);
const steps: string[] = [];
let city: City;

beforeAll(async () => {
  city = await issueCity(dir, { baseUrl, now, progress: ({ name }) => steps.push(name) });
}, 120_000);
afterAll(() => rmSync(dir, { recursive: true }));

describe('issueCity', () => {
  it.each(['sub', 'hub', 'portal', 'one-stop', 'revoked', 'unbound', 'ocsp', 'tsa'])('issues %s under the root', (name) => {
    expect(verify(name, '-policy', '2.16.704.1.1.1.1.1', '-policy_check')).toBe(`${name}.pem: OK\n`);
  });

  it.each([
    ['expired', /certificate has expired/],
    ['stranger', /unable to get local issuer certificate/],
    ['not-yet', /certificate is not yet valid/],
  ])('issues %s so that openssl refuses it', (name, reason) => {
    expect(() => verify(name)).toThrow(reason);
  });

  it('issues the older generation with SHA-1, which openssl takes only below its usual security level', () => {
    const chain = ['-CAfile', 'g1-root.pem', '-untrusted', 'g1-sub.pem', 'g1.pem'];
    expect(openssl('verify', '-auth_level', '0', ...chain)).toBe('g1.pem: OK\n');
    expect(() => openssl('verify', '-auth_level', '1', ...chain)).toThrow(/CA md too weak|signature digest/);
    expect(openssl('x509', '-in', 'g1.pem', '-noout', '-text')).toContain('sha1WithRSAEncryption');
  });

  it.each([
    ['too-deep', ['-untrusted', 'deep-sub.pem'], /path length constraint exceeded/],
    ['wrong-policy', ['-policy', '2.16.704.1.1.1.1.1', '-explicit_policy'], /no explicit policy/],
    ['wrong-purpose', ['-purpose', 'smimesign'], /unsuitable certificate purpose/],
  ])('issues %s so that openssl refuses it when asked', (name, more, reason) => {
    expect(() => openssl('verify', '-CAfile', 'root.pem', '-untrusted', 'sub.pem', ...more, `${name}.pem`)).toThrow(reason);
  });

  it.each([
    ['land', 'root', 'sub'],
    ['water', 'national-root', 'national-sub'],
  ])('issues %s under its own root and no other', (name, root, sub) => {
    expect(openssl('verify', '-CAfile', `${root}.pem`, '-untrusted', `${sub}.pem`, `${name}.pem`)).toBe(`${name}.pem: OK\n`);
    const other = root === 'root' ? 'national-root' : 'root';
    expect(() => openssl('verify', '-CAfile', `${other}.pem`, '-untrusted', `${sub}.pem`, `${name}.pem`)).toThrow(/unable to get/);
  });

  it('issues the gateway a certificate by which openssl knows the server and its address', () => {
    const server = ['-purpose', 'sslserver', '-CAfile', 'root.pem', '-untrusted', 'sub.pem'];
    for (const address of [
      ['-verify_ip', '127.0.0.1'],
      ['-verify_hostname', 'localhost'],
    ])
      expect(openssl('verify', ...server, ...address, 'gateway.pem')).toBe('gateway.pem: OK\n');
    expect(() => openssl('verify', ...server, '-verify_ip', '127.0.0.2', 'gateway.pem')).toThrow(/IP address mismatch/);
  });

  it('issues a sub CA that may not issue another CA and a critical time-stamping purpose', () => {
    expect(openssl('x509', '-in', 'sub.pem', '-noout', '-ext', 'basicConstraints,keyUsage')).toMatch(
      /critical\n\s+CA:TRUE, pathlen:0\n.*critical\n\s+Certificate Sign, CRL Sign/s,
    );
    expect(openssl('x509', '-in', 'tsa.pem', '-noout', '-ext', 'extendedKeyUsage')).toMatch(/critical\n\s+Time Stamping/);
    expect(openssl('x509', '-in', 'ocsp.pem', '-noout', '-text')).toMatch(/OCSP No Check/);
  });

  it('gives leaves the profile of the government hierarchy', () => {
    const text = openssl('x509', '-in', 'portal.pem', '-noout', '-text', '-nameopt', 'utf8');
    for (const part of [
      /Key Usage: critical\n\s+Digital Signature, Non Repudiation, Key Encipherment, Data Encipherment/,
      /TLS Web Client Authentication, E-mail Protection/,
      /OCSP - URI:http:\/\/127\.0\.0\.1:9\/ocsp/,
      /CA Issuers - URI:http:\/\/127\.0\.0\.1:9\/crt\/sub\.crt/,
      /URI:http:\/\/127\.0\.0\.1:9\/crl\/sub\.crl/,
      /email:portal@sandbox\.example\.vn/,
      /Policy: 2\.16\.704\.1\.1\.1\.1\.1/,
      /CN=CỔNG DỊCH VỤ CÔNG TRỰC TUYẾN/,
      /MÔ PHỎNG \/ SANDBOX/,
    ])
      expect(text).toMatch(part);
  });

  it.each(['root', 'sub', 'hub', 'portal', 'one-stop'])('names the signature of %s twice, with NULL parameters', (name) => {
    const names = openssl('asn1parse', '-in', `${name}.pem`).match(/sha256WithRSAEncryption\n.* prim: NULL/g);
    expect(names).toHaveLength(2);
  });

  it('gives each attribute of a name its own SET', () => {
    expect(openssl('x509', '-in', 'portal.pem', '-noout', '-subject')).not.toContain(' + ');
    expect(openssl('asn1parse', '-in', 'portal.pem').match(/ SET /g)).toHaveLength(3 + 4);
  });

  it('uses the key sizes of the hierarchy and 8-byte serials', () => {
    const size = (name: string): unknown => {
      const { asymmetricKeyDetails: details } = new X509Certificate(readFileSync(join(dir, `${name}.pem`))).publicKey;
      return details?.modulusLength ?? details?.namedCurve;
    };
    expect(['root', 'sub', 'hub', 'portal', 'one-stop'].map(size)).toEqual([4096, 4096, 3072, 2048, 'prime256v1']);
    expect(city.issued.every(({ serial }) => /^[4-7][0-9a-f]{15}$/.test(serial))).toBe(true);
    expect(new Set(city.issued.map(({ serial }) => serial)).size).toBe(city.issued.length);
  });

  it("makes a PKCS#12 that openssl opens, with the hub's key only there", () => {
    const opened = openssl('pkcs12', '-in', 'hub.p12', '-passin', 'file:hub.p12.password', '-nodes');
    expect(opened.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    const info = execFileSync('sh', ['-c', 'openssl pkcs12 -in hub.p12 -passin file:hub.p12.password -info -noout 2>&1'], { cwd: dir });
    expect(info.toString().match(/Iteration \d+/g)).toEqual(['Iteration 10000', 'Iteration 10000']);
    const key = opened.slice(opened.indexOf('-----BEGIN PRIVATE KEY'));
    expect(new X509Certificate(readFileSync(join(dir, 'hub.pem'))).checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(() => statSync(join(dir, 'hub.key.pem'))).toThrow('ENOENT');
    expect(statSync(join(dir, 'hub.p12')).mode & 0o777).toBe(0o600);
  });

  it('keeps what is there, reports its steps, and refuses another address', async () => {
    const before = readFileSync(join(dir, 'portal.pem'), 'utf8');
    expect(steps).toHaveLength(40);
    expect(await issueCity(dir, { baseUrl, now })).toMatchObject({ fresh: false, issued: city.issued });
    expect(readFileSync(join(dir, 'portal.pem'), 'utf8')).toBe(before);
    const older = { baseUrl, issued: city.issued.filter(({ name }) => name !== 'gateway') };
    writeFileSync(join(dir, 'index.json'), JSON.stringify(older));
    rmSync(join(dir, 'gateway.pem'));
    const grown = await issueCity(dir, { baseUrl, now });
    expect(grown.issued.map(({ name }) => name).sort()).toEqual(city.issued.map(({ name }) => name).sort());
    expect(verify('gateway')).toBe('gateway.pem: OK\n');
    expect(readFileSync(join(dir, 'portal.pem'), 'utf8')).toBe(before);
    const elsewhere = issueCity(dir, { baseUrl: 'http://127.0.0.1:10', now });
    await expect(elsewhere).rejects.toMatchObject({ code: 'stage.other-address', where: `${dir}: ${baseUrl} ≠ http://127.0.0.1:10` });
  });
});
