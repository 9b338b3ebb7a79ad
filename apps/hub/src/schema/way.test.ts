import { keySigner } from '@lienthong/authority';
import { loadConfig, withRetired } from '@lienthong/config';
import type { RawMessage } from '@lienthong/message';
import { Ended } from '@lienthong/pipeline';
import { signJws } from '@lienthong/trust';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOf, good } from '../../../../libs/config/src/testing/folder.test-kit';
import { hierarchy, type Issued } from '../../../../libs/trust/src/x509/testing/pki.test-kit';
import { adapters } from '../adapters';
import { dryRun } from '../connector/dry-run';

/** Registered types on steps 1 to 6 of the way: the files of the sample registry, a real signature, real adapters. */

const registry = resolve(__dirname, '../../../../config/schemas');
const sample = (file: string): string => readFileSync(join(registry, file), 'utf8');
const registered = (type: string, ...files: readonly string[]) =>
  Object.fromEntries(files.map((name) => [`schemas/${type}/${name}`, sample(`${type}/${name}`)]));
const outage = 'utility.outage-planned';
const report = 'report.dossier-statistics';

const connector = (name: string, party: string): string => `name: ${name}
adapter: webhook
zone: outer
parties: [${party}]
config:
  sink: { url: 'http://127.0.0.1:1/', secretFile: /x }
`;

let root: Issued;
let sub: Issued;
let leaf: Issued;
beforeAll(async () => ({ root, sub, leaf } = await hierarchy()));

function configured() {
  const folder = folderOf({
    ...good,
    'hub.yaml': `${good['hub.yaml'] ?? ''}revocation: { onUnavailable: accept }\n`,
    'connectors/counter.yaml': connector('counter', 'B.2'),
    'connectors/portal.yaml': connector('portal', 'A.1'),
    'parties/all.yaml': (good['parties/all.yaml'] ?? '').replace(/file: .*portal\.pem\n.*\n/, `sha256: ${leaf.certificate.fingerprint}\n`),
    'agreements.yaml': `- { id: there, sender: A.1, types: [${outage}, ${report}], receivers: [B.2] }\n`,
    'routes.yaml': [outage, report].map((type, i) => `- { id: r${i}, when: { type: ${type} }, to: { connector: counter } }\n`).join(''),
    'routes.test.yaml': '[]\n',
    'trust/roots.yaml': `- { name: root, file: root-of-test.pem, sha256: ${root.certificate.fingerprint} }\n`,
    ...registered(outage, 'type.yaml', '1.schema.json', '1.example.json', '1.1.schema.json', '1.1.example.json'),
    ...registered(report, 'type.yaml', '1.xsd', '1.example.xml'),
  });
  writeFileSync(join(folder.dir, 'root-of-test.pem'), pem(root));
  const load = () => {
    const types = Object.fromEntries(Object.entries(adapters).map(([type, { config }]) => [type, config]));
    const { config, problems } = loadConfig({ ...folder, overrides: [], adapters: types, types: [], signedTypes: [] });
    if (!config) throw new Error(JSON.stringify(problems));
    return config;
  };
  return { dir: folder.dir, load };
}

const pem = ({ certificate }: Issued): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate.der).toString('base64')}\n-----END CERTIFICATE-----\n`;

const event = (type: string, version: string, data: unknown, more: object = {}): object => ({
  ...{ specversion: '1.0', id: 'm-1', source: 'A.1', subject: 'S-1', time: '2026-11-24T01:00:00Z' },
  ...{ type, dataschema: `${type}/${version}`, receivers: 'B.2', data, ...more },
});

/** What the way makes of it: where it goes, or the code and the detail of the refusal. */
async function outcome(config: ReturnType<ReturnType<typeof configured>['load']>, message: object, sign = true) {
  const payload = Buffer.from(JSON.stringify(message));
  const jws = await signJws(payload, keySigner(leaf.privateKey, [leaf.certificate, sub.certificate]));
  const attributes: Record<string, string> = sign ? { 'jws-signature': jws } : {};
  const raw: RawMessage = { connector: 'portal', subject: 'S-1', contentType: 'application/cloudevents+json', attributes, payload };
  const result = await dryRun(config, 'outer', raw, new Date('2026-11-24T01:00:01Z'));
  if (!result) throw new Error('nothing came out');
  return result instanceof Ended
    ? [result.reason.kind, result.reason.code, result.reason.detail]
    : result.destinations.map((one) => one.connector);
}

const data = (version: string): Readonly<Record<string, unknown>> =>
  JSON.parse(sample(`${outage}/${version}.example.json`)) as Record<string, unknown>;
const xml = { datacontenttype: 'application/xml' };

it('a message is judged by the version that it names', async () => {
  const config = configured().load();
  expect(await outcome(config, event(outage, '1', data('1')))).toEqual(['counter']);
  expect(await outcome(config, event(outage, '1.1', data('1.1')))).toEqual(['counter']);
  expect(await outcome(config, event(outage, '1', data('1.1')))).toEqual([
    ...['permanent', 'schema.mismatch', { field: '/hotline', rule: 'additionalProperties' }],
  ]);
  expect(await outcome(config, event(outage, '3', data('1')))).toMatchObject(['permanent', 'type.unknown', { dataschema: `${outage}/3` }]);
});

it('XML by its XSD, with the line', async () => {
  const config = configured().load();
  const text = sample(`${report}/1.example.xml`);
  expect(await outcome(config, event(report, '1', text, xml))).toEqual(['counter']);
  expect(await outcome(config, event(report, '1', text.replace('>120<', '>nhiều<'), xml))).toEqual([
    ...['permanent', 'schema.mismatch', { field: 'received', rule: 'content', line: '5' }],
  ]);
  expect(await outcome(config, event(report, '1', text))).toMatchObject(['permanent', 'schema.content-type', {}]);
  expect(await outcome(config, event(report, '1', { a: 1 }, xml))).toEqual(['permanent', 'message.malformed', { field: 'data' }]);
});

it('only after its signature holds', async () => {
  expect(await outcome(configured().load(), event(outage, '1', { wrong: true }), false)).toMatchObject([
    'permanent',
    'signature.missing',
    {},
  ]);
});

it('a retired version is refused, with those that are alive; what is active knows no text of it any more', async () => {
  const { dir, load } = configured();
  const file = join(dir, 'schemas', outage, 'type.yaml');
  writeFileSync(file, withRetired(readFileSync(file, 'utf8'), '1', '2026-11-20'));
  const config = load();
  expect(await outcome(config, event(outage, '1', data('1')))).toEqual([
    ...['permanent', 'schema.retired', { field: 'dataschema', retired: '2026-11-20', alive: `${outage}/1.1` }],
  ]);
  expect(await outcome(config, event(outage, '1.1', data('1')))).toEqual(['counter']);
});
