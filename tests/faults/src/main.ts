import { Command, InvalidArgumentError, Option } from 'commander';
import { type Flags, runBench } from './bench';

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number from 0');
  return value;
}

const names = (text: string, before: readonly string[]): string[] => [...before, ...text.split(',').filter((name) => name !== '')];

void new Command('faults')
  .description('every fault and every sabotage against the whole product; exit codes: 0 nothing wrong, 1 something is, 2 wrong usage')
  .option('--minutes <n>', 'random faults in one living town for so long, instead of each once', count)
  .option('--seed <n>', 'of all that is drawn', count, 20261123)
  .option('--only <names>', 'these faults and sabotages only, in this order; repeatable, or with commas', names, [])
  .option('--together', 'the named faults in one load, with one comparison at the end', false)
  .option('--sabotage <name>', 'this sabotage only, or none', 'all')
  .option('--control', "the sabotages' provocations against the product itself: nothing may be found", false)
  .option('--short', 'faults last as briefly as they can', false)
  .option('--list', 'what there is', false)
  .option('--json', 'last line of stdout: one JSON object; all others begin with #', false)
  .addOption(new Option('--lang <lang>', 'language of the terminal').choices(['vi', 'en']).default('vi'))
  .action(async (flags: Flags) => {
    const code = await runBench(flags, { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) });
    process.exit(code);
  })
  .parseAsync();
