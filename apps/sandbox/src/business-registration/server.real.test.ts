import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomOf } from '../day/random';
import { inventRow } from './enterprises';
import type { BusinessRegister, BusinessRegisterOptions, ChangeRow } from './model';
import { startBusinessRegister } from './server';

let dir: string;
let register: BusinessRegister;
const client = { id: 'khoa', secret: 'mat-khau' };
const at = new Date('2026-11-23T01:30:00Z');
const start = async (more: Partial<BusinessRegisterOptions> = {}) => {
  register = await startBusinessRegister({ port: 0, dir, client, slowMs: 100, ...more });
};
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'register-'));
  await start();
});
afterEach(async () => {
  await register.stop();
  await rm(dir, { recursive: true, force: true });
});

const row = (id: number, code = '9900000016', type: ChangeRow['CHANGE_TYPE'] = 'NEW'): ChangeRow =>
  inventRow(randomOf(id, 'test'), code, { id, type, at });
const basic = (secret: string) => `Basic ${Buffer.from(`khoa:${secret}`).toString('base64')}`;
const login = (secret = 'mat-khau', body = 'grant_type=client_credentials') =>
  fetch(`${register.url}/token`, {
    method: 'POST',
    headers: { authorization: basic(secret), 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
const token = async (): Promise<string> => ((await (await login()).json()) as { access_token: string }).access_token;
const get = async (path: string, bearer?: string) => {
  const response = await fetch(`${register.url}${path}`, { headers: { authorization: `Bearer ${bearer ?? (await token())}` } });
  return { status: response.status, text: await response.text() };
};
const dataOf = async (path: string): Promise<unknown> => (JSON.parse((await get(path)).text) as { Data: unknown }).Data;
const details = '/apiCSDLDKDN/1.0/chiTietDoanhNghiep?msdn=';
const changes = '/apiCSDLDKDN/1.0/danhSachThayDoi?';
const numbers = async (query: string) => ((await dataOf(changes + query)) as ChangeRow[]).map(({ CHANGE_ID }) => CHANGE_ID);

describe('the business register', () => {
  it('gives tokens by client credentials, and nothing without one', async () => {
    expect(await (await login()).json()).toMatchObject({ token_type: 'Bearer', expires_in: 3_600 });
    expect((await login('sai')).status).toBe(401);
    expect((await login('mat-khau', 'grant_type=password')).status).toBe(400);
    expect(await get(`${details}9900000016`, 'x')).toMatchObject({ status: 401, text: expect.stringContaining('900901') as string });
    expect((await get('/elsewhere')).status).toBe(404);
  });

  it('lets a token count as long as it says', async () => {
    let now = at.getTime();
    await register.stop();
    await start({ now: () => new Date(now), tokenSeconds: 10 });
    const bearer = await token();
    expect((await get(`${details}1`, bearer)).status).toBe(200);
    now += 10_000;
    expect((await get(`${details}1`, bearer)).status).toBe(401);
  });

  it('tells of an enterprise what its newest row says, and 200 without MainInformation of one it does not know', async () => {
    await register.publish(row(1));
    await register.publish(row(2, '9900000016', 'CHANGE'));
    const { CHANGE_ID, CHANGE_TYPE, CHANGE_TIME, ...said } = row(2, '9900000016', 'CHANGE');
    expect([CHANGE_ID, CHANGE_TYPE, CHANGE_TIME]).toEqual([2, 'CHANGE', '20261123083000']);
    expect(await dataOf(`${details}9900000016`)).toEqual(said);
    expect(await dataOf(`${details}9900000023`)).toEqual({});
    expect(register.lookedUp()).toEqual(['9900000016']);
  });

  it('lists changes behind a number or from a day on, in pages, also after a restart', async () => {
    for (const id of [3, 5, 8]) await register.publish(row(id));
    await expect(register.publish(row(8))).rejects.toThrow('over 8');
    await register.stop();
    await start();
    expect(await numbers('')).toEqual([3, 5, 8]);
    expect(await numbers('sau=3&soLuong=1')).toEqual([5]);
    expect(await numbers('sau=8')).toEqual([]);
    expect(await numbers('tuNgay=20261123')).toEqual([3, 5, 8]);
    expect(await numbers('tuNgay=20261124')).toEqual([]);
    expect((await get(`${changes}sau=x`)).status).toBe(400);
    expect(register.last()).toBe(8);
  });

  it('has shared categories', async () => {
    expect(await dataOf('/dmdc/1.0/AllCategory')).toMatchObject({ LOAI_HINH_DOANH_NGHIEP: expect.any(Array) as unknown });
  });

  it('has its moods', async () => {
    await register.publish(row(1));
    await register.publish(row(2));
    const bearer = await token();
    const told = async (mood: string, path: string) => {
      expect(register.mood.set({ mood, calls: 1 })).toBe(true);
      return get(path, bearer);
    };
    expect(await told('ok-with-error', `${details}9900000016`)).toMatchObject({
      status: 200,
      text: expect.stringContaining('fault') as string,
    });
    expect((await told('session-expired', `${details}9900000016`)).status).toBe(401);
    const half = await told('half-file', changes);
    expect(half.status).toBe(200);
    expect(() => JSON.parse(half.text) as unknown).toThrow(SyntaxError);
    const ids = ({ text }: { text: string }) => (JSON.parse(text) as { Data: ChangeRow[] }).Data.map(({ CHANGE_ID }) => CHANGE_ID);
    expect(ids(await told('repeat', changes))).toEqual([1, 1, 2, 2]);
    expect(ids(await told('reorder', changes))).toEqual([2, 1]);
    expect(ids(await told('backlog', changes))).toEqual([]);
    expect(ids(await get(changes, bearer))).toEqual([1, 2]);
  });

  it('speaks TLS, and shows another certificate when it was rotated', async () => {
    const make = async (name: string) => {
      const [key, cert] = [join(dir, `${name}.key`), join(dir, `${name}.pem`)];
      const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
      execFileSync('openssl', [...how, '-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert], {
        stdio: 'pipe',
      });
      return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
    };
    const certificates = [await make('first'), await make('second')];
    await register.stop();
    await start({ certificates });
    const trusts = (one: number): Promise<string> =>
      new Promise((resolve) => {
        const call = request(`${register.url}/x`, { ca: certificates[one]?.cert, agent: false }, (response) => {
          response.resume();
          resolve(String(response.statusCode));
        });
        call.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? '')).end();
      });
    expect([await trusts(0), await trusts(1)]).toEqual(['404', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
    register.mood.set({ mood: 'rotate-certificate' });
    expect([await trusts(0), await trusts(1)]).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', '404']);
  });
});
