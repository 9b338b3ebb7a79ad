#!/usr/bin/env node
import { createLogger } from '@lienthong/runtime';
import { Command } from 'commander';
import { configCommands } from './commands/config';
import { evidenceCommands } from './commands/evidence';
import { laneCommands } from './commands/lane';
import { messageCommands } from './commands/message';
import { positionCommands } from './commands/position';
import { watchCommand } from './commands/watch';
import { runZone } from './connector/run';
import { runCore } from './core/run';
import { provision } from './provision/provision';
import { type Place, Misconfigured, loadSettings, placeArguments, withPlace } from './settings';
import { type Lang, print, warn } from './terminal';
import { stopSignal } from './up/stop-signals';
import { supervise } from './up/supervise';

const program = new Command('hub').description('Liên Thông: trục liên thông của thành phố · a city’s integration hub');

withPlace(program.command('up').description('run every role on this machine, restart what dies, stop in order'))
  .option('--cores <n>', 'core processes', '1')
  .action(up);
withPlace(program.command('run <role>').description('run one role: core (core:2 … for more on one host), connector:<zone>')).action(run);
withPlace(program.command('provision').description('secrets, database, topics, rights, rules: shows what would change, then does it'))
  .option('--yes', 'without asking', false)
  .action(async (options: Place & { readonly yes: boolean }) => {
    const { yes, data } = options;
    if (!(await provision(loadSettings(options), { data, yes, log: createLogger('provision', 'warn'), print }))) process.exitCode = 2;
  });
configCommands(program);
messageCommands(program);
laneCommands(program);
evidenceCommands(program);
positionCommands(program);
watchCommand(program);

async function up(options: Place & { readonly cores: string }): Promise<void> {
  const zones = Object.keys(loadSettings(options).zones);
  const cores = Array.from({ length: Number(options.cores) }, (_, i) => (i === 0 ? 'core' : `core:${i + 1}`));
  const roles = [...cores, ...zones.map((zone) => `connector:${zone}`)];
  const command = (role: string): [string, ...string[]] => [process.execPath, __filename, 'run', role, ...placeArguments(options)];
  const stop = supervise({ roles, command, log: createLogger('up'), onReady: () => print('ready') });
  await stopSignal();
  await stop();
}

async function run(role: string, options: Place): Promise<void> {
  const config = loadSettings(options);
  const log = createLogger(role);
  const zone = /^connector:(.+)$/.exec(role)?.[1];
  if (/^core(:\d+)?$/.test(role)) await runCore(config, options.data, role, log);
  else if (zone && zone in config.zones) await runZone(config, options.data, zone, log);
  else
    throw new Error(
      `there is no role ${role}; roles are core, ${Object.keys(config.zones)
        .map((name) => `connector:${name}`)
        .join(', ')}`,
    );
  process.exit(); // a role that has ended waits for no idle socket
}

/** What a person reads when a command cannot do its work. */
function complain(error: unknown): void {
  process.exitCode = 1;
  const lang: Lang = process.argv.includes('en') ? 'en' : 'vi';
  if (error instanceof Misconfigured) return error.problems.forEach((p) => warn(`${p.file}:${p.line}:${p.column} ${p.code} ${p[lang]}`));
  warn(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

// a reader such as `head` that has seen enough is no failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
program.parseAsync().catch(complain);
