import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { Certificate } from '../http/server';
import { startControl } from '../mood/control';
import { secretIn } from '../stage/secrets';
import { enterpriseCode } from '../day/people';
import { randomOf } from '../day/random';
import { inventRow } from './enterprises';
import type { BusinessRegister } from './model';
import { startBusinessRegister } from './server';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly controlPort?: number;
  readonly clientId: string;
  readonly secretFile: string;
  readonly tls?: readonly CertificateFiles[];
  readonly tokenSeconds: number;
  readonly every: number;
  readonly data: string;
}

interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

const help = `
Point a client of the NDXP enterprise service at http(s)://HOST:PORT: POST /token with the client id above and the secret in the file, then
  GET /apiCSDLDKDN/1.0/chiTietDoanhNghiep?msdn=9900000016      GET /apiCSDLDKDN/1.0/danhSachThayDoi?sau=0&soLuong=10
A few invented enterprises are registered at the first start. With --control-port a bad day can be made:
  sandbox mood http://127.0.0.1:17185 business-registration ok-with-error
  sandbox mood http://127.0.0.1:17185 business-registration session-expired --calls 1 --path chiTietDoanhNghiep`;

export const businessRegistrationCommand = (): Command =>
  new Command('business-registration')
    .description('the stand-in of the national business register (NDXP) alone, until Ctrl-C')
    .option('--port <n>', 'port to listen on', whole, 17085)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--control-port <n>', 'port of 127.0.0.1 where its mood can be changed', whole)
    .option('--client-id <id>', 'consumer key', 'h26.sandbox')
    .requiredOption('--secret-file <file>', 'consumer secret; made when absent')
    .option(
      '--tls <cert.pem,key.pem>',
      'speak TLS; given twice, the second certificate is shown under the mood `rotate-certificate`',
      files,
    )
    .option('--token-seconds <n>', 'how long a token counts', whole, 3_600)
    .option('--every <n>', 'one more registration every so many seconds; 0: none', whole, 0)
    .option('--data <dir>', 'folder of its journal', '.data/business-registration')
    .addHelpText('after', help)
    .action((flags: Flags) => run(flags).catch(complain));

async function run({ clientId, secretFile, data, tls = [], controlPort, every, ...flags }: Flags): Promise<void> {
  const client = { id: clientId, secret: await secretIn(secretFile) };
  const certificates = await Promise.all(tls.map(pemsOf));
  const register = await startBusinessRegister({ ...flags, client, certificates, dir: data });
  const moods = { 'business-registration': register.mood };
  const control = controlPort === undefined ? undefined : await startControl({ port: controlPort, moods });
  for (let i = register.last(); i < 4; i++) await registerOne(register);
  const timer = every === 0 ? undefined : setInterval(() => void registerOne(register).catch(complain), every * 1_000);
  process.stdout.write(`business-registration ${register.url}${control ? `, control ${control.url}` : ''}\nready\n`);
  const stop = (): void => {
    clearInterval(timer);
    void Promise.all([register.stop(), control?.stop()]);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

/** The first one is that of the help. */
async function registerOne(register: BusinessRegister): Promise<void> {
  const id = register.last() + 1;
  const random = randomOf(id, 'business-registration');
  const code = id === 0 ? '9900000016' : enterpriseCode(random);
  await register.publish(inventRow(random, code, { id, type: 'NEW', at: new Date() }));
}

const pemsOf = async ({ cert, key }: CertificateFiles): Promise<Certificate> => ({
  cert: await readFile(cert, 'utf8'),
  key: await readFile(key, 'utf8'),
});

function complain(error: unknown): void {
  process.stderr.write(`business-registration: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('a number from 0 to 65535');
  return value;
}

function files(text: string, all: readonly CertificateFiles[] = []): CertificateFiles[] {
  const [cert = '', key = ''] = text.split(',');
  if (cert === '' || key === '') throw new InvalidArgumentError('cert.pem,key.pem');
  return [...all, { cert, key }];
}
