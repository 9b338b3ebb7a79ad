import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Certificate, type Signer, type SigningAlgorithm, verifySignature } from '@lienthong/trust';

import { AuthorityError } from '../../error';
import { leafOf } from '../../testing/leaf.test-kit';
import { SoftHsm, processFile } from '../../testing/soft-hsm.test-kit';
import { openPkcs11, type Pkcs11Source } from './open';

const at = new Date('2026-11-23T03:00:00Z');
const circumstances = { clock: () => at, random: (count: number): Buffer => randomBytes(count) };
const pin = '123456';

const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof AuthorityError ? error.code : String(error)),
  );

/** The only child that this process has. */
function theChild(): number {
  const children = readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '),
  );
  const [child, ...others] = children.filter((pid) => pid !== '' && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '));
  expect(others).toEqual([]);
  return Number(child);
}

describe('openPkcs11 on SoftHSM', () => {
  const hsm = new SoftHsm();
  const opened: Signer[] = [];
  let keys: Record<'rsa' | 'ec' | 'p521' | 'ed', KeyObject>;
  let certificates: Record<keyof typeof keys, Certificate>;
  let base: Pick<Pkcs11Source, 'module' | 'token' | 'pin' | 'environment' | 'processFile' | 'backOffMs'>;
  beforeAll(async () => {
    const { module, environment } = hsm;
    base = { module, environment, token: { label: 'hub' }, pin, processFile: processFile(), backOffMs: [50] };
    writeFileSync(hsm.path('ends.cjs'), 'process.exit(1)');
    keys = {
      rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
      ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
      p521: generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
      ed: generateKeyPairSync('ed25519').privateKey,
    };
    hsm.makeToken('hub', pin);
    let id = 0;
    for (const [label, key] of Object.entries(keys)) {
      hsm.importKey(key.export({ format: 'pem', type: 'pkcs8' }) as string, { token: 'hub', pin, label, id: `0${++id}` });
    }
    const made = await Promise.all(Object.entries(keys).map(async ([label, key]) => [label, await leafOf(key)]));
    certificates = Object.fromEntries(made) as typeof certificates;
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((signer) => signer.close()));
  });
  afterAll(() => hsm.stop());

  async function open(key: keyof typeof keys, change: Partial<Pkcs11Source> = {}): Promise<Signer> {
    const signer = await openPkcs11({ ...base, key: { label: key }, certificates: [certificates[key]], ...change }, circumstances);
    opened.push(signer);
    return signer;
  }
  const isBy = (signer: Signer, data: Uint8Array, signature: Uint8Array): boolean =>
    verifySignature(signer.algorithm, signer.certificateChain[0]!.publicKey, data, signature);

  it.each<[SigningAlgorithm, keyof typeof keys]>([
    ['RS256', 'rsa'],
    ['RS512', 'rsa'],
    ['PS256', 'rsa'],
    ['PS384', 'rsa'],
    ['ES256', 'ec'],
    ['ES512', 'p521'],
    ['EdDSA', 'ed'],
  ])('signs by %s', async (algorithm, key) => {
    const signer = await open(key, { algorithm });
    const data = Buffer.from('niêm phong');
    expect(isBy(signer, data, await signer.sign(data))).toBe(true);
  });

  it('finds its certificate and the issuers of it on the token', async () => {
    const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const [issuer, leaf] = [await leafOf(authority, { subject: 'C=VN, CN=Gốc thử nghiệm' }), await leafOf(keys.ec)];
    hsm.storeCertificate(issuer.der, { token: 'hub', pin, id: '77' });
    hsm.storeCertificate(leaf.der, { token: 'hub', pin, id: '02' });
    const signer = await openPkcs11({ ...base, key: { label: 'ec' } }, circumstances);
    opened.push(signer);
    expect(signer.certificateChain.map(({ fingerprint }) => fingerprint)).toEqual([leaf, issuer].map(({ fingerprint }) => fingerprint));
    expect(signer.algorithm).toBe('ES256');
  });

  it('makes 200 signatures at once, by two keys, and the event loop goes on', async () => {
    const [rsa, ec] = await Promise.all([open('rsa', { sessions: 3 }), open('ec', { key: { id: '02' } })]);
    let ticks = 0;
    const ticker = setInterval(() => ticks++, 1);
    const data = Array.from({ length: 200 }, (_, i) => Buffer.from(`thông điệp ${i}`));
    const signatures = await Promise.all(data.map((one, i) => (i % 2 === 0 ? rsa : ec).sign(one)));
    clearInterval(ticker);
    expect(signatures.every((signature, i) => isBy(i % 2 === 0 ? rsa : ec, data[i]!, signature))).toBe(true);
    expect(ticks).toBeGreaterThan(5);
  });

  it('takes its token back when it was away, and tells what is missing when it stays away', async () => {
    const signer = await open('rsa', { deadlineMs: 2000 });
    const data = Buffer.from('x');
    hsm.removeTokens();
    const began = performance.now();
    expect(await codeOf(Promise.all([signer.sign(data), signer.sign(data)]))).toBe('signer-token-missing');
    expect(performance.now() - began).toBeLessThan(3000);
    const waiting = signer.sign(data);
    await sleep(100);
    hsm.returnTokens();
    expect(isBy(signer, data, await waiting)).toBe(true);
    expect(isBy(signer, data, await signer.sign(data))).toBe(true);
  });

  it('goes on after the process of the module was killed, and after it hung', async () => {
    const signer = await open('ec', { deadlineMs: 700, sessions: 2 });
    const data = Buffer.from('x');
    process.kill(theChild(), 'SIGKILL');
    expect(isBy(signer, data, await signer.sign(data))).toBe(true);
    process.kill(theChild(), 'SIGSTOP');
    expect(await codeOf(signer.sign(data))).toBe('signer-unavailable');
    const signatures = await Promise.all(Array.from({ length: 20 }, () => signer.sign(data)));
    expect(signatures.every((signature) => isBy(signer, data, signature))).toBe(true);
  });

  it('goes on when the module itself was away', async () => {
    const module = hsm.path('module.so');
    symlinkSync(hsm.module, module);
    const signer = await open('ec', { module, deadlineMs: 700 });
    const data = Buffer.from('x');
    unlinkSync(module);
    process.kill(theChild(), 'SIGKILL');
    expect(await codeOf(signer.sign(data))).toBe('signer-unavailable');
    symlinkSync(hsm.module, module);
    expect(isBy(signer, data, await signer.sign(data))).toBe(true);
  });

  it('shows a wrong PIN to the token once', async () => {
    hsm.makeToken('other', pin);
    const wrong = { token: { label: 'other' }, pin: '000000', sessions: 4 };
    await expect(open('rsa', wrong)).rejects.toThrow('CKR_PIN_INCORRECT');
    await expect(open('rsa', wrong)).rejects.toThrow('told before');
    expect(await codeOf(open('rsa', wrong))).toBe('signer-pin-wrong');
    expect(await codeOf(open('rsa', { token: { label: 'other' } }))).toBe('signer-key-missing');
  });

  it.each<[string, string, () => Partial<Pkcs11Source>]>([
    ['another module', 'signer-unavailable', () => ({ module: '/nowhere.so' })],
    ['another token', 'signer-token-missing', () => ({ token: { label: 'absent' } })],
    ['a token of another serial number', 'signer-token-missing', () => ({ token: { label: 'hub', serial: '00' } })],
    ['another key', 'signer-key-missing', () => ({ key: { label: 'absent' } })],
    ['a label and the id of another key', 'signer-key-missing', () => ({ key: { label: 'rsa', id: '02' } })],
    ['no name of a key among several', 'signer-key-missing', () => ({ key: {} })],
    ['the certificate of another key', 'signer-mismatch', () => ({ key: { label: 'ec' }, certificates: [certificates.rsa] })],
    ['no certificate anywhere', 'signer-mismatch', () => ({ certificates: undefined })],
    ['an algorithm of another key', 'signer-mismatch', () => ({ algorithm: 'ES256' })],
    ['a process that ends', 'signer-unavailable', () => ({ processFile: hsm.path('ends.cjs') })],
  ])('refuses %s', async (_, code, change) => {
    const source = { ...base, key: { label: 'rsa' }, certificates: [certificates.rsa], ...change() };
    expect(await codeOf(openPkcs11(source, circumstances))).toBe(code);
  });

  it('refuses a signature after it was closed', async () => {
    const signer = await open('ec');
    const under = codeOf(Promise.all(Array.from({ length: 50 }, () => signer.sign(Buffer.from('x')))));
    await signer.close();
    expect(['done', 'signer-unavailable']).toContain(await under);
    expect(await codeOf(signer.sign(Buffer.from('x')))).toBe('signer-unavailable');
  });
});
