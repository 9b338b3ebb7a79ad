import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Loaded, loadConfig } from '../load';
import { certificates } from './certificates.test-kit';

export const adapters = {
  rest: z.strictObject({
    baseUrl: z.url().describe('Address'),
    keyFile: z.string().describe('Secret'),
    auth: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('basic'), user: z.string() }),
        z.strictObject({ kind: z.literal('headers'), secretHeaders: z.record(z.string(), z.string()) }),
      ])
      .optional()
      .describe('Login'),
  }),
};

const hub = `installation: { name: Test, mode: test }
kafka:
  embedded: { port: 1, controllerPort: 2 }
postgres:
  embedded: { port: 3 }
log:
  origin: log.example/test
  keyFile: \${data}/log.key
  sealKey:
    { kind: pkcs12, pkcs12File: '\${data}/hub.p12',
      passwordFile: secrets/hub.password }
  tilesDir: \${data}/log
zones:
  outer: {}
`;

const connector = (name: string, party: string): string => `name: ${name}
adapter: rest
zone: outer
parties: [${party}]
config:
  baseUrl: http://127.0.0.1:1
  keyFile: \${data}/${name}.key
`;

const parties = `- code: A.1
  aliases: [A.OLD]
  name: { vi: Cổng, en: Portal }
  kind: portal
  certificates:
    - file: \${data}/portal.pem
      until: 2026-06-01T00:00:00+07:00
      approvedBy: test
- code: B.2
  name: { vi: Một cửa, en: Counter }
  kind: one-stop
  certificates:
    - sha256: ${certificates.counter.fingerprint}
      approvedBy: test
`;

const agreements = `- id: there
  sender: A.1
  types: [dossier.submitted]
  receivers: [B.2]
`;

const routes = `- id: there
  when: { type: dossier.submitted }
  to: { connector: counter }
`;

const routeTests = `- name: there
  message: { type: dossier.submitted, sender: A.OLD }
  expect: { connectors: [counter] }
`;

const roots = `- name: root
  file: \${data}/root.pem
  sha256: ${certificates.root.fingerprint}
`;

const calendar = `year: 2026
hours:
  office:
    name: { vi: Cơ quan, en: Offices }
    week: { mon: [08:00-12:00, 13:00-17:00], fri: [08:00-12:00] }
    source: test
    confidence: own
daysOff:
  - { from: 2026-01-02, name: { vi: Nghỉ, en: Off }, source: test, confidence: own }
  - { from: 2026-02-16, to: 2026-02-20, name: { vi: Tết, en: Tet }, source: test, confidence: own }
makeUpDays:
  - { date: 2026-01-10, insteadOf: 2026-01-02, source: test, confidence: own }
halfDays:
  - { date: 2026-02-13, worked: morning, name: { vi: Nửa ngày, en: Half }, classes: [office], source: test, confidence: own }
`;

const organisations = `- level: city
  codes: { by: installation, pattern: '^H26' }
  source: test
  confidence: own
  units:
    - { code: H26.1, aliases: [000.00.01.H26], name: { vi: A, en: A } }
- level: commune
  parent: H26.1
  from: 2025-07-01
  codes: { by: installation, pattern: '^H26' }
  source: test
  confidence: own
  units:
    - { code: H26.2, name: { vi: B, en: B } }
- level: commune
  until: 2025-07-01
  codes: { by: installation, pattern: '^000' }
  source: test
  confidence: own
  units:
    - { code: 000.01.01.H26, name: { vi: C, en: C }, into: [H26.2] }
`;

const procedures = `- code: '1.000001'
  name: { vi: Thủ tục, en: Procedure }
  agency: H26.1
  level: province
  source: test
  confidence: own
  versions:
    - from: 2020-01-01
      until: 2025-07-01
      service: level-4
      papers: [{ id: form, name: { vi: Đơn, en: Form }, kind: form }]
      limits: { statutory: { count: 52, unit: working-day }, shortened: { count: 20, unit: working-day } }
      source: test
      confidence: own
    - from: 2025-07-01
      service: full
      papers: [{ id: form, name: { vi: Đơn, en: Form }, kind: form }, { id: card, name: { vi: Thẻ, en: Card }, kind: identity, heldBy: H26.2 }]
      limits: { statutory: { count: 20, unit: working-day } }
      fees: [{ id: fee, name: { vi: Phí, en: Fee }, amount: 1000 }]
      source: test
      confidence: own
`;

const mapping = `name: plain
tables: { kinds: { a: B } }
rules: [{ to: /out/kind, table: kinds }]
`;

const mappingTests = `- name: a kind
  out: { kind: a }
  expect: { kind: B }
`;

/** A small configuration that loads without a problem. */
export const good: Readonly<Record<string, string>> = {
  'hub.yaml': hub,
  'connectors/counter.yaml': connector('counter', 'B.2'),
  'connectors/portal.yaml': connector('portal', 'A.1'),
  'parties/all.yaml': parties,
  'agreements.yaml': agreements,
  'routes.yaml': routes,
  'routes.test.yaml': routeTests,
  'trust/roots.yaml': roots,
  'mappings/plain.yaml': mapping,
  'mappings/plain.test.yaml': mappingTests,
  'calendar/2026.yaml': calendar,
  'organisations/city.yaml': organisations,
  'procedures/all.yaml': procedures,
};

export interface Folder {
  readonly dir: string;
  readonly dataDir: string;
}

const all = mkdtempSync(join(tmpdir(), 'lienthong-config-'));
afterAll(() => {
  rmSync(all, { recursive: true });
});

/** Writes the files and the certificates into new folders, there until the tests of this file end. */
export function folderOf(files: Readonly<Record<string, string>>): Folder {
  const base = mkdtempSync(join(all, 'folder-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const folder = { dir: join(base, 'config'), dataDir: join(base, 'data') };
  for (const [file, text] of Object.entries(files)) write(join(folder.dir, file), text);
  for (const [name, { pem }] of Object.entries(certificates)) write(join(folder.dataDir, `${name}.pem`), pem);
  return folder;
}

/** Loads the good configuration with some of its files replaced. */
export const loadWith = (files: Readonly<Record<string, string>> = {}, overrides: readonly string[] = []): Loaded =>
  loadConfig({ ...folderOf({ ...good, ...files }), overrides, adapters });
