#!/usr/bin/env node
import { createLogger } from '@lienthong/runtime';
import { Command, CommanderError, Option } from 'commander';
import { agreementCommands } from './commands/agreement';
import { configCommands } from './commands/config';
import { connectorCommands } from './commands/connector';
import { documentCommands } from './commands/document';
import { dossierCommands } from './commands/dossier';
import { evidenceCommands } from './commands/evidence';
import { inboxCommands } from './commands/inbox';
import { laneCommands } from './commands/lane';
import { messageCommands } from './commands/message';
import { partyCommands } from './commands/party';
import { positionCommands } from './commands/position';
import { schemaCommands } from './commands/schema';
import { signCommand } from './commands/sign';
import { verifyCommands } from './commands/verify';
import { watchCommand } from './commands/watch';
import { CommandError } from './complaint/command-error';
import { complaintLines } from './complaint/complain';
import { runZone } from './connector/run';
import { runCore } from './core/run';
import { runGateway } from './gateway/run';
import { provision } from './provision/provision';
import { checkedSettings } from './schema/checked';
import { type Place, loadSettings, placeArguments, withPlace } from './settings';
import { type Lang, print, warn } from './terminal';
import { coreCount } from './up/cores';
import { stopSignal } from './up/stop-signals';
import { supervise } from './up/supervise';

const program = new Command('hub')
  .description('Liên Thông: trục liên thông của thành phố · a city’s integration hub')
  .addOption(new Option('--lang <lang>', 'language of the terminal, for every command').choices(['vi', 'en']).default('vi'))
  .hook('preAction', (_, command) => void command.setOptionValue('lang', language()))
  .configureHelp({ showGlobalOptions: true })
  .configureOutput({ outputError: () => undefined })
  .exitOverride();

withPlace(program.command('up').description('run every role on this machine, restart what dies, stop in order'))
  .option('--cores <n>', 'core processes, 1 to 16', '1')
  .action(up);
withPlace(
  program.command('run <role>').description('run one role: core (core:2 … for more on one host), gateway, connector:<zone>'),
).action(run);
withPlace(program.command('provision').description('secrets, database, topics, rights, rules: shows what would change, then does it'))
  .option('--yes', 'without asking', false)
  .action(async (options: Place & { readonly yes: boolean }) => {
    const { yes, data } = options;
    if (!(await provision(await checkedSettings(options), { data, yes, log: createLogger('provision', 'error'), print })))
      process.exitCode = 2;
  });
configCommands(program);
partyCommands(program);
agreementCommands(program);
connectorCommands(program);
messageCommands(program);
inboxCommands(program);
laneCommands(program);
documentCommands(program);
dossierCommands(program);
evidenceCommands(program);
positionCommands(program);
schemaCommands(program);
verifyCommands(program);
signCommand(program);
watchCommand(program);

/** A batch is megabytes of short-lived objects: in V8's usual 16 MB they are copied again and again, a tenth of a role's time. */
const roleMemory = ['--max-semi-space-size=64'];

async function up(options: Place & { readonly cores: string }): Promise<void> {
  const count = coreCount(options.cores);
  const { zones, gateway } = loadSettings(options);
  const cores = Array.from({ length: count }, (_, i) => (i === 0 ? 'core' : `core:${i + 1}`));
  const roles = [...cores, ...(gateway ? ['gateway'] : []), ...Object.keys(zones).map((zone) => `connector:${zone}`)];
  const command = (role: string): [string, ...string[]] => [
    process.execPath,
    ...roleMemory,
    __filename,
    'run',
    role,
    ...placeArguments(options),
  ];
  const stop = supervise({ roles, command, log: createLogger('up'), onReady: () => print('ready') });
  await stopSignal();
  await stop();
}

async function run(role: string, options: Place): Promise<void> {
  const config = loadSettings(options);
  const log = createLogger(role);
  const zone = /^connector:(.+)$/.exec(role)?.[1];
  if (/^core(:\d+)?$/.test(role)) await runCore(config, options.data, role, log);
  else if (role === 'gateway' && config.gateway) await runGateway(config, config.gateway, options.data, log);
  else if (zone && zone in config.zones) await runZone(config, options, zone, log);
  else throw new CommandError('cli.no-role', role);
  process.exit(); // a role that has ended waits for no idle socket
}

function language(): Lang {
  return program.opts<{ readonly lang: Lang }>().lang;
}

function complain(error: unknown): void {
  const isHelp = error instanceof CommanderError && error.code.startsWith('commander.help');
  process.exitCode = isHelp ? error.exitCode : 1;
  if (!isHelp) complaintLines(error, language()).forEach(warn);
}

// a reader such as `head` that has seen enough is no failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
program.parseAsync().catch(complain);
