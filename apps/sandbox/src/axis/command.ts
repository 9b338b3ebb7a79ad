import { Command, InvalidArgumentError, Option } from 'commander';
import { startControl } from '../mood/control';
import { secretIn } from '../stage/secrets';
import type { SystemAccount } from './model';
import { startAxis } from './server';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly controlPort?: number;
  readonly secretFile: string;
  readonly system?: readonly Account[];
  readonly hashFile: 'sdk' | 'full';
  readonly data: string;
}

type Account = Omit<SystemAccount, 'secret'>;

/** Offices of the edXML samples. */
const sampleSystems: readonly Account[] = [
  { systemid: 'sys.h26.90', agencies: ['H26.90', '000.90.15.H26'] },
  { systemid: 'sys.h26.91', agencies: ['H26.91.01', 'H26.91.02'] },
  { systemid: 'sys.g99', agencies: ['G99'] },
];

const help = `
Point a client of the national document axis at http://HOST:PORT (any path before the method is taken), with one of the systemids
above and the secret in the file. Without --system: ${sampleSystems.map(({ systemid, agencies }) => `${systemid}=${agencies.join(',')}`).join(' ')}.
More agencies: registerAgency. With --control-port a bad day can be made, e.g. half an hour of errors or one cut connection:
  sandbox mood http://127.0.0.1:17184 axis error500
  sandbox mood http://127.0.0.1:17184 axis lost-answer --calls 1 --path sendEdoc`;

export const axisCommand = (): Command =>
  new Command('axis')
    .description('the stand-in of the national document axis (VXP) alone, until Ctrl-C')
    .option('--port <n>', 'port to listen on', port, 17084)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--control-port <n>', 'port of 127.0.0.1 where its mood can be changed', port)
    .requiredOption('--secret-file <file>', 'secret that all systems share; made when absent')
    .option('--system <systemid=codes>', 'a system and its agencies, e.g. sys.h26.90=H26.90,H26.92; repeatable', account)
    .addOption(new Option('--hash-file <way>', 'how hash-file must be written').choices(['sdk', 'full']).default('sdk'))
    .option('--data <dir>', 'folder of its journal and documents', '.data/axis')
    .addHelpText('after', help)
    .action((flags: Flags) => run(flags).catch(complain));

async function run({ secretFile, system = sampleSystems, data, controlPort, ...flags }: Flags): Promise<void> {
  const secret = await secretIn(secretFile);
  const systems = system.map((one) => ({ ...one, secret }));
  const axis = await startAxis({ ...flags, systems, dir: data });
  const control = controlPort === undefined ? undefined : await startControl({ port: controlPort, moods: { axis: axis.mood } });
  process.stdout.write(`axis ${axis.url}${control ? `, control ${control.url}` : ''}\nready\n`);
  const stop = (): void => void Promise.all([axis.stop(), control?.stop()]);
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

function complain(error: unknown): void {
  process.stderr.write(`axis: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('a port from 0 to 65535');
  return value;
}

function account(text: string, all: readonly Account[] = []): Account[] {
  const [systemid = '', codes = ''] = text.split('=');
  const agencies = codes.split(',').filter((code) => code !== '');
  if (systemid === '' || agencies.length === 0) throw new InvalidArgumentError('systemid=code,code');
  return [...all, { systemid, agencies }];
}
