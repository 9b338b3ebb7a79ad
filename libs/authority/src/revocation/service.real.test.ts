import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Certificate, checkRevocation, needsOf, type Path, type RevocationNeed, validatePath } from '@lienthong/trust';

import { OpensslCa } from '../testing/openssl-ca.test-kit';
import { RevocationDirectory } from './directory';
import { RevocationService } from './service';

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('RevocationService against openssl', () => {
  let ca: OpensslCa;
  let good: Path;
  let revoked: Path;
  let service: RevocationService;
  let skipMs: number;
  const warnings: object[] = [];
  const clock = (): Date => new Date(Date.now() + skipMs);
  const pathOf = (leaf: Certificate): Path => validatePath(leaf, [], [{ certificate: ca.read('ca.pem') }], new Date());
  const fetch = (path: Path, deadlineMs = 10_000): Promise<void> => service.fetchMissing(needsOf(path), deadlineMs);

  beforeAll(async () => {
    ca = await new OpensslCa().start();
    good = pathOf(ca.issue('good'));
    revoked = pathOf(ca.issue('revoked'));
    ca.revoke('revoked');
    ca.publishCrl();
  });
  afterAll(() => ca.stop());
  beforeEach(() => {
    skipMs = 0;
    ca.mode = 'serve';
    ca.asked.length = 0;
    warnings.length = 0;
    service = new RevocationService({
      hosts: [ca.ocspHost, ca.httpHost],
      clock,
      log: { warn: (fields) => warnings.push(fields) },
      timeoutMs: 1_000,
    });
  });
  afterEach(async () => {
    await service.close();
    await ca.stopResponder();
  });

  it('learns good and revoked from the responder and keeps its answers', async () => {
    await ca.startResponder();
    await fetch(good);
    await fetch(revoked);
    expect(warnings).toEqual([]);
    expect(checkRevocation(good, service, clock())).toMatchObject([{ status: 'good', source: 'ocsp' }]);
    expect(checkRevocation(revoked, service, clock())).toMatchObject([{ status: 'revoked', source: 'ocsp' }]);
    const { evidence = '' } = checkRevocation(good, service, clock())[0] ?? {};
    expect(digest(service.evidence(evidence) ?? Buffer.alloc(0))).toBe(evidence);
    expect(ca.asked).toEqual([]);
    skipMs = 61 * 60_000;
    expect(checkRevocation(good, service, clock())).toEqual([{ status: 'unknown', source: 'none' }]);
  });

  it('turns to the list when the responder is down, once for all certificates of the issuer', async () => {
    await Promise.all([fetch(good), fetch(revoked), fetch(good)]);
    expect(checkRevocation(good, service, clock())).toMatchObject([{ status: 'good', source: 'crl' }]);
    expect(checkRevocation(revoked, service, clock())).toMatchObject([{ status: 'revoked', source: 'crl' }]);
    expect(ca.asked).toEqual(['/ca.crl']);
    expect(service.evidence(checkRevocation(good, service, clock())[0]?.evidence ?? '')?.length).toBeGreaterThan(100);
  });

  it('renews a list beside the traffic before it ends', async () => {
    await fetch(good);
    skipMs = 23 * 3_600_000;
    await fetch(good);
    expect(checkRevocation(good, service, clock())).toMatchObject([{ status: 'good' }]);
    for (let i = 0; i < 50 && ca.asked.length < 2; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ca.asked).toEqual(['/ca.crl', '/ca.crl']);
  });

  it.each(['fail', 'redirect', 'flood', 'hang'] as const)(
    'has no status when the list server does %s, and leaves it alone for 5 s',
    async (mode) => {
      ca.mode = mode;
      await fetch(good);
      await fetch(good);
      expect(checkRevocation(good, service, clock())).toEqual([{ status: 'unknown', source: 'none' }]);
      expect(ca.asked).toEqual(['/ca.crl']);
      expect(warnings.length).toBeGreaterThan(0);
      ca.mode = 'serve';
      skipMs = 5_001;
      await fetch(good);
      expect(checkRevocation(good, service, clock())).toMatchObject([{ status: 'good' }]);
    },
  );

  it('lets go at the deadline and learns all the same', async () => {
    ca.mode = 'hang';
    const begun = Date.now();
    await fetch(good, 100);
    expect(Date.now() - begun).toBeLessThan(900);
    expect(checkRevocation(good, service, clock())).toEqual([{ status: 'unknown', source: 'none' }]);
  });

  it('asks no host that is not allowed', async () => {
    const narrow = new RevocationService({ hosts: ['ocsp.ca.gov.vn'], clock, log: { warn: (fields) => warnings.push(fields) } });
    await narrow.fetchMissing(needsOf(good), 5_000);
    await narrow.close();
    expect(ca.asked).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'address-refused' }, { code: 'address-refused' }]);
  });

  it('still knows after a restart, with responder and list away, what the process before had learned; and no longer than that one would', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lienthong-revocation-'));
    const options = {
      hosts: [ca.ocspHost, ca.httpHost],
      clock,
      log: { warn: (fields: object) => warnings.push(fields) },
      timeoutMs: 1_000,
    };
    const start = (): RevocationService => new RevocationService({ ...options, archive: new RevocationDirectory(folder) });
    const before = start();
    await ca.startResponder();
    await before.fetchMissing([...needsOf(good), ...needsOf(revoked)], 10_000);
    const known = [good, revoked].flatMap((path) => checkRevocation(path, before, clock()));
    expect(known).toMatchObject([{ status: 'good' }, { status: 'revoked' }]);
    await before.close();
    await ca.stopResponder();
    ca.mode = 'fail';
    const after = start();
    await Promise.all([after.fetchMissing(needsOf(good), 10_000), after.fetchMissing([...needsOf(good), ...needsOf(revoked)], 10_000)]);
    expect([good, revoked].flatMap((path) => checkRevocation(path, after, clock()))).toEqual(known);
    const [{ evidence = '' } = {}] = known;
    expect(digest(after.evidence(evidence) ?? Buffer.alloc(0))).toBe(evidence);
    expect(ca.asked).toEqual([]);
    skipMs = 61 * 60_000;
    await after.fetchMissing(needsOf(good), 10_000);
    expect(checkRevocation(good, after, clock())).toEqual([{ status: 'unknown', source: 'none' }]);
    await after.close();
    for (const name of readdirSync(folder)) if (name.endsWith('.der')) writeFileSync(join(folder, name), 'changed');
    skipMs = 0;
    const fooled = start();
    await fooled.fetchMissing(needsOf(good), 10_000);
    expect(checkRevocation(good, fooled, clock())).toEqual([{ status: 'unknown', source: 'none' }]);
    await fooled.close();
    rmSync(folder, { recursive: true });
  });

  it('has nothing to ask for a certificate without addresses', async () => {
    const [need] = needsOf(good) as [RevocationNeed];
    await service.fetchMissing([{ ...need, ocsp: [], crl: [] }], 5_000);
    expect(service.status(need, clock())).toBeUndefined();
  });
});
