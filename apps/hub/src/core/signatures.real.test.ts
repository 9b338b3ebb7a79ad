import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSigner } from '@lienthong/authority';
import type { Signed } from '@lienthong/pipeline';
import {
  ClaimReader,
  type RevocationCache,
  type SignedClaim,
  type Signer,
  type TrustAnchor,
  checksOf,
  parsePem,
  signFile,
} from '@lienthong/trust';
import { Signatures } from './signatures';
import { VerifyingPool } from './verifying/pool';

const good: RevocationCache = { status: () => ({ status: 'good', source: 'ocsp', evidence: 'ab'.repeat(32) }) };

describe('signatures of a batch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-signatures-'));
  const pool = new VerifyingPool({ worker: join(__dirname, '../../dist/core/verifying/worker.js') });
  const beside: Signed[] = [];
  const counted = { read: (claim: Signed) => (beside.push(claim), pool.read(claim)) };
  const signatures = new Signatures(new ClaimReader(), counted, good, () => new Date());
  let anchors: TrustAnchor[];
  let signer: Signer;

  beforeAll(async () => {
    const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
    const pem = (name: string) => readFileSync(join(folder, name), 'utf8');
    const usage = (bits: string) => ['-addext', `keyUsage=critical,${bits}`];
    const made = (name: string) => ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.pem`];
    openssl(...made('root'), '-subj', '/CN=root', ...usage('keyCertSign'));
    const leaf = ['-subj', '/CN=leaf', '-CA', 'root.pem', '-CAkey', 'root.key', '-addext', 'basicConstraints=critical,CA:FALSE'];
    openssl(...made('leaf'), ...leaf, ...usage('digitalSignature'));
    anchors = parsePem(pem('root.pem')).map((certificate) => ({ certificate }));
    const source = { kind: 'pem', certificates: pem('leaf.pem'), key: pem('leaf.key') } as const;
    signer = await openSigner(source, { clock: () => new Date(), random: randomBytes });
  });
  afterAll(async () => {
    await pool.close();
    rmSync(folder, { recursive: true });
  });

  const xmlOf = async (rows: number): Promise<Buffer> => {
    const content = Buffer.from(`<sổ>${Array.from({ length: rows }, (_, i) => `<dòng số="${i}">Nguyễn Văn Thử</dòng>`).join('')}</sổ>`);
    return Buffer.from(await signFile({ format: 'xades', content, detached: false, signer, at: new Date() }));
  };
  const claimOf = (document: Uint8Array): Signed => ({
    ...{ format: 'xmldsig', document, content: new Map(), mustCover: { elements: [{ namespace: '', local: 'sổ' }], content: [] } },
    readSigned: () => {
      throw new Error('not here');
    },
  });
  const told = (claim: Signed): string[] => {
    const { verdict, signed, uncovered } = signatures.judge(claim, anchors, new Date());
    const { record } = verdict;
    const against = checksOf(record, record.whenSigned).flatMap(({ code, result }) => (result === 'failed' ? [code] : []));
    return [record.whenSigned.standing, ...against, ...uncovered, String(signed.length > 0)];
  };

  it('are the same whether they are verified here or beside, broken ones too', async () => {
    const [small, large] = [await xmlOf(2), await xmlOf(2_000)];
    const broken = (document: Buffer): Buffer => Buffer.from(document.toString().replace('Văn', 'Vân'));
    const unreadable = Buffer.concat([large, Buffer.from('<')]);
    const claims = [small, large, broken(small), broken(large), unreadable].map(claimOf);
    await signatures.prepare(claims);
    expect(beside).toEqual([claims[1], claims[3], claims[4]]);
    expect(claims.slice(0, 4).map(told)).toEqual([
      ['valid', 'true'],
      ['valid', 'true'],
      ['invalid', 'reference.digest', '{}sổ', 'false'],
      ['invalid', 'reference.digest', '{}sổ', 'false'],
    ]);
    expect(() => told(claims[4]!)).toThrow(expect.objectContaining({ name: 'UnreadableError', code: 'xml.malformed' }) as Error);
    const [first] = claims;
    expect(signatures.needs(first!, anchors, new Date())).toHaveLength(1);
  });

  it('leave this thread free meanwhile', async () => {
    const claims = await Promise.all(Array.from({ length: 12 }, async () => claimOf(await xmlOf(2_000))));
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const begun = performance.now();
    await signatures.prepare(claims);
    const whole = performance.now() - begun;
    clearInterval(beat);
    expect(claims.map(told)).toEqual(claims.map(() => ['valid', 'true']));
    expect(longest).toBeLessThan(whole / 2);
  });

  it('are not judged before they were prepared', () => {
    expect(() => told(claimOf(Buffer.from('<a/>')))).toThrow('nobody prepared');
  });
});

describe('the threads in which signatures are verified', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-threads-'));
  const worker = join(folder, 'worker.js');
  writeFileSync(
    worker,
    `exports.read = async ({ jws }) => {
      if (jws === 'endless') for (;;);
      await new Promise((done) => setTimeout(done, 250));
      return { claim: { found: { format: jws }, certificates: [], uncovered: [] } };
    };`,
  );
  const claim = (jws: string): SignedClaim => ({ format: 'jws-detached', jws, signed: new Uint8Array() });
  const pool = new VerifyingPool({ worker, threads: 1, timeoutMs: 1_500 });
  afterAll(async () => {
    await pool.close();
    rmSync(folder, { recursive: true });
  });

  it('count the time of a signature from its turn on, not of those before it', async () => {
    const names = Array.from({ length: 10 }, (_, i) => String(i));
    const found = await Promise.all(names.map((name) => pool.read(claim(name))));
    expect(found.map(({ found: { format } }) => format)).toEqual(names);
  });

  it('stop what takes too long, for a later time, and go on', async () => {
    const [endless, next] = [pool.read(claim('endless')).catch((error: unknown) => error), pool.read(claim('next'))];
    expect(await endless).toMatchObject({ kind: 'transient', code: 'signature.late' });
    expect(await next).toMatchObject({ found: { format: 'next' } });
  });
});
