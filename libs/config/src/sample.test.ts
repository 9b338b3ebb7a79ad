import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  const types = ['dossier.submitted', 'dossier.status-changed', ...enterpriseTypes];
  const dir = join(__dirname, '../../../config');
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
    },
    types,
  });
  expect(problems).toEqual([]);
  expect(config?.trust.roots.map(({ name }) => name)).toEqual(['sandbox', 'vgca-g2', 'vietnam-national-root']);
  expect(config?.routeTests.length).toBeGreaterThan(5);
});
