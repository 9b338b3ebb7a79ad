import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inputs } from './inputs';
import { Revocation } from './revocation';

const clock = (): Date => new Date('2026-11-23T00:00:00Z');
const broken = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n';
let dir: string;
let good: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'inputs-'));
  good = join(dir, 'good.pem');
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=Good'];
  execFileSync('openssl', [...request, '-keyout', join(dir, 'key.pem'), '-out', good], { stdio: 'ignore' });
  writeFileSync(join(dir, 'many.pem'), `${broken}${readFileSync(good, 'latin1')}${broken}`);
  writeFileSync(join(dir, 'broken.der'), Buffer.from('3000', 'hex'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('what is handed in', () => {
  const inputs = new Inputs(clock, new Revocation([], clock));

  it('passes over certificates that cannot be read where there are others', async () => {
    const { certificates } = await inputs.ground({ trust: [], certificates: [join(dir, 'many.pem'), join(dir, 'broken.der')] });
    expect(certificates.map(({ subject }) => subject)).toEqual(['CN=Good']);
  });

  it('refuses a root that cannot be read, and a file that holds none', async () => {
    await expect(inputs.ground({ trust: [join(dir, 'broken.der')] })).rejects.toMatchObject({ code: 'certificate.malformed' });
    await expect(inputs.ground({ trust: [], certificates: [join(dir, 'key.pem')] })).rejects.toMatchObject({
      code: 'certificate.malformed',
    });
  });
});
