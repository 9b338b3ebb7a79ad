import { createLogger } from '@lienthong/runtime';
import type { Command } from 'commander';
import { CommandError } from '../complaint/command-error';
import { type Place, loadSettings, withPlace } from '../settings';

export function runCommand(program: Command): void {
  withPlace(
    program.command('run <role>').description('run one role: core (core:2 … for more on one host), gateway, connector:<zone>'),
  ).action(run);
}

async function run(role: string, options: Place): Promise<void> {
  const config = loadSettings(options);
  const log = createLogger(role);
  const zone = /^connector:(.+)$/.exec(role)?.[1];
  if (/^core(:\d+)?$/.test(role)) await (await import('../core/run.js')).runCore(config, options.data, role, log);
  else if (role === 'gateway' && config.gateway)
    await (await import('../gateway/run.js')).runGateway(config, config.gateway, options.data, log);
  else if (zone && zone in config.zones) await (await import('../connector/run.js')).runZone(config, options, zone, log);
  else throw new CommandError('cli.no-role', role);
  process.exit(); // a role that has ended waits for no idle socket
}
