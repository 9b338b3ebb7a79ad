import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { issueCity } from '../pki/city';
import type { Signer } from '../pki/model';
import { signerOf } from '../pki/signing';
import type { Assigned, Departments } from './model';
import { startDepartments } from './server';

const shelf = resolve(__dirname, '../../../../.cache/keys');

const now = new Date();
const secret = `whsec_${Buffer.alloc(24, 'k').toString('base64')}`;
let dir: string;
let departments: Departments;
let signer: Signer;
const told: Assigned[] = [];

const start = () =>
  startDepartments({
    ...{ host: '127.0.0.1', port: 0, dir: join(dir, 'departments'), pkiDir: join(dir, 'pki'), inboxes: [], now: () => now },
    webhooks: [{ name: 'land', secretFile: join(dir, 'land.secret') }],
    onDossier: (dossier) => void told.push(dossier),
  });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'departments-'));
  await writeFile(join(dir, 'land.secret'), `${secret}\n`);
  await issueCity(join(dir, 'pki'), { baseUrl: 'http://127.0.0.1:1', now, shelf });
  signer = await signerOf(join(dir, 'pki'), 'one-stop');
  departments = await start();
}, 120_000);
afterAll(async () => {
  await departments.stop();
  await rm(dir, { recursive: true });
});

const dossier = (code: string, type = 'dossier.submitted') =>
  Buffer.from(JSON.stringify({ specversion: '1.0', type, subject: code, data: { dossier: { code } } }));

interface Change {
  readonly id?: string;
  readonly at?: number;
  readonly key?: string;
  readonly jws?: string;
  readonly path?: string;
  readonly sent?: Buffer;
}

async function post(body: Buffer, { id = 'd-1', at = 0, key = secret, jws, path = '/land', sent = body }: Change = {}): Promise<number> {
  const timestamp = String(Math.floor(now.getTime() / 1_000) + at);
  const hmac = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64');
  const headers = {
    ...{ 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${'A'.repeat(43)}= v1,${hmac}` },
    'ce-jwssignature': jws ?? (await signer.sign(body)),
  };
  return (await fetch(`${departments.url}${path}`, { method: 'POST', headers, body: new Uint8Array(sent) })).status;
}

it('takes each delivery once, keeps it, and knows it after a restart', async () => {
  const body = dossier('S-1');
  expect([await post(body), await post(body)]).toEqual([204, 204]);
  expect(told.map(({ desk, code }) => `${desk} ${code}`)).toEqual(['land S-1']);
  await departments.stop();
  departments = await start();
  expect(await post(body)).toBe(204);
  expect(departments.dossiers()).toMatchObject([{ desk: 'land', deliveryId: 'd-1', code: 'S-1', body }]);
  expect(told).toHaveLength(1);
});

it.each<[string, () => Change | Promise<Change>, number]>([
  ['another secret', () => ({ key: `whsec_${Buffer.alloc(24, 'x').toString('base64')}` }), 401],
  ['other bytes than the hub signed', () => ({ sent: dossier('S-9') }), 401],
  ['a time six minutes ago', () => ({ at: -360 }), 401],
  ['another desk', () => ({ path: '/water' }), 404],
  ['no signature of the sender', () => ({ jws: '' }), 422],
  ['a signature of the portal', async () => ({ jws: await (await signerOf(join(dir, 'pki'), 'portal')).sign(dossier('S-2')) }), 422],
])('does not take %s', async (_, change, status) => {
  expect(await post(dossier('S-2'), { id: 'd-2', ...(await change()) })).toBe(status);
  expect(departments.dossiers()).toHaveLength(1);
});

it('takes dossiers alone', async () => {
  expect(await post(dossier('S-3', 'dossier.status-changed'), { id: 'd-3' })).toBe(422);
});

it('has its moods', async () => {
  expect(departments.mood.set({ mood: 'error503', path: '/land', calls: 1 })).toBe(true);
  expect(await post(dossier('S-4'), { id: 'd-4' })).toBe(503);
  expect(await post(dossier('S-4'), { id: 'd-4' })).toBe(204);
});
