import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadConfig } from './load';
import { certificates } from './testing/certificates.test-kit';

const enterpriseTypes = ['enterprise.registered', 'enterprise.changed', 'enterprise.lookup', 'enterprise.details'];
const dataDir = mkdtempSync(join(tmpdir(), 'lienthong-sample-'));
afterAll(() => {
  rmSync(dataDir, { recursive: true });
});

/** The adapters' own settings are checked where the adapters are known; here everything else of the shipped configuration. */
it('the shipped configuration loads', () => {
  const pki = join(dataDir, 'sandbox/pki');
  mkdirSync(pki, { recursive: true });
  const issued = { root: 'root', portal: 'portal', expired: 'portal', revoked: 'portal', 'one-stop': 'counter' } as const;
  for (const [name, fixture] of Object.entries(issued)) writeFileSync(join(pki, `${name}.pem`), certificates[fixture].pem);
  const anything = z.looseObject({});
  const dir = join(__dirname, '../../../config');
  for (const name of named(dir)) if (!(name in issued)) selfSigned(join(pki, `${name}.pem`), name);
  const types = ['dossier.submitted', 'dossier.status-changed', 'edxml.new', 'edxml.status', ...enterpriseTypes];
  const { config, problems } = loadConfig({
    dir,
    dataDir,
    overrides: [],
    adapters: {
      portal: anything,
      'one-stop': anything,
      'document-axis': anything,
      'national-portal': anything,
      'business-registration': anything,
      webhook: anything,
      inbox: anything,
    },
    types,
  });
  expect(problems).toEqual([]);
  expect(config?.trust.roots.map(({ name }) => name)).toEqual(['sandbox', 'sandbox-national', 'vgca-g2', 'vietnam-national-root']);
  expect(config?.routeTests.length).toBeGreaterThan(5);
});

/** Certificates of the sandbox that parties and roots name. */
const named = (dir: string): string[] =>
  ['parties/city.yaml', 'parties/departments.yaml', 'parties/utilities.yaml', 'trust/roots.yaml'].flatMap((file) =>
    [...readFileSync(join(dir, file), 'utf8').matchAll(/sandbox\/pki\/([a-z-]+)\.pem/g)].map(([, name = '']) => name),
  );

function selfSigned(file: string, name: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${file}.key`];
  execFileSync('openssl', ['req', '-x509', ...key, '-subj', `/CN=${name}`, '-days', '3650', '-out', file], { stdio: 'ignore' });
}
