import { join } from 'node:path';
import { createLogger } from '@lienthong/runtime';
import type { Command } from 'commander';
import { type Place, loadSettings, placeArguments, withPlace } from '../settings';
import { print } from '../terminal';
import { coreCount } from '../up/cores';
import { stopSignal } from '../up/stop-signals';
import { supervise } from '../up/supervise';

export function upCommand(program: Command): void {
  withPlace(program.command('up').description('run every role on this machine, restart what dies, stop in order'))
    .option('--cores <n>', 'core processes, 1 to 16', '1')
    .action(up);
}

const main = join(__dirname, '..', 'main.js');

/** A batch is megabytes of short-lived objects: in V8's usual 16 MB they are copied again and again, a tenth of a role's time. */
const roleMemory = ['--max-semi-space-size=64'];

async function up(options: Place & { readonly cores: string }): Promise<void> {
  const count = coreCount(options.cores);
  const { zones, gateway } = loadSettings(options);
  const cores = Array.from({ length: count }, (_, i) => (i === 0 ? 'core' : `core:${i + 1}`));
  const roles = [...cores, ...(gateway ? ['gateway'] : []), ...Object.keys(zones).map((zone) => `connector:${zone}`)];
  const command = (role: string): [string, ...string[]] => [process.execPath, ...roleMemory, main, 'run', role, ...placeArguments(options)];
  const stop = supervise({ roles, command, log: createLogger('up'), onReady: () => print('ready') });
  await stopSignal();
  await stop();
}
