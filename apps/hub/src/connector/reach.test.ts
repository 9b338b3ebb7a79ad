import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { addressesIn, caFileIn, hostsIn } from './outbound';
import { reach } from './reach';

const dir = mkdtempSync(join(tmpdir(), 'reach-'));
const [keyFile, certFile] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
const servers: Server[] = [];
beforeAll(() => {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '20', ...subject];
  execFileSync('openssl', [...made, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
});
afterAll(() => {
  servers.forEach((server) => server.close());
  rmSync(dir, { recursive: true });
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  await once(server.listen(0, 'localhost'), 'listening');
  return (server.address() as AddressInfo).port;
}

const steps = async (host: string, port: number, isTls: boolean, caFile?: string, now = new Date()) =>
  (await reach({ host, port, isTls }, caFile, now)).map(({ step, ok, advice }) =>
    `${step} ${ok ? 'good' : 'bad'} ${advice?.en ?? ''}`.trim(),
  );

describe('the way to a counterpart', () => {
  it('is told up to the step that breaks, with whose it is', async () => {
    const plain = await portOf(createServer((socket) => void socket.on('data', () => socket.end('no\n')).on('error', () => undefined)));
    const secure = await portOf(createTls({ key: readFileSync(keyFile), cert: readFileSync(certFile) }));
    const closed = await portOf(createServer());
    servers.pop()?.close();

    expect(await steps('localhost', plain, false)).toEqual(['name good', 'connection good']);
    expect(await steps('no-such-host.invalid', 443, true)).toEqual([expect.stringMatching(/^name bad Our side or DNS/)]);
    expect(await steps('localhost', closed, false)).toEqual(['name good', expect.stringMatching(/^connection bad Their side.*refuses/)]);
    expect(await steps('localhost', plain, true)).toEqual([
      ...['name good', 'connection good'],
      expect.stringMatching(/^tls bad Their side: this port does not speak TLS/),
    ]);
    expect(await steps('localhost', secure, true)).toEqual([
      ...['name good', 'connection good', 'tls good'],
      expect.stringMatching(/^certificate bad The certificate is by no authority/),
    ]);
    expect(await steps('localhost', secure, true, certFile)).toEqual([
      ...['name good', 'connection good', 'tls good'],
      'certificate good Tell them: the certificate ends in 19 days',
    ]);
  });
});

it('finds what a connector may call, and by whom its counterpart is vouched for', () => {
  const config = {
    a: ['https://x.vn/api', 'https://x.vn:443/b'],
    auth: { caFile: '/ca.pem' },
    b: { c: 'http://10.0.0.1:81' },
    d: 'not http://',
  };
  expect(hostsIn(config)).toEqual(['x.vn:443', '10.0.0.1:81']);
  expect(addressesIn(config).map(({ isTls }) => isTls)).toEqual([true, false]);
  expect([caFileIn(config), caFileIn({ a: 1 })]).toEqual(['/ca.pem', undefined]);
});
