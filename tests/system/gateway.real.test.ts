import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { GatewayTown } from './gateway.test-kit';

let town: GatewayTown;
beforeAll(async () => {
  town = await GatewayTown.found();
  await town.start('gateway');
  writeFileSync(join(town.dir, 'phieu.txt'), 'Phiếu tiếp nhận hồ sơ số 1\n');
}, 180_000);
afterAll(() => town.raze(), 60_000);

it('verifies', () => {
  const sub = readFileSync(town.pki('sub.pem'));
  writeFileSync(join(town.dir, 'sub.pem'), sub);
  town.openssl(
    'cms',
    '-sign',
    '-binary',
    '-cades',
    '-md',
    'sha256',
    '-in',
    'phieu.txt',
    '-signer',
    town.pki('portal.pem'),
    '-inkey',
    town.pki('portal.key.pem'),
    '-certfile',
    'sub.pem',
    '-outform',
    'DER',
    '-out',
    'phieu.p7s',
  );
  const out = execFileSync(
    'curl',
    [
      '-sS',
      '-i',
      '--cacert',
      town.pki('root.pem'),
      '-F',
      'file=@phieu.p7s',
      '-F',
      'content=@phieu.txt',
      `https://127.0.0.1:${town.https}/v1/verify`,
    ],
    { cwd: town.dir },
  ).toString();
  console.log(out.slice(0, 3000), town.lines.join(''));
});
