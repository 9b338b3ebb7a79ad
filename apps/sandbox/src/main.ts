import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { axisCommand } from './axis/command';
import { businessRegistrationCommand } from './business-registration/command';
import { moodCommand } from './mood/command';
import { runCity } from './stage/city';
import type { Lang } from './stage/errors';

interface CityFlags {
  readonly once: boolean;
  readonly json: boolean;
  readonly keep: boolean;
  readonly seed: number;
  readonly dossiers: number;
  readonly bad: number;
  readonly cores: number;
  readonly controlPort: number;
  readonly lang: Lang;
  readonly config: string;
  readonly data: string;
  readonly set: readonly string[];
}

const root = resolve(__dirname, '..', '..', '..');

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || value > 1_000_000) throw new InvalidArgumentError('a number from 0 to 1000000');
  return value;
}

const repeated = (value: string, all: readonly string[]): string[] => [...all, value];

const program = new Command('sandbox').description('A city of stand-ins around the hub');

program
  .command('city')
  .description('start everything and let the city live; exit codes: 0 done and passed, 1 the day failed, 2 cannot start, 130 interrupted')
  .option('--once', 'play one day, compare from outside, print the figures', false)
  .option('--json', 'last line of stdout: the figures as one JSON object; progress lines begin with #', false)
  .option('--keep', 'with --once: leave everything running until Ctrl-C', false)
  .option('--seed <n>', 'seed of the invented day', count, 20261123)
  .option('--dossiers <n>', 'good dossiers of the day', count, 300)
  .option('--bad <n>', 'bad messages mixed in', count, 60)
  .option('--cores <n>', 'core processes of the hub', count, 1)
  .option('--control-port <n>', 'port of 127.0.0.1 where the stand-ins are told how to behave; 0: a free one', count, 0)
  .addOption(new Option('--lang <lang>', 'language of the terminal').choices(['vi', 'en']).default('vi'))
  .option('--config <dir>', 'folder of the configuration', 'config')
  .option('--data <dir>', 'folder of all data', '.data')
  .option('--set <path=value>', 'override one setting; repeatable', repeated, [])
  .action(async ({ set, config, data, ...flags }: CityFlags) => {
    const code = await runCity({
      ...flags,
      root,
      config: resolve(root, config),
      data: resolve(root, data),
      overrides: set,
      write: (text) => void process.stdout.write(text),
      complain: (text) => void process.stderr.write(text),
    });
    process.exitCode = code;
    // whatever still holds the event loop open has been told to stop
    setTimeout(() => process.exit(code), 3_000).unref();
  });

program.addCommand(axisCommand()).addCommand(businessRegistrationCommand()).addCommand(moodCommand());

void program.parseAsync();
