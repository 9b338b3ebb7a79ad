import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubConfig } from '@lienthong/config';
import { generateLogKey, signHead } from '@lienthong/evidence';
import { codeOf, waitsForOperator } from './before-start';
import { sealKeys } from './seal-keys';

describe('the key of the seal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-seal-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...words: string[]): string =>
    execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString();

  beforeAll(() => {
    const usage = ['-addext', 'keyUsage=critical,digitalSignature', '-addext', 'basicConstraints=critical,CA:FALSE'];
    const made = (name: string, key: string[], ...more: string[]) =>
      openssl('req', '-x509', ...key, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=${name}`, ...usage, ...more);
    made('ec', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']);
    made('rsa', ['-newkey', 'rsa:2048']);
    openssl('pkcs12', '-export', '-inkey', 'rsa.key', '-in', 'rsa.pem', '-out', 'rsa.p12', '-passout', 'pass:right');
    openssl('req', '-new', '-key', 'ec.key', '-subj', '/CN=old', '-out', 'old.csr');
    const past = ['-not_before', '20200101000000Z', '-not_after', '20210101000000Z'];
    writeFileSync(at('index.txt'), '');
    writeFileSync(
      at('ca.cnf'),
      '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n',
    );
    const dates = ['-startdate', past[1] ?? '', '-enddate', past[3] ?? ''];
    openssl(
      'ca',
      '-batch',
      '-config',
      'ca.cnf',
      '-selfsign',
      '-keyfile',
      'ec.key',
      '-in',
      'old.csr',
      '-out',
      'old.pem',
      '-notext',
      ...dates,
    );
    writeFileSync(at('log.key'), generateLogKey());
    for (const word of ['right', 'wrong']) writeFileSync(at(word), `${word}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const configOf = (sealKey: HubConfig['log']['sealKey']): HubConfig =>
    ({ log: { origin: 'log.example/test', keyFile: at('log.key'), sealKey } }) as HubConfig;
  const pkcs12 = (password: string) => ({ kind: 'pkcs12', pkcs12File: at('rsa.p12'), passwordFile: at(password) }) as const;
  const pem = (certificate: string) => ({ kind: 'pem', keyFile: at('ec.key'), certificatesFile: at(certificate) }) as const;

  it.each([
    ['RSA in PKCS#12', pkcs12('right'), 'rsa.pem'],
    ['EC in PEM', pem('ec.pem'), 'ec.pem'],
  ] as const)('seals with %s, and openssl agrees', async (_, source, certificate) => {
    const keys = await sealKeys(configOf(source));
    const head = await signHead({ size: 1, root: new Uint8Array(32) }, keys, new Date());
    await keys.sealKey.close();
    writeFileSync(at('seal.txt'), head.sealText);
    writeFileSync(at('seal.p7s'), head.sealP7s);
    const trust = ['-CAfile', certificate, '-purpose', 'any', '-partial_chain'];
    const files = ['-cades', '-binary', '-inform', 'DER', '-in', 'seal.p7s', '-content', 'seal.txt', '-out', 'checked'];
    openssl('cms', '-verify', ...files, ...trust);
    expect(readFileSync(at('checked'), 'utf8')).toBe(head.sealText);
  });

  it.each([
    ['another password', pkcs12('wrong'), 'authority.pkcs12-unreadable', undefined],
    ['an expired certificate', pem('old.pem'), 'authority.signer-certificate-expired', undefined],
    ['a certificate of another key', pem('rsa.pem'), 'authority.signer-mismatch', undefined],
    ['a revoked certificate', pem('ec.pem'), 'authority.signer-certificate-revoked', { status: 'revoked', source: 'crl' } as const],
  ] as const)('is refused for %s, under a code of the catalogue', async (_, source, code, status) => {
    const told = status && ((): Promise<typeof status> => Promise.resolve(status));
    const error = await sealKeys(configOf(source), told).then(
      () => new Error('opened'),
      (refusal: unknown) => refusal as Error,
    );
    expect(codeOf(error)).toEqual({ code });
  });

  it('waits for a person only where trying again does harm', () => {
    const of = (code: string): boolean => waitsForOperator({ code } as Parameters<typeof waitsForOperator>[0]);
    expect(['signer-pin-wrong', 'signer-token-locked', 'signer-unavailable', 'signer-certificate-expired'].map(of)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
