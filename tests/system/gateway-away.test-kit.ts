import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayTown } from './gateway.test-kit';
import { type Caller, form, headerOf, jsonOf } from './gateway-http.test-kit';

/** What still works, and what is told, while something is away. */
export function away(door: () => { readonly town: GatewayTown; readonly caller: Caller; uploads(): Promise<string[]> }): void {
  it('without Kafka nothing is signed, and what is asked for in vain says when to come again', async () => {
    const { town, caller } = door();
    await town.killKafka();
    const answer = await caller.curl('/v1/sign', 'one-stop', ...form({ key: 'seal', format: 'cades', file: '@phieu.txt' }));
    expect({ status: answer.status, code: jsonOf(answer)['code'], later: headerOf(answer.headers, 'retry-after') }).toEqual({
      ...{ status: 503, code: 'gateway.unrecorded', later: '5' },
    });
    expect(jsonOf(await caller.curl('/v1/verify', undefined, ...form({ file: '@phieu.p7s', content: '@phieu.txt' })))).toMatchObject({
      status: 'valid',
    });
    expect((await caller.curl('/v1/ready', undefined)).status).toBe(503);
    await town.restartKafka();
    for (let tries = 0; (await caller.curl('/v1/ready', undefined)).status !== 200 && tries < 30; tries++) await sleep(500);
    const again = await caller.curl('/v1/sign', 'one-stop', ...form({ key: 'seal', format: 'cades', file: '@phieu.txt' }));
    expect(again.status).toBe(200);
  }, 90_000);

  it('what a killed gateway left of an upload is gone when it runs again', async () => {
    const { town, caller, uploads } = door();
    const sending = caller.raw(
      `POST /v1/verify HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 3000000\r\n\r\n--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n${'a'.repeat(2_000_000)}`,
    );
    for (let tries = 0; (await uploads()).length === 0 && tries < 100; tries++) await sleep(20);
    expect((await uploads()).length).toBe(1);
    await town.stop('gateway', 'SIGKILL');
    await sending;
    expect((await uploads()).length).toBe(1);
    await town.start('gateway');
  }, 60_000);

  it('a key that cannot be opened is told by readiness and stops nothing else', async () => {
    const { town, caller } = door();
    await town.stop('gateway');
    writeFileSync(join(town.dir, 'wrong.password'), 'wrong\n');
    const p12 = [
      'pkcs12',
      '-export',
      '-in',
      town.pki('seal.pem'),
      '-inkey',
      town.pki('seal.key.pem'),
      '-passout',
      'pass:right',
      '-out',
      'seal.p12',
    ];
    town.openssl(...p12);
    const wrong = `gateway.keys.locked={signer: {kind: pkcs12, file: ${join(town.dir, 'seal.p12')}, passwordFile: ${join(town.dir, 'wrong.password')}}, grants: [000.99.02.H26]}`;
    const files = `keyFile: ${town.pki('revoked.key.pem')}, certificatesFile: ${town.pki('revoked.pem')}`;
    const revoked = `gateway.keys.revoked={signer: {kind: pem, ${files}}, grants: [000.99.02.H26]}`;
    await town.start('gateway', wrong, revoked);
    const ready = await caller.curl('/v1/ready', undefined);
    const codes = expect.arrayContaining(['authority.pkcs12-unreadable', 'authority.signer-certificate-revoked']) as string[];
    expect({ status: ready.status, ...jsonOf(ready) }).toEqual({
      status: 503,
      ready: false,
      rules: true,
      intake: true,
      disk: true,
      evidence: true,
      keys: { configured: 3, usable: 1, codes },
    });
    const signing = async (key: string) => caller.curl('/v1/sign', 'one-stop', ...form({ key, format: 'cades', file: '@phieu.txt' }));
    expect(jsonOf(await signing('locked'))).toMatchObject({ status: 503, code: 'gateway.key-unusable' });
    expect((await signing('seal')).status).toBe(200);
  }, 60_000);
}
