import { createLogger } from '@lienthong/runtime';
import type { Command } from 'commander';
import { provision } from '../provision/provision';
import { checkedSettings } from '../schema/checked';
import { type Place, withPlace } from '../settings';
import { print } from '../terminal';

export function provisionCommand(program: Command): void {
  withPlace(program.command('provision').description('secrets, database, topics, rights, rules: shows what would change, then does it'))
    .option('--yes', 'without asking', false)
    .action(async (options: Place & { readonly yes: boolean }) => {
      const { yes, data } = options;
      if (!(await provision(await checkedSettings(options), { data, yes, log: createLogger('provision', 'error'), print })))
        process.exitCode = 2;
    });
}
